"""Overviews by epoch: a line for each setting, its mean over seeds."""

from collections.abc import Sequence
from dataclasses import replace

from regexp.analysis.choices import dose, is_dose
from regexp.collection import Collection
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell, cells_of, names_of, size_in_words
from regexp.gallery.epochs import Measures, Trace, trace_of
from regexp.gallery.means import widened
from regexp.gallery.surveys import name_of
from regexp.plots.beyond import some_of
from regexp.plots.survey import EPOCH, Axis, Overview, Spot
from regexp.summary.comparable import obstacle


def by_epoch(collection: Collection, measures: Measures, kind: str, title: str) -> Overview:
    """Return settings by epoch: an axis of epochs, and one of settings if there are several.

    The baseline is the best epoch of the best setting without regularization; the second line of the
    subtitle is left to the caller. Raises ConfigError that names the kind where there are not two epochs.
    """
    names = names_of(collection)
    cells = cells_of(collection.runs, names)
    traces = [trace_of(cell.runs, measures) for cell in cells]
    epochs = sorted({int(epoch) for trace in traces for epoch in trace.epochs})
    if len(epochs) < 2:
        raise ConfigError(f"--kind {kind}: needs runs with numbers at two epochs or more; see --kind ranking")
    axis = Axis(EPOCH, "epoch", tuple(map(str, epochs)), tuple(map(float, epochs)))
    settings = Axis("", "setting", tuple(map(_label, cells)), None)
    groups = [(index,) if len(cells) > 1 else () for index in range(len(cells))]
    lines = [_line(*of, axis) for of in zip(cells, traces, groups, strict=True)]
    found = Overview(
        title=f"{name_of(collection)}: {title}",
        subtitle=f"{size_in_words(cells)}\n ",
        monitor=measures.monitor,
        axes=(axis, settings) if len(cells) > 1 else (axis,),
        spots=tuple(spot for line in lines for spot in line),
        note="; ".join([*_missing(cells, lines), *widened(cells)]),
    )
    if not any(map(is_dose, names)) or obstacle(names, measures.monitor):
        return found
    plain = {group for cell, group in zip(cells, groups, strict=True) if not any(_doses(cell))}
    baselines = (spot for spot in found.from_best_to_worst() if spot.place[1:] in plain)
    return replace(found, baseline=next(baselines, None))


def _missing(cells: Sequence[Cell], lines: Sequence[Sequence[Spot]]) -> list[str]:
    """Return which settings have no epoch at which all of their runs have numbers; nothing where all have."""
    names = [_label(cell) for cell, line in zip(cells, lines, strict=True) if not line]
    return [f"no line: {some_of(names)}"] if names else []


def _line(cell: Cell, trace: Trace, group: tuple[int, ...], axis: Axis) -> list[Spot]:
    """Return a spot for each epoch of a setting."""
    index = {level: place for place, level in enumerate(axis.levels)}
    columns = (trace.epochs, trace.means, trace.half_widths, trace.others, trace.values)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        Spot(
            f"{cell.name} epoch {epoch}".strip(),
            (index[str(epoch)], *group),
            tuple(values),
            mean,
            half,
            other,
        )
        for epoch, mean, half, other, values in rows
    ]


def _label(cell: Cell) -> str:
    """Return a setting's name, and how many of its runs diverged."""
    diverged = sum(run.result["status"] == "diverged" for run in cell.runs)
    return f"{cell.name} ({diverged} of {len(cell.runs)} diverged)" if diverged else cell.name


def _doses(cell: Cell) -> list[float]:
    """Return a setting's doses of regularizers."""
    return [dose(value) for name, value in cell.settings.items() if is_dose(name)]
