"""Small problems for the engine, how to train them, and how to compare what came out bit for bit."""

from dataclasses import replace
from typing import Any

import numpy as np

from regexp.activations import Relu
from regexp.engine import Member, Problem, new_member, rows_of, train
from regexp.initializations import He
from regexp.losses import SoftmaxCrossEntropy, SquaredError
from regexp.optimizers import Adam, ClosedForm, Optimizer

INPUTS, CLASSES = 7, 4


def classification(data: int = 0, rows: int = 101, held_out: int = 37, **changes: Any) -> Problem:
    """Return a problem of four noisy classes on an MLP; `data` seeds the rows, `changes` replace fields.

    101 rows are no multiple of any batch size used here, so that the last batch is smaller.
    """
    generator = np.random.default_rng(data)
    x = generator.standard_normal((rows + held_out, INPUTS))
    scores = x @ generator.standard_normal((INPUTS, CLASSES))
    labels = (scores + 2 * generator.standard_normal(scores.shape)).argmax(axis=1)
    return _problem(x, np.eye(CLASSES)[labels], rows, SoftmaxCrossEntropy(), True, changes)


def regression(
    data: int = 0, rows: int = 60, held_out: int = 20, targets: int = 1, **changes: Any
) -> Problem:
    """Return a noisy linear problem with squared error, on a linear model unless `hidden` says otherwise."""
    generator = np.random.default_rng(data)
    x = generator.standard_normal((rows + held_out, INPUTS)) * np.linspace(0.7, 1.4, INPUTS) + 0.5
    y = (
        x @ generator.standard_normal((INPUTS, targets))
        + generator.standard_normal((rows + held_out, targets))
        + 3
    )
    return _problem(x, y, rows, SquaredError(), False, {"hidden": (), **changes})


def fitting(optimizer: Optimizer, **changes: Any) -> Problem:
    """Return a problem that this optimizer can be used on."""
    make = regression if isinstance(optimizer, ClosedForm) else classification
    return make(optimizer=optimizer, **changes)


def _problem(
    x: np.ndarray, y: np.ndarray, rows: int, loss: Any, classes: bool, changes: dict[str, Any]
) -> Problem:
    dtype = changes.get("dtype", "float32")
    problem = Problem(
        seed=0,
        train=rows_of(x[:rows], y[:rows], dtype),
        validation=rows_of(x[rows:], y[rows:], dtype),
        flipped=None,
        classification=classes,
        hidden=(12, 9),
        activation=Relu(),
        initialization=He(),
        loss=loss,
        optimizer=Adam(learning_rate=1e-2, batch_size=16, epochs=5),
        regularizers=(),
    )
    return replace(problem, **changes)


def trained(*problems: Problem) -> list[Member]:
    """Return the runs of these problems, trained to their ends in one stack."""
    members = [new_member(problem) for problem in problems]
    for _ in train(members):
        pass
    return members


def alone(problem: Problem) -> Member:
    """Return the run of this problem, trained to its end by itself."""
    return trained(problem)[0]


def after(problem: Problem, epochs: int) -> Member:
    """Return the run of this problem after so many epochs of training."""
    member = new_member(problem)
    for done in train([member]):
        if done == epochs:
            break
    return member


def bits(member: Member) -> dict[str, Any]:
    """Return everything that came out of a run, arrays as bytes; NaN has no sign, as it is undefined."""
    arrays = {name: getattr(member, name) for name in ("theta", "best", "last")}
    arrays["history"] = member.history.values
    arrays |= {
        f"{name}/{key}": value for name, state in member.states.items() for key, value in state.items()
    }
    found: dict[str, Any] = {
        name: (array.dtype.str, np.where(np.isnan(array), np.nan, array).tobytes())
        for name, array in arrays.items()
    }
    scalars = ("status", "epoch", "best_epoch", "best_value")
    return found | {name: getattr(member, name) for name in scalars} | {"streams": member.streams.state()}


def different(one: Member, other: Member) -> list[str]:
    """Return the names of what differs between two runs, in any bit."""
    ours, theirs = bits(one), bits(other)
    return [name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name)]
