"""The models of finished runs: their stored weights, or the same runs trained again where there are none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from regexp.collection import FinishedRun
from regexp.config import Config
from regexp.datasets import Data
from regexp.describe import counted
from regexp.engine import Member, Problem, fingerprint, new_member, runs_per_stack, train
from regexp.errors import DataError, RegexpError
from regexp.history import MOMENTS, Moment
from regexp.place import Say
from regexp.record import DamagedFile, read_arrays
from regexp.sources import Sources
from regexp.spec import Array


@dataclass(frozen=True, eq=False)
class Trained:
    """A run's config, data and problem with its parameters (P,) at the best and at the last epoch."""

    run: FinishedRun
    config: Config
    data: Data
    problem: Problem
    best: Array
    last: Array


@dataclass(frozen=True, eq=False)
class _Opened:
    """A run with all that it was trained on."""

    run: FinishedRun
    config: Config
    data: Data
    problem: Problem

    def trained(self, best: Array, last: Array) -> Trained:
        """Return the run with its parameters."""
        return Trained(self.run, self.config, self.data, self.problem, best, last)


def has_weights(run: FinishedRun) -> bool:
    """Tell whether a run's weights were kept."""
    return "best.npz" in run.result["sha256"]


def stored_parameters(run: FinishedRun, at: Moment, problem: Problem) -> Array:
    """Return the parameters (P,) in a file of weights; raises DamagedFile where there are none."""
    run.directory.check_file(f"{at}.npz")
    named = read_arrays(run.directory.path / f"{at}.npz")
    return problem.layout.row(named, problem.dtype)


def trained(run: FinishedRun, say: Say) -> Trained:
    """Return the model of one run, trained again where its weights were not kept, which `say` is told.

    Raises RegexpError where its config is damaged, or its data are gone or have changed.
    """
    [model], problems = all_trained([run], say)
    for problem in problems:
        say(problem)
    return model


def all_trained(runs: Sequence[FinishedRun], say: Say) -> tuple[list[Trained], list[str]]:
    """Return the models of runs in their order, those without stored weights trained again in stacks.

    A run whose config or data can't be used is left out; a sentence names it, and each damaged file of
    weights or metrics. Raises RegexpError where no run is left.
    """
    opened, problems = _opened(runs)
    found = {id(one): model for one in opened if (model := _stored(one, problems)) is not None}
    missing = [one for one in opened if id(one) not in found]
    if missing:
        seconds = sum(one.run.result["seconds"] for one in missing)
        many = counted(len(missing), "run")
        say(f"retraining {many} without stored weights, about {max(1, round(seconds)):,} s")
        found |= _retrained(missing, problems, say)
    return [found[id(one)] for one in opened], problems


def _opened(runs: Sequence[FinishedRun]) -> tuple[list[_Opened], list[str]]:
    """Return runs with their data, loaded once for all runs that share them, and why others are left out."""
    sources = Sources(most_splits=len(runs))
    opened: list[_Opened] = []
    errors: list[RegexpError] = []
    for run in runs:
        try:
            opened.append(_open(run, sources))
        except RegexpError as error:
            errors.append(error)
    if errors and not opened:
        raise errors[0]
    return opened, [f"{error}; the run is left out" for error in errors]


def _open(run: FinishedRun, sources: Sources) -> _Opened:
    """Return a run with its data; raises RegexpError."""
    config = run.config
    if sources.table(config.dataset).sha256 != run.result["data_sha256"]:
        raise DataError(
            f"{run.directory.path}: {config.dataset.title()} has changed since this run was trained on it"
        )
    problem, data = sources.problem(config)
    return _Opened(run, config, data, problem)


def _stored(one: _Opened, problems: list[str]) -> Trained | None:
    """Return a run with the weights that were kept; None where there are none, and damage is a problem."""
    if not has_weights(one.run):
        return None
    try:
        return one.trained(*(stored_parameters(one.run, at, one.problem) for at in MOMENTS))
    except DamagedFile as error:
        problems.append(f"{error}; the run is trained again")
        return None


def _retrained(runs: Sequence[_Opened], problems: list[str], say: Say) -> dict[int, Trained]:
    """Return runs trained again, by their identity, and say where they did not come out as they were."""
    found: dict[int, Trained] = {}
    elsewhere = 0
    with threadpool_limits(1, user_api="blas"):
        for stack in _stacks(runs):
            members = [new_member(one.problem) for one in stack]
            for _ in train(members):
                pass
            for one, member in zip(stack, members, strict=True):
                found[id(one)] = one.trained(member.best, member.last)
                elsewhere += _is_of_elsewhere(one)
                _compare(one, member, problems)
    if elsewhere:
        say(
            f"{counted(elsewhere, 'run')} had been trained on another machine or version: "
            "numbers may differ in the last digits"
        )
    return found


def _stacks(runs: Sequence[_Opened]) -> Iterator[list[_Opened]]:
    """Yield runs of one shape that are trained together, at most as many as are worth it."""
    shapes: dict[object, list[_Opened]] = defaultdict(list)
    for one in runs:
        shapes[one.problem.shape].append(one)
    for alike in shapes.values():
        most = runs_per_stack(alike[0].problem)
        yield from (alike[start : start + most] for start in range(0, len(alike), most))


def _is_of_elsewhere(one: _Opened) -> bool:
    """Tell whether a run was trained where computations may round differently than here."""
    return bool(one.run.result["fingerprint"] != fingerprint(one.problem.dtype))


def _compare(one: _Opened, member: Member, problems: list[str]) -> None:
    """Note where a run that was trained as it is here has other measurements now, bit by bit."""
    try:
        before = one.run.history.values
    except DamagedFile as error:
        problems.append(str(error))
        return
    if not (_is_of_elsewhere(one) or np.array_equal(member.history.values, before, equal_nan=True)):
        problems.append(
            f"{one.run.directory.path}: trained again, its numbers are not those in its metrics.csv"
        )
