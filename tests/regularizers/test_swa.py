"""SWA: the mean of the parameters at the ends of late epochs, from those of the run without it."""

import numpy as np
import pytest
from support.problems import alone, classification

from regexp.context import Situation
from regexp.engine import Problem, new_member, train
from regexp.optimizers import Adam
from regexp.regularizers import Regularizer, Swa
from regexp.spec import Array


def run(*chosen: Regularizer) -> Problem:
    """Return a run of eight epochs of three steps."""
    optimizer = Adam(learning_rate=0.02, batch_size=16, epochs=8)
    return classification(rows=33, dtype="float64", optimizer=optimizer, regularizers=chosen)


@pytest.fixture(scope="module")
def ends() -> dict[int, Array]:
    """The parameters at the end of each epoch, counted from 1."""
    member = new_member(run())
    return {epoch: member.theta.copy() for epoch in train([member])}


@pytest.mark.parametrize(
    ("start", "every", "counting"),
    [
        (1, 1, (1, 2, 3, 4, 5, 6, 7, 8)),
        (3, 1, (3, 4, 5, 6, 7, 8)),
        (3, 2, (3, 5, 7)),
        (2, 3, (2, 5, 8)),
        (8, 1, (8,)),
    ],
)
def test_the_mean_of_the_epochs_that_count(
    start: int, every: int, counting: tuple[int, ...], ends: dict[int, Array]
) -> None:
    """What is measured is the mean so far; before the first epoch that counts, the parameters themselves."""
    member = new_member(run(Swa(start_epoch=start, every=every)))
    expected = {}
    for epoch in train([member]):
        so_far = [ends[one] for one in counting if one <= epoch]
        expected[epoch] = np.mean(so_far, axis=0) if so_far else ends[epoch]
        np.testing.assert_allclose(member.last, expected[epoch], rtol=1e-12, atol=1e-15)
        assert member.theta.tobytes() == ends[epoch].tobytes()
    np.testing.assert_allclose(member.best, expected[member.best_epoch], rtol=1e-12, atol=1e-15)


def test_before_it_starts_the_run_is_the_one_without_it() -> None:
    plain, late = alone(run()).history.values, alone(run(Swa(start_epoch=6))).history.values
    assert plain[:5].tobytes() == late[:5].tobytes()
    assert (plain[6:, 1] != late[6:, 1]).all()


def test_a_bare_number_is_the_first_epoch() -> None:
    assert (Swa.main, Swa(start_epoch=3).every) == ("start_epoch", 1)


def test_it_objects_to_a_second_average_and_to_never_starting() -> None:
    def reason(epochs: int, *others: str) -> str | None:
        return Swa(start_epoch=20).objection(Situation((8,), "adam", True, epochs, others=others))

    assert reason(30, "ema", "swa") == "is a second average of the weights beside ema; keep one of them"
    assert reason(19, "swa") == "starts at epoch 20, but training ends with epoch 19"
    assert reason(20, "l2", "swa") is None
