"""What a validation curve does: where it is lowest, how much it rises after, whether it still falls."""

from dataclasses import dataclass

import numpy as np

from regexp.analysis.noise import Noise, noise_around
from regexp.analysis.unimodal import fit_valley
from regexp.spec import Array

FEWEST_ROWS = 8
"""A curve of fewer evaluated epochs can't be told from noise."""

MOST_ROWS = 500
"""Longer curves are averaged down to about this many rows first."""


@dataclass(frozen=True)
class Curve:
    """Levels of a validation loss, each the mean of neighbouring rows, with standard errors.

    `onset` is the first epoch of the rise, None where the loss never lastingly leaves its lowest level.
    `rise` is the level of the last third (of the rising part, if that is shorter) above the lowest
    level, `train_rise` what the training loss does between the same rows. `fall` is how much lower the
    last fifth lies than the fifth before it, `end` is its level. `blur` is the standard error of the
    difference between the last third and a tenth of the rows. `rise_error` supposes the most persistent
    noise that the curve allows, the other errors the likeliest.
    """

    onset: int | None
    lowest: float
    end: float
    rise: float
    rise_error: float
    train_rise: float
    fall: float
    fall_error: float
    blur: float


def measure(epochs: Array, validation_loss: Array, train_loss: Array) -> Curve:
    """Return what the curve does; all of shape (rows,), at least `FEWEST_ROWS` of them."""
    group = -(-len(epochs) // MOST_ROWS)
    loss, train = (_averaged(_capped(values), group) for values in (validation_loss, train_loss))
    fit = fit_valley(loss)
    likely, at_most = noise_around(fit, loss)
    rows, third, fifth = len(loss), len(loss) // 3, len(loss) // 5
    lowest = slice(fit.start, max(fit.stop, min(fit.start + max(3, rows // 10), rows)))
    tail = slice(-max(min(third, rows - fit.stop), 1), None)
    lasting = rows - fit.stop >= max(3, rows // 20)
    end = float(loss[-fifth:].mean())
    return Curve(
        onset=int(epochs[fit.stop * group]) if lasting else None,
        lowest=float(loss[lowest].mean()),
        end=end,
        rise=_change(loss, lowest, tail) if lasting else 0.0,
        rise_error=_error(at_most, loss[lowest].size, loss[tail].size),
        train_rise=_change(train, lowest, tail) if lasting else 0.0,
        fall=float(loss[-2 * fifth : -fifth].mean()) - end,
        fall_error=_error(likely, fifth, fifth),
        blur=_error(likely, max(rows // 10, 1), third),
    )


def _capped(values: Array) -> Array:
    """Cut a loss at three times its median, so that a wild start doesn't pass for noise later."""
    capped: Array = np.fmin(values, 3 * np.median(values[np.isfinite(values)]))
    return capped


def _averaged(values: Array, group: int) -> Array:
    """Return the means of groups of neighbouring rows; the rows left over join the last group."""
    if group == 1:
        return values
    starts = np.arange(0, len(values) - group + 1, group)
    sizes = np.diff(np.append(starts, len(values)))
    return np.asarray(np.add.reduceat(values, starts) / sizes)


def _change(values: Array, before: slice, after: slice) -> float:
    """Return how much the mean of one stretch of rows lies above that of another."""
    return float(values[after].mean() - values[before].mean())


def _error(noise: Noise, first: int, second: int) -> float:
    """Return the standard error of the difference of two means of so many rows."""
    return float(np.sqrt(noise.variance(first) + noise.variance(second)))
