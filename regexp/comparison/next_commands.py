"""The commands to try after a comparison, as they can be pasted."""

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from regexp.comparison.comparison import Comparison
from regexp.comparison.metric import companion_of, measured_instead
from regexp.comparison.request import Request
from regexp.panel.commands import command
from regexp.record import SweepDirectory
from regexp.statistics import Significance
from regexp.summary.wording import short_key

FEW_SEEDS = 5

Command = tuple[str, list[str]]
"""A command of regexp and the words after it."""


def next_commands(comparison: Comparison) -> list[str]:
    """Return one to three commands to try, those that are long in several lines."""
    commands = list(_commands(comparison))[:3]
    starts = [f" {'Next' if place == 0 else '':5} regexp {word}" for place, (word, _) in enumerate(commands)]
    return [
        line for start, (_, words) in zip(starts, commands, strict=True) for line in command(start, words)
    ]


def _commands(comparison: Comparison) -> Iterator[Command]:
    """Yield more seeds where there are few, a picture, and one axis at a time."""
    request = comparison.request
    if comparison.obstacle:
        yield from _despite(comparison, comparison.obstacle)
        return
    if comparison.best is None:
        if instead := measured_instead(comparison.runs, comparison.metric):
            yield "compare", replace(request, metric=instead).words()
        yield "show", [str(comparison.runs[0].directory.path)]
        return
    seeds = max(len(line.entry.runs) for line in comparison.lines)
    if seeds < FEW_SEEDS:
        yield from _more_seeds(comparison, FEW_SEEDS)
    kind = _kind(comparison)
    if not request.by and not (kind == "curves" and comparison.is_solved):
        yield "plot", [*request.targets, "--kind", kind, *request.place()]
    if len(comparison.keys) > 1:
        yield "compare", replace(request, by=(short_key(comparison.keys[-1]),)).words()
    if seeds >= FEW_SEEDS:
        yield from _more_seeds(comparison, 2 * seeds)


def _despite(comparison: Comparison, obstacle: str) -> Iterator[Command]:
    """Yield what can be compared all the same: over data sets, or by a metric that means the same for all."""
    request = comparison.request
    if obstacle == "different data":
        yield "compare", replace(request, over="dataset", significance=_over_data_sets(request)).words()
    elif metric := companion_of(comparison.runs, comparison.metric):
        yield "compare", replace(request, metric=metric).words()


def _over_data_sets(request: Request) -> Significance:
    """Return the significance that is asked for where it is one of those over data sets."""
    return "none" if request.significance == "none" else "paired"


def _more_seeds(comparison: Comparison, seeds: int) -> Iterator[Command]:
    """Yield the command that adds seeds to the one sweep that is compared."""
    found = comparison.collection.found
    if len(found) == 1 and isinstance(found[0], SweepDirectory):
        words = [str(found[0].description), "--seeds", str(seeds)]
        yield "sweep", [*words, *comparison.request.place()]


def _kind(comparison: Comparison) -> str:
    """Return which plot shows the settings: the metric against one number or two axes, else curves."""
    levels = [{line.settings[key] for line in comparison.lines} for key in comparison.keys]
    is_number = all(isinstance(value, int | float) for values in levels for value in values)
    if len(levels) == 1 and is_number:
        return "validation-curve"
    is_grid = prod(map(len, levels)) == len(comparison.lines)
    return "heatmap" if len(levels) == 2 and is_grid else "curves"
