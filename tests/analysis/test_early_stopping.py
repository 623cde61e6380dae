import numpy as np
import pytest

from regexp.analysis.early_stopping import kept_epoch, kept_epochs
from regexp.context import Context
from regexp.regularizers.early_stopping import EarlyStopping


def test_kept_epochs_by_hand(history):
    # Lowest so far at epochs 1, 2, 3 and 9; six epochs after 3 comes a better one, twelve after 9 none.
    loss = [3, 2, 1, 2, 2, 2, 2, 2, 0.5, *[1] * 11]
    recorded = history(loss, loss)
    assert kept_epochs(recorded, "validation_loss") == {5: 3, 10: 9}
    assert [kept_epoch(recorded, "validation_loss", patience) for patience in (5, 6, 7)] == [3, 9, 9]


def test_patience_counts_epochs_not_evaluations(history):
    loss = [3, 1, 2, 2, 0.5, 2]
    recorded = history(loss, loss, epochs=[5, 10, 15, 20, 25, 26])
    assert [kept_epoch(recorded, "validation_loss", patience) for patience in (9, 10, 11, 15)] == [
        10,
        10,
        25,
        25,
    ]


def test_a_metric_to_maximize(history):
    accuracy = [0.5, 0.8, 0.7, 0.7, 0.7, 0.9]
    recorded = history(accuracy, accuracy, accuracy=accuracy)
    assert [kept_epoch(recorded, "validation_accuracy", patience) for patience in (3, 4)] == [2, 6]


def stopped(values, patience):
    """Run the regularizer itself on a curve and return the epoch it would keep."""
    ctx = Context(streams=[], rows=1, epochs=len(values), dtype=np.float64)
    component = EarlyStopping(patience=patience)
    component.init_state(np.zeros((1, 1, 1)), ctx)
    for epoch, value in enumerate(values, start=1):
        ctx.epoch = epoch
        if component.stop({"monitor": np.array([value])}, ctx)[0]:
            break
    return int(ctx.state["best_epoch"][0])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("patience", [1, 3, 10, 20])
def test_same_epoch_as_the_regularizer(seed, patience, history):
    generator = np.random.default_rng(seed)
    loss = 0.3 + np.exp(-np.arange(60) / 10) + 0.02 * generator.normal(size=60)
    assert kept_epoch(history(loss, loss), "validation_loss", patience) == stopped(loss, patience)
