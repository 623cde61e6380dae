"""Mean curves over seeds as a few blocks, to see falling and rising in a table."""

from collections.abc import Callable, Sequence
from itertools import chain
from math import isfinite

import numpy as np

from regexp.collection import FinishedRun
from regexp.comparison.entries import Entry
from regexp.history import History
from regexp.plots.ranges import resampled
from regexp.plots.scales import Scale, epoch_scale
from regexp.plots.series import Curve
from regexp.record import DamagedFile
from regexp.spec import Array

BLOCKS = "▁▂▃▄▅▆▇█"
ASCII_BLOCKS = "_.-=+*%#"
COLUMNS = 6
MOST_RUNS = 20
"""How many runs of a row are averaged at most: reading more would take longer than it tells."""
OUTLYING = 2
"""How many times farther up than the median curve's highest value one may lie before it is cut off."""
STARTING = 3
"""How many columns from the start have no say in the range: the first epochs would flatten the rest."""


def sparklines(
    entries: Sequence[Entry],
    metric: str,
    report: Callable[[str], None],
    ascii: bool = False,
    apart: bool = False,
) -> list[str]:
    """Return the mean curve of each entry's runs as six blocks on a common axis of epochs and of values.

    Curves far above the others are cut off too. With `apart` each has a range of values of its own.

    The axis of epochs is logarithmic where there are many; what lies above the range of their later
    half is a full block. Empty for entries that were measured once or whose curves can't be read; why is
    reported.
    """
    histories = [_histories(entry, metric, report) for entry in entries]
    epochs = [history.epochs for history in chain(*histories)]
    if not epochs or max(len(one) for one in epochs) < 2:
        return ["" for _ in entries]
    ends = (min(one[0] for one in epochs), max(one[-1] for one in epochs))
    scale = epoch_scale(np.array(ends))
    means = [_mean(of, metric, scale) for of in histories]
    blocks = ASCII_BLOCKS if ascii else BLOCKS
    return [line for of in ([[one] for one in means] if apart else [means]) for line in _drawn(of, blocks)]


def _histories(entry: Entry, metric: str, report: Callable[[str], None]) -> list[History]:
    """Return the histories that have the metric, of those that can be read."""
    found = [history for run in entry.runs[:MOST_RUNS] if (history := _history(run, report)) is not None]
    return [history for history in found if metric in history and np.isfinite(history[metric]).any()]


def _history(run: FinishedRun, report: Callable[[str], None]) -> History | None:
    try:
        return run.history
    except DamagedFile as error:
        report(str(error))
        return None


def _mean(histories: Sequence[History], metric: str, scale: Scale) -> Array:
    """Return the mean over the runs that were still training at each of the columns, shape (columns,)."""
    rows = [resampled(_curve(history, metric), scale, COLUMNS) for history in histories]
    if not rows:
        return np.full(COLUMNS, np.nan)
    values = np.array(rows)
    counts = np.isfinite(values).sum(axis=0)
    sums = np.nansum(values, axis=0)
    return np.asarray(np.divide(sums, counts, out=np.full(COLUMNS, np.nan), where=counts > 0))


def _curve(history: History, metric: str) -> Curve:
    """Return the finite values of a metric."""
    finite = np.isfinite(history[metric])
    return Curve("validation", metric, history.epochs[finite], history[metric][finite], None)


def _drawn(means: Sequence[Array], blocks: str) -> list[str]:
    """Return curves in blocks, the lowest and the highest of all curves' later parts at both ends."""
    late = np.concatenate([mean[STARTING:] for mean in means])
    finite = late[np.isfinite(late)]
    if not finite.size:
        return ["" for _ in means]
    low = float(finite.min())
    tops = [float(np.nanmax(mean[STARTING:])) for mean in means if np.isfinite(mean[STARTING:]).any()]
    high = min(max(tops), low + OUTLYING * (float(np.median(tops)) - low))
    return ["".join(_block(value, low, high, blocks) for value in mean) for mean in means]


def _block(value: float, low: float, high: float, blocks: str) -> str:
    """Return one block: the lowest where there is no range, a blank where there is no value."""
    if not isfinite(value):
        return " "
    height = (value - low) / (high - low) if high > low else 0.0
    return blocks[min(max(int(height * len(blocks)), 0), len(blocks) - 1)]
