"""Components in a stack: which contiguous rows of it each one serves, with which context."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from regexp.context import Context
from regexp.spec import Spec

Component = TypeVar("Component", bound=Spec)


@dataclass
class Part(Generic[Component]):
    """One component with one setting of its unmarked fields, for a contiguous slice of the stack."""

    spec: Component
    rows: slice
    ctx: Context


def parts_of(runs: Sequence[Component | None], context: Callable[[slice], Context]) -> list[Part[Component]]:
    """Return a part for each stretch of runs that have this component with equal settings.

    `runs` has the component of each run of the stack, None where a run doesn't have it.
    """
    parts, start = [], 0
    for _, group in groupby(runs, key=lambda run: run and run.shared()):
        stretch = list(group)
        rows = slice(start, start + len(stretch))
        members = [run for run in stretch if run is not None]
        if members:
            parts.append(Part(type(members[0]).stack(members), rows, context(rows)))
        start = rows.stop
    return parts
