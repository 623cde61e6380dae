"""The commands to try after a comparison, as they can be pasted."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from math import prod

from regexp.comparison.comparison import Comparison
from regexp.comparison.request import Request
from regexp.record import SweepDirectory
from regexp.statistics import Significance
from regexp.summary.wording import short_key

FEW_SEEDS = 5


def next_commands(comparison: Comparison) -> list[str]:
    """Return one to three commands to try, one a line."""
    commands = list(_commands(comparison))[:3]
    return [f" {'Next' if place == 0 else '':5} {command}" for place, command in enumerate(commands)]


def _commands(comparison: Comparison) -> Iterator[str]:
    """Yield more seeds where there are few, a picture, and one axis at a time."""
    request = comparison.request
    if comparison.obstacle:
        if "different data" in comparison.obstacle:
            yield replace(request, over="dataset", significance=_over_data_sets(request)).command()
        return
    if comparison.best is None:
        yield shlex.join(["regexp", "show", str(comparison.runs[0].directory.path)])
        return
    seeds = max(len(line.entry.runs) for line in comparison.lines)
    if seeds < FEW_SEEDS:
        yield from _more_seeds(comparison, FEW_SEEDS)
    kind = _kind(comparison)
    if not request.by and not (kind == "curves" and comparison.is_solved):
        yield shlex.join(["regexp", "plot", *request.targets, "--kind", kind, *request.place()])
    if len(comparison.keys) > 1:
        yield replace(request, by=(short_key(comparison.keys[-1]),)).command()
    if seeds >= FEW_SEEDS:
        yield from _more_seeds(comparison, 2 * seeds)


def _over_data_sets(request: Request) -> Significance:
    """Return the significance that is asked for where it is one of those over data sets."""
    return "none" if request.significance == "none" else "paired"


def _more_seeds(comparison: Comparison, seeds: int) -> Iterator[str]:
    """Yield the command that adds seeds to the one sweep that is compared."""
    found = comparison.collection.found
    if len(found) == 1 and isinstance(found[0], SweepDirectory):
        words = ["regexp", "sweep", str(found[0].description), "--seeds", str(seeds)]
        yield shlex.join([*words, *comparison.request.place()])


def _kind(comparison: Comparison) -> str:
    """Return which plot shows the settings: the metric against one number or two axes, else curves."""
    levels = [{line.settings[key] for line in comparison.lines} for key in comparison.keys]
    is_number = all(isinstance(value, int | float) for values in levels for value in values)
    if len(levels) == 1 and is_number:
        return "validation-curve"
    is_grid = prod(map(len, levels)) == len(comparison.lines)
    return "heatmap" if len(levels) == 2 and is_grid else "curves"
