"""An estimator does what `regexp train` does: the same rows, settings and seed give the same bits."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.estimators import SMALL, SMALL_CONFIG
from support.runs import trained

import regexp
from regexp.opened import Run
from regexp.sklearn import RegexpClassifier, RegexpRegressor
from regexp.spec import Array

NOISE = {"dropout": 0.2, "l2": 1e-3}
STOPPING = {"early_stopping": {"patience": 1}, "l1": 0.01}


def run_of(folder: Path, dataset: str, arrays: dict[str, Array], more: str) -> Run:
    """Return the run that the command line trains on these arrays."""
    np.savez(folder / "rows.npz", **arrays)
    config = folder / "config.yaml"
    config.write_text(f"dataset: {{path: rows.npz, kind: npz, {dataset}}}\n{SMALL_CONFIG}{more}\n", "utf-8")
    run = regexp.open(trained(config, folder / "runs"))
    assert isinstance(run, Run)
    return run


def check_same_bits(estimator: Any, run: Run) -> None:
    """Compare every measurement, the weights of the best epoch, and the verdict."""
    assert estimator.history_.tobytes() == run.metrics.tobytes()
    assert estimator.history_.dtype == run.metrics.dtype
    assert estimator.best_epoch_ == run.best["epoch"]
    assert estimator.n_iter_ == run.result["epochs"]
    assert estimator.verdict_.to_json() == run.verdict
    with np.load(run.path / "best.npz") as stored:
        for k, (weight, bias) in enumerate(zip(estimator.coefs_, estimator.intercepts_, strict=True)):
            assert weight.dtype == stored[f"layers/{k}/weight"].dtype
            np.testing.assert_array_equal(weight, stored[f"layers/{k}/weight"])
            np.testing.assert_array_equal(bias, stored[f"layers/{k}/bias"])


def test_classifier_with_validation_rows(flowers: tuple[Array, ...], tmp_path: Path) -> None:
    x, x_val, y, y_val = flowers
    arrays = {"x_train": x, "y_train": y, "x_validation": x_val, "y_validation": y_val}
    run = run_of(tmp_path, "scale: standard", arrays, "regularization: {dropout: 0.2, l2: 1e-3}")
    classifier = RegexpClassifier(**SMALL, regularization=NOISE).fit(x, y, x_val, y_val)
    check_same_bits(classifier, run)
    np.testing.assert_array_equal(classifier.predict(x_val), run.predict(x_val))
    np.testing.assert_allclose(classifier.predict_proba(x_val), run.predict_proba(x_val), rtol=1e-5)


def test_regressor_with_validation_rows(numbers: tuple[Array, ...], tmp_path: Path) -> None:
    x, x_val, y, y_val = numbers
    arrays = {"x_train": x, "y_train": y, "x_validation": x_val, "y_validation": y_val}
    more = "regularization: {l1: 0.01, early_stopping: 1}\ndtype: float64"
    run = run_of(tmp_path, "scale: minmax", arrays, more)
    regressor = RegexpRegressor(**SMALL, regularization=STOPPING, scale="minmax", dtype="float64")
    check_same_bits(regressor.fit(x, y, x_val, y_val), run)
    np.testing.assert_array_equal(regressor.predict(x_val), run.predict(x_val))


@pytest.mark.parametrize("size", [0, 20, 0.25])
def test_rows_set_aside_are_those_of_the_command(
    size: float, flowers: tuple[Array, ...], tmp_path: Path
) -> None:
    x, _, y, _ = flowers
    run = run_of(tmp_path, f"test_size: 0, validation_size: {size}", {"x": x, "y": y}, "")
    check_same_bits(RegexpClassifier(**SMALL, validation_size=size).fit(x, y), run)


def test_optimizers_settings_may_stand_in_a_mapping(numbers: tuple[Array, ...], tmp_path: Path) -> None:
    x, _, y, _ = numbers
    more = "loss: half_squared_error\nmonitor: train_mse"
    config = "test_size: 0, validation_size: 0"
    run = run_of(tmp_path, config, {"x": x, "y": y[:, 0]}, more)
    optimizer = {"kind": "adam", "learning_rate": np.float64(0.01), "epochs": np.int64(12)}
    arguments = {"hidden": np.array([8]), "random_state": np.int64(3), "loss": "half_squared_error"}
    regressor = RegexpRegressor(**arguments, optimizer=optimizer, monitor="train_mse")
    check_same_bits(regressor.fit(x, y[:, 0]), run)
