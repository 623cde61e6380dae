"""How much the splits of a setting's runs overlap, which its intervals allow for."""

from collections.abc import Collection, Iterable

from regexp.collection import FinishedRun
from regexp.record import RowCounts
from regexp.statistics import overlap_of

Drawn = tuple[Collection[str], RowCounts]
"""What a run's seed redrew, and how many rows each split then has."""


def overlap_in(runs: Iterable[Drawn]) -> float:
    """Return the largest overlap of the splits that seeds drew: 0 where they share one or leave rows out."""
    redrawn = [rows for drawn, rows in runs if "split" in drawn]
    return max((overlap_of(of["train"], of["validation"], of["left_out"]) for of in redrawn), default=0.0)


def overlap_over(runs: Iterable[FinishedRun]) -> float:
    """Return the largest overlap of the splits that the seeds of finished runs drew."""
    return overlap_in((run.result.get("redrawn", ()), run.result["rows"]) for run in runs)
