"""Early stopping on curves whose ends are worked out by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from support.problems import alone, classification, trained

from regexp.context import Context, Situation
from regexp.optimizers import Adam
from regexp.regularizers import EarlyStopping


def end(values: Sequence[float], epochs: Sequence[int] | None = None, **settings: Any) -> int | None:
    """Return the epoch after which a run with this curve of `monitor` is ended; None if it is not."""
    ctx = Context([], rows=1, epochs=len(values), dtype="float32")
    component = EarlyStopping(**settings)
    component.init_state(np.zeros((1, 1, 1)), ctx)
    for ctx.epoch, value in zip(epochs or range(1, len(values) + 1), values, strict=True):
        if component.stop({"monitor": np.array([value])}, ctx)[0]:
            return ctx.epoch
    return None


FALLING = [8.0, 4.0, 3.0, 2.5, 2.4, 2.35, 2.34, 2.33, 2.32, 2.31]


def test_patience_counts_from_the_best_epoch() -> None:
    assert end([3, 2, 1, 2, 2, 0.5, 1, 1, 1], patience=2) == 5
    assert end([3, 2, 1, 2, 2, 0.5, 1, 1, 1], patience=3) == 9
    assert end([3, 2, 1, 2, 2, 0.5, 1, 1, 1], patience=4) is None
    assert end([1, 1, 1], patience=2) == 3, "the same again is no improvement"


def test_patience_counts_epochs_not_measurements() -> None:
    assert end([1, 2, 2], epochs=[5, 10, 15], patience=5) == 10
    assert end([1, 2, 2], epochs=[5, 10, 15], patience=6) == 15


def test_min_delta_counts_from_the_best_value() -> None:
    """With 0.5: 3, not 2.5 (exactly 0.5 less is not more than that), 2.4 at epoch 5, and 1.9 never comes."""
    assert end(FALLING, patience=3) is None
    assert end(FALLING, patience=3, min_delta=0.4) == 7
    assert end(FALLING, patience=3, min_delta=0.5) == 8
    assert end([5, 4.7, 4.4, 4.1, 3.8], patience=2, min_delta=0.5) is None, "small steps add up"


def test_relative_takes_a_fraction_of_the_best_value() -> None:
    """A tenth: after 2.5 at epoch 4 come 2.25 never. 0.035: 2.4 < 2.4125 at epoch 5, 2.31 < 2.316 at 10."""
    assert end(FALLING, patience=3, min_delta=0.1, relative=True) == 7
    assert end(FALLING, patience=4, min_delta=0.035, relative=True) == 9
    assert end(FALLING, patience=5, min_delta=0.035, relative=True) is None
    thousandth = [value / 1000 for value in FALLING]
    assert end(thousandth, patience=3, min_delta=0.1, relative=True) == 7
    assert end(thousandth, patience=3, min_delta=0.1) == 4, "not relative"


def test_relative_to_a_metric_that_should_grow() -> None:
    """Accuracies come with their sign changed. A tenth: 0.5, 0.56 > 0.55 at epoch 4, 0.62 > 0.616 at 7.

    By 0.03: 0.5, 0.54, 0.6 at epoch 5, and 0.63 doesn't come.
    """
    growing = [-accuracy for accuracy in (0.2, 0.5, 0.54, 0.56, 0.6, 0.61, 0.62)]
    assert end(growing, patience=2, min_delta=0.1, relative=True) == 6
    assert end(growing, patience=3, min_delta=0.1, relative=True) is None
    assert end(growing, patience=2, min_delta=0.03) == 7


def test_relative_to_nothing_is_any_improvement() -> None:
    assert end([0.0, -1e-9, 0.0, 0.0], patience=2, min_delta=0.5, relative=True) == 4


def test_nothing_is_looked_at_before_start_from_epoch() -> None:
    """The low values of the first epochs are not the best to beat, and waiting starts from there."""
    dip = [1, 0.5, 3, 3, 2.9, 3, 3, 3]
    assert end(dip, patience=2) == 4
    assert end(dip, patience=2, start_from_epoch=3) == 7
    assert end(dip, patience=2, start_from_epoch=6) == 8
    assert end(dip, patience=3, start_from_epoch=6) is None
    assert end([1, 2, 3, 4], epochs=[5, 10, 15, 20], patience=5, start_from_epoch=7) == 15


def test_values_that_are_not_numbers_do_not_improve() -> None:
    assert end([np.nan] * 5, patience=3) == 3
    assert end([np.nan] * 9, patience=3, start_from_epoch=4) == 6


@pytest.mark.parametrize("monitor", ["train_loss", "train_accuracy", "validation_loss"])
def test_the_run_ends_where_its_own_curve_says(monitor: str) -> None:
    """And keeps the best epoch of all, of the same run without early stopping cut off there."""
    optimizer = Adam(learning_rate=0.05, batch_size=16, epochs=60)
    problem = classification(optimizer=optimizer, monitor=monitor)
    for settings in ({}, {"min_delta": 0.05, "relative": True}, {"start_from_epoch": 12}):
        stopping = EarlyStopping(patience=4, **settings)
        whole = alone(problem).history
        sign = -1 if monitor.endswith("accuracy") else 1
        expected = end((sign * whole[monitor]).tolist(), patience=4, **settings)
        [stopped] = trained(classification(optimizer=optimizer, monitor=monitor, regularizers=(stopping,)))
        assert (stopped.status, stopped.epoch) == ("early_stopped", expected)
        assert stopped.history.values.tobytes() == whole.values[:expected].tobytes()
        assert stopped.best_epoch == 1 + (sign * whole[monitor][:expected]).argmin()


def test_it_objects_to_never_looking() -> None:
    def reason(epochs: int) -> str | None:
        return EarlyStopping(start_from_epoch=9).objection(Situation((8,), "adam", True, epochs))

    assert reason(8) == "looks from epoch 9, but training ends with epoch 8"
    assert reason(9) is None
