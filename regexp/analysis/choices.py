"""Which settings of a sweep to look at: the best, the baseline, the most regularized that is as good."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import isfinite
from typing import Literal

from regexp.analysis.cells import CellSummary
from regexp.history import cost
from regexp.record import Setting
from regexp.regularizers import Regularizer

Edge = Literal["largest", "smallest", "only"]


def ranked(summaries: Iterable[CellSummary], monitor: str) -> list[CellSummary]:
    """Return the settings from the best mean to the worst, and after them those that have none."""
    return sorted(summaries, key=lambda summary: cost(monitor, summary.mean))


def best(summaries: Iterable[CellSummary], monitor: str) -> CellSummary | None:
    """Return the first setting with the best mean, None where no setting has one."""
    return next((summary for summary in ranked(summaries, monitor) if isfinite(summary.mean)), None)


def baseline(summaries: Sequence[CellSummary], monitor: str) -> CellSummary | None:
    """Return the best of the settings without the regularization that is swept; None where there is none."""
    axes = dict.fromkeys(axis for summary in summaries for axis in summary.settings)
    flags = unregularized([regularizers(summary.settings) for summary in summaries], axes)
    meant = [summary for summary, is_plain in zip(summaries, flags, strict=True) if is_plain]
    return next(iter(ranked(meant, monitor)), None)


def unregularized(kinds: Sequence[set[str]], axes: Collection[str]) -> list[bool]:
    """Tell which settings, given by the kinds of their regularizers, have none of those that are compared.

    These are the kinds whose dose is an axis, and of other axes, or of arms, the kinds that some
    settings have and others have not. Where no kind is compared nothing is without.
    """
    names = [axis.split(".") for axis in axes]
    named = {name[1] for name in names if name[0] == "regularization"}
    some = {kind for of in kinds for kind in of if not all(kind in other for other in kinds)}
    compared = {axis.split(".")[1] for axis in axes if is_dose(axis)}
    compared |= some if ["arm"] in names else some & named
    return [bool(compared) and not of & compared for of in kinds]


def regularizers(settings: Mapping[str, Setting]) -> set[str]:
    """Return the kinds of regularizers that settings have: one that is left out or at 0 does not count."""
    given = {name: value for name, value in settings.items() if name.startswith("regularization.")}
    off = {name for name, value in given.items() if is_off(name, value)}
    there = {name.split(".")[1] for name, value in given.items() if value is not None}
    return there - {name.split(".")[1] for name in off}


def one_standard_error(summaries: Sequence[CellSummary], axis: str, monitor: str) -> CellSummary | None:
    """Return the most regularized setting whose mean is within one standard error of the best's.

    `axis` is the only one swept. None where it is no dose, or where the best has one seed.
    Source: Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees, the 1-SE rule.
    """
    winner = best(summaries, monitor)
    if winner is None or not is_dose(axis) or not isfinite(winner.standard_error):
        return None
    limit = cost(monitor, winner.mean) + winner.standard_error
    as_good = [summary for summary in summaries if cost(monitor, summary.mean) <= limit]
    return max(as_good, key=lambda summary: dose(summary.settings[axis]))


def edge_of(value: Setting, levels: Iterable[Setting]) -> Edge | None:
    """Tell whether a dose above 0 is the largest, smallest or only one among the levels tried.

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
    """Tell whether an axis is a dose: how much of a regularizer there is, such as its strength or rate."""
    owner, _, field = axis.removeprefix("regularization.").rpartition(".")
    member = Regularizer.kinds().get(owner) if axis.startswith("regularization.") else None
    return member is not None and member.is_dose and member.main == field


def is_off(axis: str, value: Setting) -> bool:
    """Tell whether a value of an axis is a dose of nothing."""
    return is_dose(axis) and not dose(value)


def dose(value: Setting) -> float:
    """Return a dose as a number, 0 for a regularizer that is left out."""
    return float(value) if isinstance(value, int | float) else 0.0
