"""A run that is stored between two epochs and goes on is the run that never stopped, bit for bit."""

from io import BytesIO

import numpy as np
import pytest
from support.components import label, objects, optimizers, regularizers
from support.problems import after, alone, different, fitting, trained

from regexp.engine import Member, Problem, freeze, new_member, thaw, train
from regexp.regularizers import EarlyStopping
from regexp.schedules import Cosine


def through_a_file(member: Member) -> Member:
    """Return the member as it comes back from an NPZ file."""
    file = BytesIO()
    np.savez(file, **freeze(member))
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        return thaw(member.problem, dict(arrays))


def finished(*members: Member) -> list[Member]:
    for _ in train(members):
        pass
    return list(members)


def interrupted(problem: Problem, epoch: int) -> Member:
    """Return a run that was stored after an epoch, read and trained to its end."""
    return finished(through_a_file(after(problem, epoch)))[0]


PROBLEMS = [
    fitting(optimizer, rows=33, regularizers=(regularizer,) if regularizer else ())
    for optimizer in optimizers(epochs=5)
    for regularizer in (None, *regularizers())
    if regularizer is None or not objects(regularizer, optimizer, len(fitting(optimizer).hidden))
]


def name(problem: Problem) -> str:
    return " ".join(label(component) for component in (problem.optimizer, *problem.regularizers))


@pytest.mark.parametrize("problem", PROBLEMS, ids=name)
def test_every_optimizer_with_every_regularizer(problem: Problem) -> None:
    assert different(fresh(problem), alone(problem)) == []
    for epoch in range(1, problem.epochs, 2):
        assert different(interrupted(problem, epoch), alone(problem)) == []


def fresh(problem: Problem) -> Member:
    """Return a run that was stored before its first epoch, read and trained to its end."""
    return finished(through_a_file(new_member(problem)))[0]


def test_with_schedule_and_epochs_between_measurements() -> None:
    optimizer = optimizers(epochs=8, schedule=Cosine())[0]
    problem = fitting(optimizer, every=3, rows=33)
    for epoch in range(1, 8):
        assert different(interrupted(problem, epoch), alone(problem)) == []


@pytest.mark.parametrize("epochs", [3, 5])
def test_a_run_that_has_ended_stays_ended(epochs: int) -> None:
    """Stopped early after epoch 3, or completed: what is stored then is not trained on."""
    stops = (EarlyStopping(patience=2, min_delta=1e3),) if epochs == 3 else ()
    member = alone(fitting(optimizers(epochs=5)[0], regularizers=stops))
    assert member.epoch == epochs
    assert different(finished(through_a_file(member))[0], member) == []


def test_a_stored_run_can_go_on_in_another_stack() -> None:
    optimizer = optimizers(epochs=6)[0]
    problems = [fitting(optimizer, seed=seed, rows=33) for seed in range(3)]
    members = [through_a_file(after(problem, 2)) for problem in problems]
    for member, expected in zip(finished(*members), trained(*problems), strict=True):
        assert different(member, expected) == []


def test_stored_runs_of_different_epochs_can_go_on_together() -> None:
    """Those ahead wait until the others have caught up; what has ended stays as it is."""
    problems = [fitting(optimizers(epochs=6)[0], seed=seed, rows=33) for seed in range(5)]
    members = [
        through_a_file(after(problem, epoch))
        for problem, epoch in zip(problems, (3, 1, 6, 5, 1), strict=True)
    ]
    for member, problem in zip(finished(*members), problems, strict=True):
        assert different(member, alone(problem)) == []
