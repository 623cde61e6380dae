"""Pictures of made-up sweeps: means at the combinations of some axes."""

from dataclasses import replace
from itertools import product
from math import nan

from regexp.plots.survey import Axis, Overview, Spot

L2 = Axis("l2", "l2 strength λ", ("0", "0.001", "0.01", "0.1"), (0.0, 0.001, 0.01, 0.1))
DROPOUT = Axis("dropout", "dropout rate (probability of dropping)", ("0", "0.2", "0.5"), (0.0, 0.2, 0.5))
RATE = Axis("rate", "learning rate", ("0.01", "0.1"), (0.01, 0.1))
OPTIMIZER = Axis("optimizer", "optimizer", ("adam", "sgd"), None)


def sweep(axes: tuple[Axis, ...], means: list[float], **more: object) -> Overview:
    """All combinations of some axes, two seeds 0.02 apart; the first is the baseline, the least the best."""
    spots = []
    for place, mean in zip(product(*(range(len(axis.levels)) for axis in axes)), means, strict=True):
        levels = [f"{axis.name}={axis.levels[at]}" for axis, at in zip(axes, place, strict=True)]
        values = (mean - 0.01, mean + 0.01)
        spots.append(Spot(" ".join(levels) or "2 seeds", place, values, mean, half_width=0.05, other=0.1))
    given = {"title": "digits: validation loss", "subtitle": "settings\nresult", "monitor": "validation_loss"}
    best = min(spots, key=lambda spot: spot.mean)
    return Overview(axes=axes, spots=tuple(spots), best=best, baseline=spots[0], **(given | more))


def without_mean(found: Overview, index: int, flaw: str) -> Overview:
    """The same with one setting that is no candidate."""
    spots = list(found.spots)
    spots[index] = replace(spots[index], mean=nan, half_width=nan, other=nan, flaw=flaw)
    return replace(found, spots=tuple(spots))


ONE = sweep((L2,), [0.4, 0.36, 0.3, 0.6])
TWO = sweep((L2, DROPOUT), [0.40 - 0.01 * index for index in range(11)] + [0.9])
