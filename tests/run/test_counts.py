"""Runs on counts: what is refused, and what is predicted."""

from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.runs import rows, trained, weights

import regexp
from regexp.errors import DataError

pytestmark = pytest.mark.usefixtures("no_pictures")

X = [round(float(number), 3) for number in np.linspace(-1, 1, 40)]
COUNTS = np.random.default_rng(0).poisson(np.exp(1 + np.array(X))).tolist()


def config_of(write_config, y: list[int]) -> Path:
    return write_config(
        f"dataset: {{kind: inline, x: {X}, y: {y}, task: regression, scale: none}}\n"
        "model: linear\noptimizer: lbfgs\nloss: poisson\n"
    )


def test_negative_targets_are_refused(write_config, runs: Path) -> None:
    refused = command("train", config_of(write_config, [-2, *COUNTS[1:39], 9]), "--runs-dir", runs)
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.startswith("targets: poisson needs numbers ≥ 0, and they go from -2 to ")
    assert refused.err.endswith("; use squared_error\n")


def test_predictions_and_metrics_are_means(write_config, runs: Path) -> None:
    run = trained(config_of(write_config, COUNTS), runs)
    fitted = weights(run, "last")
    slope, start = fitted["layers/0/weight"].item(), fitted["layers/0/bias"].item()
    found = regexp.open(run).predict(np.array([[-1.0], [0.0], [1.0]]), "last")
    np.testing.assert_allclose(found, np.exp(start + slope * np.array([-1, 0, 1])), rtol=1e-5)
    assert 0 < float(rows(run)[-1]["train_mse"]) < np.var(COUNTS)


def test_a_prediction_that_overflows_names_its_row(write_config, runs: Path) -> None:
    """exp(89) is too much for float32, whose largest number is about exp(88.7)."""
    opened = regexp.open(trained(config_of(write_config, COUNTS), runs))
    with pytest.raises(DataError) as caught:
        opened.predict(np.array([[1.0], [300.0]]))
    assert str(caught.value) == ("row 2 lies so far from the training rows that its prediction overflows")
