"""Means over seeds with their intervals, one a step, as lines of charts."""

from collections.abc import Iterable, Sequence
from math import isfinite

import numpy as np

from regexp.analysis.overlaps import overlap_over
from regexp.collection import FinishedRun
from regexp.gallery.cells import Cell
from regexp.history import number_at
from regexp.plots.charts import Colour, Series
from regexp.plots.style import LOOKS, Look
from regexp.spec import Array
from regexp.statistics import mean_interval
from regexp.summary.pictures import WIDENED


def widened(cells: Iterable[Cell]) -> list[str]:
    """Return that intervals of some settings are wider than usual; nothing where none is."""
    return [WIDENED] if any(len(cell.runs) > 1 and overlap_over(cell.runs) for cell in cells) else []


def means_of(values: Iterable[Sequence[float]], overlaps: Iterable[float]) -> tuple[Array, Array]:
    """Return the mean of each step's values and half of its 95 % interval; NaN where there is none."""
    steps = zip(values, overlaps, strict=True)
    found = [mean_interval([one for one in own if isfinite(one)], overlap=overlap) for own, overlap in steps]
    return np.array([one.mean for one in found]), np.array([one.half_width for one in found])


def mean_line(
    name: str,
    values: Iterable[Sequence[float]],
    overlaps: Iterable[float],
    colour: Colour,
    label: str,
    line: str = "-",
) -> Series:
    """Return the line of a mean with its band."""
    means, halves = means_of(values, overlaps)
    return Series(name, means, colour, halves, line, marker="o", label=label)


def split_line(role: str, values: Iterable[Sequence[float]], overlaps: Iterable[float]) -> Series:
    """Return the line of a split's mean, in the look that the split has everywhere."""
    look: Look = LOOKS[role]
    means, halves = means_of(values, overlaps)
    return Series(role, means, look.colour, halves, look.line, look.marker, label=role)


def measured(settings: Iterable[Sequence[FinishedRun]], metric: str) -> list[list[float]]:
    """Return a metric at the last epoch of each setting's runs, NaN where it is not finite."""
    return [[number_at(run.result["last"], metric) for run in runs] for runs in settings]
