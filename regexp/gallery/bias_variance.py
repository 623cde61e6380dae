"""Bias², variance and noise over seeds, as `--kind bias-variance` draws them."""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path

import numpy as np

from regexp.collection import Collection
from regexp.describe import counted, three_digits
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell
from regexp.gallery.decomposition import FEWEST, Parts
from regexp.gallery.errors_apart import Stretch, parts_of, shared_rows, stretch_of
from regexp.gallery.models import models_of
from regexp.gallery.steps import Family, steps_of
from regexp.gallery.surveys import name_of
from regexp.gallery.words import against, selection
from regexp.place import Say
from regexp.plots.chart_page import draw_charts
from regexp.plots.charts import Chart, ChartPage, Series
from regexp.plots.palette import category
from regexp.plots.style import GREY, INK
from regexp.plots.tiles import columns_of, most_tiles
from regexp.retraining import Trained

SHARED = 0.1
"""From this part of common training rows on, it is said that seeds are not independent."""


def draw_bias_variance(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw bias², variance and noise of the models at the end of training against the swept number.

    On curves whose truth is known they are apart; on other data bias² has the noise in it, and rows count
    that at least two seeds have among their validation rows. Runs without stored weights are trained again.
    Returns a sentence for each file that can't be used; raises ConfigError where no setting has two seeds, or
    no row was predicted by two.
    """
    steps = steps_of(collection)
    families = steps.families[: most_tiles()]
    cells = [cell for family in families for cell in family.cells if cell is not None]
    models = models_of(cells, say, most_seeds=_seeds(cells))
    stretch = stretch_of(models.found.values())
    parts = [[parts_of(models.of(cell), stretch) for cell in family.cells] for family in families]
    first = next(iter(models.found.values()))
    error = "squared error of probabilities" if first.problem.classification else "squared error"
    page = ChartPage(
        title=f"{name_of(collection)}: bias and variance {against(steps)}",
        subtitle=f"{_what(first, _seeds(cells), stretch)}\n{_result(families, parts)}",
        axis=steps.axis,
        charts=tuple(_chart(family, own, error) for family, own in zip(families, parts, strict=True)),
        columns=columns_of(len(families)),
        notes=(
            *_warnings(first),
            *_clipped(parts),
            *models.notes,
            *selection(len(families), len(steps.families), "panel"),
        ),
    )
    draw_charts(path, page)
    return models.problems


def _seeds(cells: Sequence[Cell]) -> int:
    """Return the most seeds that a setting has; raises ConfigError where that is one."""
    seeds = max(len(cell.runs) for cell in cells)
    if seeds < FEWEST:
        raise ConfigError(
            "--kind bias-variance: needs at least two seeds of a setting, which differ in what they predict; "
            "try: regexp sweep CONFIG --lambda 0,1e-3,1e-2,1e-1 --seeds 10"
        )
    return seeds


def _chart(family: Family, parts: Sequence[Parts], error: str) -> Chart:
    """Return the chart of a family: the parts and their sum."""
    values = np.array(parts)
    is_apart = bool(np.isfinite(values[:, 2]).any())
    bias = "bias²" if is_apart else "bias² + noise"
    total = np.array([part.total if isfinite(part.variance) else np.nan for part in parts])
    lines = [
        Series("bias", values[:, 0], category(0), line="--", marker="s", label=bias),
        Series("variance", values[:, 1], category(1), line="-.", marker="^", label="variance"),
        Series("total", total, INK, marker="o", width=2.2, label="sum"),
    ]
    if is_apart:
        lines.append(Series("noise", values[:, 2], GREY, line=":", label="noise"))
    return Chart(family.name, error, "loss", tuple(lines))


def _what(model: Trained, seeds: int, stretch: Stretch | None) -> str:
    """Return what was compared with what."""
    redrawn = ", ".join(model.run.result.get("redrawn", ())).replace("_", " ") or "nothing"
    words = f"{counted(seeds, 'seed')}, which redrew {redrawn}; at the end of training; against"
    if stretch is None:
        return f"{words} validation rows of at least two seeds"
    return f"{words} the true curve where all have training rows, from {stretch[0]:.2g} to {stretch[1]:.2g}"


def _result(families: Sequence[Family], parts: Sequence[Sequence[Parts]]) -> str:
    """Return the setting with the least sum, and its parts; raises ConfigError where there is none."""
    found = [
        (part.total, cell.name, part)
        for family, own in zip(families, parts, strict=True)
        for cell, part in zip(family.cells, own, strict=True)
        if cell is not None and isfinite(part.variance)
    ]
    if not found:
        raise ConfigError(
            "--kind bias-variance: no row is a validation row of two seeds, so that no prediction of it "
            "varies; use more seeds or a larger validation_size"
        )
    total, name, part = min(found, key=lambda one: one[0])
    apart = isfinite(part.noise)
    bias = f"bias² {'' if apart else '+ noise '}{three_digits(part.squared_bias)}"
    noise = f" + noise {three_digits(part.noise)}" if apart else ""
    words = f"{bias} + variance {three_digits(part.variance)}{noise} = {three_digits(total)}"
    return f"Least with {name}: {words}" if len(found) > 1 else words.capitalize()


def _clipped(parts: Sequence[Sequence[Parts]]) -> list[str]:
    """Return what points at the lower edge are, if there are any."""
    is_clipped = any(part.squared_bias <= 0 for own in parts for part in own)
    return ["a bias² estimated as 0 or less is at the lower edge"] if is_clipped else []


def _warnings(model: Trained) -> list[str]:
    """Return what makes variance look smaller than it is for new samples."""
    shared = shared_rows(model)
    if "split" in model.data.redrawn and shared >= SHARED:
        return [f"two seeds share {shared:.0%} of their training rows: for new rows variance is larger"]
    return []
