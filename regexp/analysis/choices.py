"""Which settings of a sweep to look at: the best, the baseline, the most regularized that is as good."""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Literal

import numpy as np

from regexp.analysis.cells import CellSummary
from regexp.history import oriented
from regexp.record import Setting

DOSES = ("strength", "rate")
"""The fields that say how much of a regularizer there is: 0 leaves it out."""

Edge = Literal["largest", "smallest", "only"]


def ranked(summaries: Iterable[CellSummary], monitor: str) -> list[CellSummary]:
    """Return the settings from the best mean to the worst, and after them those that have none."""
    return sorted(summaries, key=lambda summary: _cost(summary, monitor))


def best(summaries: Iterable[CellSummary], monitor: str) -> CellSummary | None:
    """Return the first setting with the best mean, None where no setting has one."""
    return next((summary for summary in ranked(summaries, monitor) if isfinite(summary.mean)), None)


def baseline(summaries: Sequence[CellSummary], monitor: str) -> CellSummary | None:
    """Return the setting without the regularization that is swept: every strength and rate is 0 or left out.

    Where other settings are swept as well, it is the best of these. None where there is none, or where
    no strength or rate is swept.
    """
    if not any(is_dose(axis) for summary in summaries for axis in summary.settings):
        return None
    return next(iter(ranked(filter(_is_unregularized, summaries), monitor)), None)


def one_standard_error(summaries: Sequence[CellSummary], axis: str, monitor: str) -> CellSummary | None:
    """Return the most regularized setting whose mean is within one standard error of the best's.

    `axis` is the only one swept. None where it is not a strength or rate, or where the best has one seed.
    Source: Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees, the 1-SE rule.
    """
    winner = best(summaries, monitor)
    if winner is None or not is_dose(axis) or not isfinite(winner.standard_error):
        return None
    limit = _cost(winner, monitor) + winner.standard_error
    as_good = [summary for summary in summaries if _cost(summary, monitor) <= limit]
    return max(as_good, key=lambda summary: dose(summary.settings[axis]))


def edge_of(value: Setting, levels: Iterable[Setting]) -> Edge | None:
    """Tell whether a strength or rate above 0 is the largest, smallest or only one among the levels tried.

    None inside their range, and for 0.
    """
    tried = sorted({dose(level) for level in levels} - {0.0})
    if dose(value) not in tried:
        return None
    if len(tried) == 1:
        return "only"
    ends: dict[float, Edge] = {tried[0]: "smallest", tried[-1]: "largest"}
    return ends.get(dose(value))


def is_dose(axis: str) -> bool:
    """Tell whether an axis is how much of a regularizer there is: its strength or rate."""
    return axis.startswith("regularization.") and axis.rpartition(".")[2] in DOSES


def dose(value: Setting) -> float:
    """Return a strength or rate, 0 for a regularizer that is left out."""
    return float(value) if isinstance(value, int | float) else 0.0


def _is_unregularized(summary: CellSummary) -> bool:
    return not any(dose(value) for axis, value in summary.settings.items() if is_dose(axis))


def _cost(summary: CellSummary, monitor: str) -> float:
    """Return a mean signed so that lower is better, infinite where there is none."""
    return float(oriented(monitor, np.array(summary.mean))) if isfinite(summary.mean) else np.inf
