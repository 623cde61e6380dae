"""What a comparison may claim: what the seeds drew anew, which test was used, what was left out."""

from collections.abc import Iterable, Iterator
from math import isfinite

from regexp.comparison.comparison import Comparison
from regexp.comparison.in_common import data_name, training_rows
from regexp.comparison.words import spelled
from regexp.config.wording import any_of
from regexp.statistics import Difference, Significance
from regexp.summary.wording import seeds_in_words

DRAWN = {
    "split": "split",
    "label_noise": "label noise",
    "feature_noise": "noise in the inputs",
    "init": "initial weights",
    "order": "batch order",
}
"""Streams that are called otherwise by people; other streams have their component's name."""

TESTS = {"paired": "Paired t", "permutation": "Sign flips", "welch": "Welch's t", "none": "No test"}


def claims(comparison: Comparison) -> list[str]:
    """Return in sentences what seeds drew anew, so what is claimed, and how it was tested."""
    if comparison.best is None or not comparison.is_repeated:
        return []
    return [
        *_scope(comparison),
        *significance_in_words(comparison.request.significance, _differences(comparison)),
        *_overlap(comparison),
        *_unreachable(comparison),
        *comparison.remarks,
    ]


def significance_in_words(
    significance: Significance, differences: Iterable[Difference], alone: str = ""
) -> Iterator[str]:
    """Say which test p-values are from, if there are any, and what they were adjusted for.

    `alone` is said where there is one comparison, and so nothing to adjust for.
    """
    tested = [one for one in differences if isfinite(one.p)]
    seeds = [one.seeds for one in tested if not all(other.is_identical for other in tested)]
    if seeds and significance != "none":
        over = seeds_in_words(min(seeds), max(seeds))
        adjusted = f"; p, not the intervals, is adjusted by Holm for {len(seeds):,} comparisons"
        yield f"{TESTS[significance]} over {over}{adjusted if len(seeds) > 1 else alone}."


def _scope(comparison: Comparison) -> Iterator[str]:
    """Say what the seeds drew, and of what the result therefore speaks."""
    drawn = list(dict.fromkeys(name for run in comparison.runs for name in run.result.get("redrawn", ())))
    words = [DRAWN.get(name, name.replace("_", " ")) for name in sorted(drawn, key=_place)]
    if not words:
        yield "Seeds drew nothing anew, so that their runs are the same: this speaks of these rows only."
        return
    if "split" not in drawn:
        drew = any_of(words, "and")
        yield f"Seeds redrew {drew}, not the split: this speaks of training on these rows only."
        return
    rows = training_rows(comparison.runs)
    samples = f"new {rows:,}-row samples" if rows is not None else "new samples"
    if comparison.overlap:
        samples = "other splits of these rows, and with care of new samples"
    yield f"Each seed redrew {any_of(words, 'and')}, so this speaks of {samples} of {_data(comparison)}."


def _place(name: str) -> int:
    """Return where a stream stands among those that people know."""
    return list(DRAWN).index(name) if name in DRAWN else len(DRAWN)


def _data(comparison: Comparison) -> str:
    return data_name(comparison.runs[0])


def _overlap(comparison: Comparison) -> Iterator[str]:
    """Say where intervals are wider since splits overlap, and which p-values are not."""
    if not comparison.overlap:
        return
    tests = comparison.request.significance in ("paired", "welch") and comparison.compared
    what = "Intervals and p-values" if tests else "Intervals"
    if all(line.overlap for line in comparison.lines):
        yield (
            f"{what} are those of Nadeau and Bengio, wider than usual, since splits that use most of the "
            "rows overlap."
        )
    else:
        yield (
            f"Where splits use most of the rows, and so overlap, {what.lower()} are those of Nadeau and "
            "Bengio, wider than usual."
        )
    if comparison.request.significance == "permutation" and comparison.compared:
        yield "Sign flips have no such correction: their p is too small, so trust the intervals."


def _unreachable(comparison: Comparison) -> Iterator[str]:
    """Say that a test can't become significant with so few seeds."""
    tested = [one for one in _differences(comparison) if isfinite(one.p) and isfinite(one.least_p)]
    if not tested:
        return
    p, level = min(one.least_p for one in tested), comparison.request.level
    seeds = max(one.seeds for one in tested)
    if p > level:
        bound = f"p = {p:.4g}"
    elif p * comparison.compared > level:
        bound = f"p = {p * comparison.compared:.2g} after Holm"
    else:
        return
    singular = "seed" if seeds == 1 else "seeds"
    yield (
        f"Sign flips of {spelled(seeds)} {singular} can't go below {bound}: nothing can be significant at "
        f"{100 * level:.3g}%; run more seeds, or take --significance paired."
    )


def _differences(comparison: Comparison) -> list[Difference]:
    """Return the differences from the baseline at the moment that was asked for."""
    at = comparison.request.at
    return [found for line in comparison.lines if (found := line.differences[at]) is not None]
