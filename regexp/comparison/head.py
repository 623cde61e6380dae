"""What is compared: names and sizes, what is the same everywhere, the metric and the baseline."""

from collections import Counter
from math import prod
from textwrap import wrap

from regexp.collection import Collection, FinishedRun, value_at
from regexp.comparison.comparison import Comparison
from regexp.comparison.in_common import same_everywhere
from regexp.comparison.words import name_of
from regexp.describe import counted
from regexp.history import higher_is_better
from regexp.record import Setting
from regexp.summary.closing import STATUSES
from regexp.summary.ranking import WIDTH
from regexp.summary.wording import metric_name, seeds_in_words, short_key

MOST_NAMES = 2


def head(comparison: Comparison) -> list[str]:
    """Return what is compared in lines of at most 78 columns."""
    sentences = [
        f"{names_of(comparison.collection)}: {_shape(comparison)}, {_endings(comparison)}",
        same_everywhere(comparison),
        _measure(comparison),
    ]
    lines = (wrap(sentence, WIDTH, subsequent_indent="  ") for sentence in sentences)
    return [line for wrapped in lines for line in wrapped]


def names_of(collection: Collection) -> str:
    """Return the names of the targets, or how many there are."""
    names = [one.path.name for one in collection.found]
    return ", ".join(names) if len(names) <= MOST_NAMES else counted(len(names), "target")


def _shape(comparison: Comparison) -> str:
    """Return how many runs are compared, as a product where they are one."""
    runs = _distinct(comparison)
    cells = Counter(values[:-1] for values in runs)
    levels = [len(set(values)) for values in zip(*cells, strict=True)]
    sizes = [f"{count} {short_key(key)}" for count, key in zip(levels, comparison.differing, strict=True)]
    if prod(levels) != len(cells):
        sizes = [counted(len(cells), "setting")]
    seeds = seeds_in_words(min(cells.values()), max(cells.values()))
    if not sizes:
        return seeds if len(runs) > 1 else "1 run"
    if len(set(cells.values())) > 1:
        return f"{' x '.join(sizes)}, {seeds}, {counted(len(runs), 'run')}"
    return f"{' x '.join(sizes)} x {seeds} = {counted(len(runs), 'run')}"


def _endings(comparison: Comparison) -> str:
    """Return how the runs ended, those that failed beside those that are compared."""
    runs, failed = _distinct(comparison), len(comparison.collection.failed)
    counts = Counter[str](run.result["status"] for run in runs.values())
    if counts["completed"] == len(runs) and not failed:
        return "all completed" if len(runs) > 1 else "completed"
    words = [f"{counts[status]:,} {words}" for status, words in STATUSES.items() if counts[status]]
    return ", ".join([*words, *([f"besides {failed:,} failed"] if failed else [])])


def _distinct(comparison: Comparison) -> dict[tuple[Setting, ...], FinishedRun]:
    """Return the runs by their settings and seed: of two that are the same the first counts."""
    found: dict[tuple[Setting, ...], FinishedRun] = {}
    for run in comparison.runs:
        found.setdefault((*(value_at(run.settings, key) for key in comparison.differing), run.seed), run)
    return found


def _measure(comparison: Comparison) -> str:
    """Return what is measured, which way is better, and what settings are compared with."""
    better = "higher" if higher_is_better(comparison.metric) else "lower"
    count = len(comparison.lines[0].entry.runs)
    over = f" over {count:,} seeds" if comparison.is_even else " over seeds"
    mean = f", mean{over}" if comparison.is_repeated else ""
    moment = " at the last epoch" if comparison.request.at == "last" else ""
    words = f"{metric_name(comparison.metric)}{moment}{mean}; {better} is better"
    if comparison.baseline is None or len(comparison.lines) == 1:
        return words
    return f"{words}; baseline: {name_of(comparison, comparison.baseline)}"
