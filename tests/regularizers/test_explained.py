"""What `regexp explain KIND CONFIG --as sklearn` says makes scikit-learn end where `regexp train` does.

From the command line to the coefficients, on scikit-learn's bundled data: to 1e-4, and with the same zeros.
"""

import ast
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.preprocessing import scale
from support.command import command

from regexp.spec import Array

DESCENT = "{kind: gd, learning_rate: 0.2, epochs: 3000}"
MINIMUM = "{kind: lbfgs, epochs: 2000, tolerance: 1e-9}"
CASES: dict[str, dict[str, Any]] = {
    "ridge": {"kind": "l2", "penalty": "{l2: 0.3}", "optimizer": "exact", "fitted": "Ridge"},
    "ridge of the sum": {
        "kind": "l2",
        "penalty": "{l2: {strength: 0.3, scale: sum}}",
        "optimizer": "exact",
        "loss": "half_squared_error",
        "fitted": "Ridge",
    },
    "lasso": {"kind": "l1", "penalty": "{l1: 8}", "optimizer": DESCENT, "fitted": "Lasso"},
    "elastic net": {
        "kind": "elastic_net",
        "penalty": "{elastic_net: {strength: 5, l1_ratio: 0.7}}",
        "optimizer": DESCENT,
        "fitted": "ElasticNet",
    },
    "l2 of classes": {
        "kind": "l2",
        "penalty": "{l2: 0.05}",
        "optimizer": MINIMUM,
        "fitted": "LogisticRegression",
        "target": "classes",
    },
    "l1 of classes": {
        "kind": "l1",
        "penalty": "{l1: 0.05}",
        "optimizer": DESCENT,
        "fitted": "LogisticRegression",
        "target": "classes",
    },
    "counts": {
        "kind": "l2",
        "penalty": "{l2: 0.05}",
        "optimizer": MINIMUM,
        "loss": "poisson",
        "fitted": "PoissonRegressor",
        "target": "counts",
    },
}


def data(target: str) -> tuple[Array, Array]:
    """Return standardized inputs, and classes, disease progressions, or whole fifties of these."""
    if target == "classes":
        x, y = load_breast_cancer(return_X_y=True)
        return scale(x[:, 1:12:2]), y
    x, y = load_diabetes(return_X_y=True)
    return scale(x), y if target == "numbers" else np.floor(y / 50)


def config(case: dict[str, Any], folder: Path) -> Path:
    """Write rows and config of a case."""
    target = case.get("target", "numbers")
    x, y = data(target)
    np.savez(folder / "rows.npz", x=x, y=y)
    task = "classification" if target == "classes" else "regression"
    as_they_are = "scale: none, validation_size: 0, test_size: 0"
    lines = [
        f"dataset: {{kind: npz, path: rows.npz, task: {task}, {as_they_are}}}",
        "model: linear",
        "dtype: float64",
        "monitor: train_loss",
        "evaluation: {every: 5000}",
        f"optimizer: {case['optimizer']}",
        f"regularization: {case['penalty']}",
        *([f"loss: {case['loss']}"] if "loss" in case else []),
    ]
    path = folder / "case.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def told(kind: str, path: Path, name: str) -> Any:
    """Return the estimator that is printed for the config, with the settings that stand there."""
    done = command("explain", kind, path, "--as", "sklearn")
    assert (done.code, done.err) == (0, "")
    pattern = rf"^  ({name}\(.*\))\n(?:    .*\n)*?    here .*, there (.*)\n"
    block = re.search(pattern, done.out, re.MULTILINE)
    assert block, done.out
    call = ast.parse(block[1], mode="eval").body
    assert isinstance(call, ast.Call)
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    numbers = {key: float(value) for key, value in re.findall(r"(\w+)=([\d.e+-]+)", block[2])}
    assert numbers.keys() == {word.id for word in call.args if isinstance(word, ast.Name)}
    return getattr(sklearn.linear_model, name)(**given, **numbers, max_iter=100_000)


@pytest.mark.parametrize("name", CASES)
def test_scikit_learn_ends_where_we_do(name: str, tmp_path: Path) -> None:
    case, runs = CASES[name], tmp_path / "runs"
    path = config(case, tmp_path)
    done = command("train", path, "--runs-dir", runs, "--name", "run", "--quiet")
    assert done.code == 0, done.err
    with np.load(runs / "run" / "last.npz") as arrays:
        weight = arrays["layers/0/weight"][:, 0]
    estimator = told(case["kind"], path, case["fitted"]).set_params(tol=1e-8)
    expected = estimator.fit(*data(case.get("target", "numbers"))).coef_.ravel()
    np.testing.assert_allclose(weight, expected, rtol=0, atol=1e-4)
    assert ((weight == 0) == (expected == 0)).all()
    assert (weight == 0).any() == (case["kind"] != "l2")
