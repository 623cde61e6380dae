"""Which rows a step sees, and where parameters lie; expected values by hand."""

from dataclasses import replace

import numpy as np
import pytest
from support.problems import alone, bits, classification, regression, trained

from regexp.engine import Layout, Problem, new_member, rows_of
from regexp.engine.batches import batch_rows, batch_slices, epoch_order
from regexp.initializations import Glorot, Initialization, Normal
from regexp.optimizers import Adam, GradientDescent, StochasticGradientDescent
from regexp.spec import Array
from regexp.streams import Streams


def sized(batch_size: int | str, **changes: object) -> Problem:
    return classification(optimizer=Adam(batch_size=batch_size, epochs=3), **changes)


def test_the_last_batch_is_smaller_and_not_dropped() -> None:
    assert [(part.start, part.stop) for part in batch_slices(11, 4)] == [(0, 4), (4, 8), (8, 11)]
    assert [(part.start, part.stop) for part in batch_slices(8, 4)] == [(0, 4), (4, 8)]


@pytest.mark.parametrize(("size", "expected"), [(16, 16), (101, 101), (500, 101), ("full", 101)])
def test_a_batch_has_at_most_all_rows(size: int | str, expected: int) -> None:
    assert batch_rows(sized(size)) == expected


def test_an_epoch_is_a_permutation_of_its_own() -> None:
    streams = Streams(0)
    orders = [epoch_order(sized(16), streams, epoch) for epoch in (1, 2)]
    for order in orders:
        assert sorted(order) == list(range(101))
    assert (orders[0] != orders[1]).any()
    assert (epoch_order(sized(16), Streams(0), 1) == orders[0]).all()
    assert (epoch_order(sized(16), Streams(1), 1) != orders[0]).any()


@pytest.mark.parametrize("size", ["full", 101, 500])
def test_a_full_batch_is_not_shuffled(size: int | str) -> None:
    assert epoch_order(sized(size), Streams(0), 1).tolist() == list(range(101))


def test_a_given_order_is_followed() -> None:
    order = np.array([np.arange(101), np.arange(101)[::-1], np.roll(np.arange(101), 7)])
    given = sized(16, order=order)
    assert [epoch_order(given, Streams(0), epoch).tolist() for epoch in (1, 2, 3)] == order.tolist()


def test_a_given_order_is_as_good_as_sorted_rows() -> None:
    """Following rows in an order is following the rows so ordered from first to last."""
    shuffled = np.random.default_rng(0).permutation(101)
    straight = np.tile(np.arange(101), (3, 1))
    given = sized(16, order=np.tile(shuffled, (3, 1)))
    rows = rows_of(given.train.x[shuffled], given.train.y[shuffled], "float32")
    assert alone(given).theta.tobytes() == alone(replace(given, train=rows, order=straight)).theta.tobytes()


def test_runs_of_a_stack_may_differ_in_order_and_given_weights() -> None:
    order = np.tile(np.arange(101)[::-1], (3, 1))
    start = new_member(sized(16, seed=9)).named("last")
    problems = [sized(16), sized(16, order=order), sized(16, weights=start)]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert bits(member) == bits(alone(problem))


def test_layout_of_a_small_network() -> None:
    """2-3-1: 6 weights, 3 biases, 3 weights, 1 bias; weights as (inputs, outputs), row by row."""
    layout = Layout((2, 3, 1))
    assert (layout.size, layout.shapes) == (13, ((2, 3), (3, 1)))
    named = layout.named(np.arange(13.0))
    assert {name: array.tolist() for name, array in named.items()} == {
        "layers/0/weight": [[0, 1, 2], [3, 4, 5]],
        "layers/0/bias": [6, 7, 8],
        "layers/1/weight": [[9], [10], [11]],
        "layers/1/bias": [12],
    }
    assert layout.row(named, "float64").tolist() == list(range(13))
    assert layout.row(named, "float32").dtype == np.float32


def test_views_share_memory_with_theta() -> None:
    theta = np.zeros((2, 1, 13))
    views = Layout((2, 3, 1)).views(theta)
    arrays = (*views.weights, *views.biases.values())
    assert [array.shape for array in arrays] == [(2, 2, 3), (2, 3, 1), (2, 1, 3), (2, 1, 1)]
    for value, array in enumerate(arrays, start=1):
        array[...] = value
    assert np.bincount(theta.astype(int).ravel()).tolist() == [0, 12, 6, 6, 2]


@pytest.mark.parametrize(
    "initialization", [Normal(standard_deviation=2.0), Glorot()], ids=["normal", "glorot"]
)
def test_weights_start_from_their_stream_and_biases_at_zero(initialization: Initialization) -> None:
    given = sized(16, seed=4, initialization=initialization)
    generator = Streams(4)("init").generator
    named = new_member(given).named("last")
    for k, shape in enumerate(((7, 12), (12, 9), (9, 4))):
        expected: Array = initialization.draw(shape, generator).astype("float32")
        assert (named[f"layers/{k}/weight"] == expected).all()
        assert not named[f"layers/{k}/bias"].any()


def test_every_dtype_starts_alike() -> None:
    single, double = new_member(sized(16)).theta, new_member(sized(16, dtype="float64")).theta
    assert (double.astype("float32") == single).all()


def test_given_weights_are_not_changed() -> None:
    start = {name: array.copy() for name, array in new_member(sized(16)).named("last").items()}
    before = {name: array.tobytes() for name, array in start.items()}
    alone(sized(16, weights=start))
    assert {name: array.tobytes() for name, array in start.items()} == before


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": (12,)},
        {"optimizer": Adam(batch_size=16, epochs=4)},
        {"optimizer": Adam(batch_size=17, epochs=3)},
        {"dtype": "float64"},
        {"rows": 100},
        {"held_out": 36},
        {"every": 2},
        {"monitor": "train_loss"},
        {"flipped": np.zeros(101, bool)},
        {"optimizer": StochasticGradientDescent(learning_rate=1.0, batch_size=16, epochs=3)},
    ],
)
def test_what_a_stack_has_in_common(change: dict[str, object]) -> None:
    optimizer = Adam(batch_size=16, epochs=3)
    assert (
        classification(**{"optimizer": optimizer, **change}).shape
        != classification(optimizer=optimizer).shape
    )


def test_what_may_differ_within_a_stack() -> None:
    other = classification(1, seed=8, optimizer=Adam(learning_rate=1.0, beta1=0.5, batch_size=16, epochs=3))
    assert other.shape == sized(16).shape


def test_a_single_row_and_a_single_unit() -> None:
    member = alone(
        regression(rows=1, held_out=1, hidden=(1,), optimizer=GradientDescent(learning_rate=0.1, epochs=3))
    )
    assert member.status == "completed"
    assert member.history["train_loss"][-1] < member.history["train_loss"][0]
    assert np.isnan(member.history["train_r2"]).all()
