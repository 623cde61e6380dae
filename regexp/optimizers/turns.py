"""A search that calls back, turned into an iterator that whoever asks can leave at any time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from regexp.optimizers.base import Objective
from regexp.spec import Array

Report = Callable[[Array], None]
Search = Callable[[Objective, Report], object]
"""Looks for a minimum of a function and reports the parameters after each iteration."""


class _Abandoned(BaseException):
    """Ends a search that nobody waits for."""


@dataclass(frozen=True)
class _Look:
    """The search wants to know the function here."""

    at: Array


@dataclass(frozen=True)
class _Found:
    """The search reports these parameters."""

    at: Array


@dataclass(frozen=True)
class _Ended:
    """The search is over, perhaps by an error."""

    error: BaseException | None = None


def in_turns(search: Search, objective: Objective) -> Iterator[Array]:
    """Yield what a search reports, which goes on only while the next report is waited for.

    The search has a thread of its own, which ends when the iterator is closed. The objective is computed by
    whoever asks for the next report, in whose thread all errors surface. Only one of both is ever at work.
    """
    said = SimpleQueue[_Look | _Found | _Ended]()
    values = SimpleQueue[tuple[float, Array] | None]()
    leaves = SimpleQueue[bool]()

    def value(at: Array) -> tuple[float, Array]:
        said.put(_Look(at.copy()))
        if (found := values.get()) is None:
            raise _Abandoned
        return found

    def report(at: Array) -> None:
        said.put(_Found(at.copy()))
        if leaves.get():
            raise _Abandoned

    thread = Thread(target=_run, args=(search, value, report, said), name="search in turns", daemon=True)
    thread.start()
    try:
        while not isinstance(word := said.get(), _Ended):
            if isinstance(word, _Found):
                yield word.at
                leaves.put(False)
            else:
                values.put(objective(word.at))
        if word.error is not None:
            raise word.error
    finally:
        values.put(None)
        leaves.put(True)
        thread.join()


def _run(
    search: Search, value: Objective, report: Report, said: SimpleQueue[_Look | _Found | _Ended]
) -> None:
    """Search, and say how it ended."""
    try:
        search(value, report)
    except _Abandoned:
        return
    except BaseException as error:
        said.put(_Ended(error))
    else:
        said.put(_Ended())
