"""How the weights of each layer are distributed: before training and at its end."""

from collections.abc import Sequence

import numpy as np

from regexp.describe import counted, model_in_words
from regexp.engine import new_member
from regexp.gallery.layers import weights_of
from regexp.plots.histograms import Histogram, HistogramPage
from regexp.plots.tiles import most_tiles
from regexp.retraining import Trained
from regexp.spec import Array

FEWEST_BINS, MOST_BINS = 9, 61
QUANTILE = 0.999
"""Bins reach as far as this part of the weights, so that a few large ones don't hide the others."""


def distributions(name: str, models: Sequence[Trained], notes: tuple[str, ...]) -> HistogramPage:
    """Return the histograms of each layer's weights, of all seeds of one setting together."""
    first = models[0]
    starts = _layers(models, [new_member(one.problem).theta for one in models])
    ends = _layers(models, [one.last for one in models])
    shown = min(len(ends), most_tiles())
    seeds = f"seed {first.run.seed}" if len(models) == 1 else counted(len(models), "seed")
    return HistogramPage(
        title=f"{name}: weights before and after training",
        subtitle=f"{model_in_words(first.config, first.problem.widths)}; {seeds}\n{_result(starts, ends)}",
        histograms=tuple(
            _histogram(f"layer {k}", first.problem.widths[k : k + 2], starts[k], ends[k])
            for k in range(shown)
        ),
        notes=(*notes, "bars: end of training", "line: before it"),
    )


def _layers(models: Sequence[Trained], parameters: Sequence[Array]) -> list[Array]:
    """Return the weights of each layer, of all models in one row."""
    found = [weights_of(one, theta) for one, theta in zip(models, parameters, strict=True)]
    return [np.concatenate([weight.ravel() for weight in layer]) for layer in zip(*found, strict=True)]


def _histogram(name: str, shape: tuple[int, ...], start: Array, end: Array) -> Histogram:
    """Return the share of a layer's weights in each bin; exact zeros are counted apart."""
    nonzero = end[end != 0]
    reach = [float(np.quantile(np.abs(part), QUANTILE)) for part in (start, nonzero) if part.size]
    limit = max(reach, default=0.0) or 1.0
    bins = int(np.clip(np.sqrt(end.size) // 2 * 2 + 1, FEWEST_BINS, MOST_BINS))
    edges = np.linspace(-limit, limit, bins + 1)
    before = start if np.any(start) else start[:0]
    return Histogram(
        title=f"{name} ({'x'.join(map(str, shape))})",
        edges=edges,
        start=_shares(before, edges, start.size),
        end=_shares(nonzero, edges, end.size),
        zeros=1 - nonzero.size / end.size,
    )


def _shares(values: Array, edges: Array, total: int) -> Array:
    """Return the share of values in each bin, those beyond the ends in the last ones."""
    inside = np.clip(values, edges[0], edges[-1])
    return np.histogram(inside, edges)[0] / total


def _result(starts: Sequence[Array], ends: Sequence[Array]) -> str:
    """Return how large weights are on the whole, and how many are exactly zero."""
    start, end = np.concatenate(starts), np.concatenate(ends)
    zeros = int((end == 0).sum())
    spread = f"Root mean square {_rms(start):.3g} before training, {_rms(end):.3g} after"
    return f"{spread}; {zeros:,} of {end.size:,} weights are exactly 0" if zeros else spread


def _rms(values: Array) -> float:
    return float(np.sqrt(np.mean(np.square(values.astype(np.float64)))))
