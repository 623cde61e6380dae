"""--lambda auto: strengths found from the linear model, against scikit-learn and second differences."""

from collections.abc import Callable
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.special import logit, logsumexp
from sklearn.linear_model import Lasso
from support.command import command, refusal
from support.runs import weights
from support.sweeps import only_sweep, swept, table

from regexp.config import load_config
from regexp.datasets import prepare
from regexp.sources import Sources
from regexp.spec import Array
from regexp.sweep.automatic import automatic_strengths

pytestmark = pytest.mark.usefixtures("no_overview")

BASE = """
name: auto
dtype: float64
dataset: {kind: %s, train_size: 60}
model: {kind: mlp, hidden: 8}
optimizer: {kind: gd, learning_rate: 0.1, epochs: 2}
"""
NUMBERS, CLASSES = "diabetes", "iris"
ROWS = 60


@pytest.fixture
def strengths(write_config) -> Callable[..., tuple[float, ...]]:
    """Return the strengths of a penalty that is given as `l1={scale: mean}` and the like, λ left out."""

    def found(kind: str, dataset: str, *words: str, scale: str) -> tuple[float, ...]:
        penalty = f"{kind}={{strength: 0, scale: {scale}}}"
        config = load_config(str(write_config(BASE % dataset)), [*words, penalty]).config
        return automatic_strengths(config, kind, Sources())

    return found


def training_rows(write_config, dataset: str, *words: str) -> tuple[Array, Array]:
    """Return inputs (N, I) and targets of the training rows, as numbers (N, K) or one-hot."""
    config = load_config(str(write_config(BASE % dataset)), words).config
    data = prepare(config.dataset, config.seed)
    y = np.eye(len(data.classes))[data.train.y] if data.classes else data.train.y
    return data.train.x, y


def is_rounded_up(found: float, expected: float) -> bool:
    """Tell whether a number is another one rounded up to three digits, but for errors of 1e-5."""
    return expected * (1 - 1e-5) <= found <= expected * 1.01


def test_four_decades_of_two_points_each_and_nothing(strengths) -> None:
    nothing, *others = strengths("l2", CLASSES, scale="half")
    assert nothing == 0
    assert len(others) == 9
    ratios = np.divide(others[1:], others[:-1])
    assert ratios == pytest.approx(sqrt(10), rel=0.01)  # three digits have errors of up to 0.5 %
    assert [float(f"{value:.3g}") for value in others] == others


@pytest.mark.parametrize(("loss", "of_alpha"), [("squared_error", 2), ("half_squared_error", 1)])
@pytest.mark.parametrize(("scale", "of_sum"), [("sum", 1), ("mean", ROWS)])
def test_the_largest_l1_leaves_the_lasso_without_weights(
    loss: str, of_alpha: float, scale: str, of_sum: float, strengths, write_config
) -> None:
    """Lasso's alpha·Σ|w| goes with ½·mean square, so λ = 2·alpha for the full square; mean: λ/m·Σ|w|."""
    *_, top = strengths("l1", NUMBERS, f"loss={loss}", scale=scale)
    x, y = training_rows(write_config, NUMBERS)
    alpha = top / of_alpha / of_sum

    def lasso(alpha: float) -> Array:
        return Lasso(alpha=alpha, tol=1e-12).fit(x, y[:, 0]).coef_

    assert not lasso(alpha).any()
    # rounding up added less than 1 %
    assert lasso(0.98 * alpha).any()


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "sigmoid_cross_entropy", "squared_error"])
def test_the_largest_l1_leaves_a_linear_classifier_without_weights(
    loss: str, strengths, write_config, runs: Path
) -> None:
    """Proximal steps end at exact zeros at the strength found, and not at one 2 % below."""
    *_, top = strengths("l1", CLASSES, f"loss={loss}", scale="sum")
    words = ["model=linear", f"loss={loss}", "epochs=3000", "learning_rate=0.3", "evaluation.every=3000"]
    config = write_config(BASE % CLASSES)
    sweep = swept(config, runs, f"l1={0.98 * top},{top}", *words, "--save-weights")
    weak, strong = (weights(sweep / row["path"], "last")["layers/0/weight"] for row in table(sweep))
    assert not strong.any()
    assert weak.any()


def squared(z: Array, y: Array) -> float:
    return float(np.square(z - y).sum(axis=1).mean())


def softmax(z: Array, y: Array) -> float:
    return float((logsumexp(z, axis=1) - (y * z).sum(axis=1)).mean())


def sigmoid(z: Array, y: Array) -> float:
    return float((np.logaddexp(0, z) - y * z).sum(axis=1).mean())


LOSSES: dict[str, Callable[[Array, Array], float]] = {
    "squared_error": squared,
    "half_squared_error": lambda z, y: squared(z, y) / 2,
    "softmax_cross_entropy": softmax,
    "sigmoid_cross_entropy": sigmoid,
}


BEST_BIAS: dict[str, Callable[[Array], Array]] = {
    "softmax_cross_entropy": np.log,
    "sigmoid_cross_entropy": logit,
}
"""The bias of a model without weights, of the mean target; for squared errors the mean itself."""


def hessian(function: Callable[[Array], float], at: Array, step: float = 1e-3) -> Array:
    """Return second derivatives by central differences of differences, their errors of order step²."""
    steps = step * np.eye(len(at))

    def second(i: int, j: int) -> float:
        a, b = steps[i], steps[j]
        return function(at + a + b) - function(at + a - b) - function(at - a + b) + function(at - a - b)

    size = range(len(at))
    return np.array([[second(i, j) for j in size] for i in size]) / (4 * step**2)


def largest_eigenvalue(loss: str, x: Array, y: Array) -> float:
    """Return that of the Hessian in a linear model's weights at zero, with the best bias throughout."""
    inputs, outputs = x.shape[1], y.shape[1]
    bias = BEST_BIAS.get(loss, np.copy)(y.mean(axis=0))

    def of(theta: Array) -> float:
        w, b = theta[: inputs * outputs].reshape(inputs, outputs), theta[inputs * outputs :]
        return LOSSES[loss](x @ w + b, y)

    full = hessian(of, np.concatenate([np.zeros(inputs * outputs), bias]))
    k = inputs * outputs
    inner = full[:k, :k] - full[:k, k:] @ np.linalg.pinv(full[k:, k:], rcond=1e-4) @ full[k:, :k]
    return float(np.linalg.eigvalsh(inner)[-1])


@pytest.mark.parametrize(
    ("dataset", "loss"),
    [
        *((NUMBERS, loss) for loss in ("squared_error", "half_squared_error")),
        *((CLASSES, loss) for loss in LOSSES),
    ],
)
def test_the_largest_l2_is_the_largest_eigenvalue_of_the_hessian(
    dataset: str, loss: str, strengths, write_config
) -> None:
    *_, top = strengths("l2", dataset, f"loss={loss}", scale="half")
    x, y = training_rows(write_config, dataset)
    assert is_rounded_up(top, largest_eigenvalue(loss, x, y))


def test_two_classes_have_one_output(strengths, write_config) -> None:
    *_, top = strengths("l2", "moons", scale="half")
    x, y = training_rows(write_config, "moons")
    assert is_rounded_up(top, largest_eigenvalue("sigmoid_cross_entropy", x, y[:, 1:]))


@pytest.mark.parametrize("unscaled", [False, True])
def test_the_largest_l2_of_squared_errors_is_from_the_covariance(
    unscaled: bool, strengths, write_config
) -> None:
    """The Hessian of mean (y − x·w − b)² is twice the covariance of the inputs."""
    words = ["dataset.scale=none"] if unscaled else []
    x, _ = training_rows(write_config, NUMBERS, *words)
    expected = 2 * np.linalg.eigvalsh(np.cov(x.T, bias=True))[-1]
    for scale, factor in (("half", 1), ("sum", 1 / 2), ("half_mean", ROWS)):
        # λ/2·Σw² has the Hessian λ, λ·Σw² has 2λ, λ/(2m)·Σw² has λ/m
        *_, top = strengths("l2", NUMBERS, *words, scale=scale)
        assert is_rounded_up(top, factor * expected)


def test_the_largest_l2_of_hubers_loss_is_that_of_half_squared_errors(strengths) -> None:
    """Its curvature is 1 within δ of the target, and nowhere more."""
    expected = strengths("l2", NUMBERS, "loss=half_squared_error", scale="half")
    assert strengths("l2", NUMBERS, "loss=huber", scale="half") == expected


def test_absolute_errors_have_no_largest_l2(write_config, runs: Path) -> None:
    assert refusal(write_config(BASE % NUMBERS), runs, "loss=absolute", "l2=auto", name="sweep") == (
        2,
        "l2: auto goes by the curvature of the loss, and absolute has none; give values\n",
    )


def test_the_largest_l2_halves_the_best_determined_direction(write_config, runs: Path) -> None:
    """Ridge regression shrinks a principal direction by e/(e + λ) for its eigenvalue e, ½ for λ = e."""
    words = ["model=linear", "optimizer=exact", "l2=auto"]
    sweep = swept(write_config(BASE % NUMBERS), runs, *words, "--save-weights")
    paths = {float(row["regularization.l2.strength"]): sweep / row["path"] for row in table(sweep)}
    free, strong = (weights(paths[key], "last")["layers/0/weight"] for key in (0, max(paths)))
    x, _ = training_rows(write_config, NUMBERS)
    direction = np.linalg.eigh(np.cov(x.T))[1][:, -1]
    assert (direction @ strong) / (direction @ free) == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize("words", [["--lambda", "auto"], ["l1=auto"], ["l2=auto", "dropout=0,0.5"]])
def test_a_second_time_it_is_the_same_sweep(words: list[str], write_config, runs: Path) -> None:
    config = write_config(BASE % CLASSES)
    sweep = swept(config, runs, *words)
    cells = sorted(path.name for path in (sweep / "cells").iterdir())
    assert swept(config, runs, *words, "--seeds", 2) == sweep
    assert sorted(path.name for path in (sweep / "cells").iterdir()) == cells
    again = command("sweep", only_sweep(runs) / "sweep.yaml", "--runs-dir", runs)
    assert f"{2 * len(cells)} of them done before, 0 trained now\n" in again.out


def test_sweep_yaml_has_the_numbers(write_config, runs: Path) -> None:
    sweep = swept(write_config(BASE % CLASSES), runs, "--lambda", "auto")
    written = yaml.safe_load((sweep / "sweep.yaml").read_text(encoding="utf-8"))
    found = [float(row["regularization.l2.strength"]) for row in table(sweep)]
    assert len(found) == 10
    assert list(map(float, written["sweep"]["regularization.l2"])) == found


CONSTANT = """
dataset: {kind: inline, x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], y: [%s]}
dtype: %s
"""


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_constant_targets_have_no_strengths(dtype: str, write_config, runs: Path) -> None:
    config = write_config(CONSTANT % (", ".join(10 * ["0.1"]), dtype))
    assert refusal(config, runs, "l1=auto", name="sweep") == (
        2,
        "l1: the targets don't depend on the inputs, auto finds nothing; give values\n",
    )


def test_only_l1_and_l2_have_it(write_config, runs: Path) -> None:
    assert refusal(write_config(BASE % CLASSES), runs, "--dropout", "auto", name="sweep") == (
        2,
        "command line: --dropout auto: regularization.dropout.rate: must be a number of at least 0 and below "
        "1, not auto\n",
    )
