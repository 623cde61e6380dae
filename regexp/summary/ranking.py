"""The table of the best settings: mean, interval, gap between train and validation, epoch."""

from collections.abc import Sequence
from math import isfinite
from textwrap import wrap

from regexp.analysis.cells import CellSummary
from regexp.describe import counted, gap_in_words, metric_in_words
from regexp.history import higher_is_better
from regexp.summary.findings import Findings
from regexp.summary.naming import settings_in_words
from regexp.summary.wording import (
    half_width_in_words,
    metric_name,
    short_key,
    value_in_words,
)

WIDTH = 78
LONGEST_TABLE = 10


def ranking(findings: Findings) -> list[str]:
    """Return a heading and the best settings, at most 10 with the baseline among them, in 80 columns."""
    shown = _shown(findings)
    headings = _headings(findings)
    numbers = [_numbers(findings, summary, headings) for summary in shown]
    room = WIDTH - 1 - max(map(len, ("".join(headings), *numbers)))
    names = _names(findings, shown, room)
    lines = [_title(findings)]
    for (*above, last), right in zip(names, ("".join(headings), *numbers), strict=True):
        lines += [*(f" {line}" for line in above), f" {last}{right}".rstrip()]
    more = len(findings.summaries) - len(shown)
    return [*lines, f" and {counted(more, 'more setting')}: results.csv"] if more else lines


def flaws(summary: CellSummary) -> str:
    """Return why a setting has no mean: `2 of 5 diverged`."""
    runs = summary.seeds + summary.failed
    counts = ((summary.diverged, "diverged"), (summary.failed, "failed"))
    return ", ".join(f"{count} of {runs} {what}" for count, what in counts if count) or "not measured"


def _shown(findings: Findings) -> Sequence[CellSummary]:
    """Return the settings to show, the baseline last where it is not among the best."""
    order, baseline = findings.ranked, findings.baseline
    best = order[:LONGEST_TABLE]
    return best if baseline is None or baseline in best else [*best[:-1], baseline]


def _title(findings: Findings) -> str:
    """Return what the numbers are."""
    same = f"{findings.summaries[0].seeds} " if findings.is_even else ""
    mean = f", mean over {same}seeds" if findings.is_repeated else ""
    better = "higher" if higher_is_better(findings.monitor) else "lower"
    return f" {metric_name(findings.monitor)} at the best epoch{mean}; {better} is better"


def _headings(findings: Findings) -> list[str]:
    """Return the headings of the numbers, each as wide as its column."""
    split, _, metric = findings.monitor.partition("_")
    other = "train" if split == "validation" else "validation"
    interval = [f"{'±95%':>8}"] if findings.is_repeated else []
    seeds = [f"{'seeds':>7}"] if not findings.is_even else []
    return [f"{metric:>10}", *interval, f"{other:>{len(other) + 4}}", f"{'gap':>8}", f"{'epoch':>7}", *seeds]


def _numbers(findings: Findings, summary: CellSummary, headings: Sequence[str]) -> str:
    """Return what was measured under the headings, and what the setting stands out by or lacks."""
    if not isfinite(summary.mean):
        return f"  {flaws(summary)}"
    metric = findings.monitor.partition("_")[2]
    other = summary.train if findings.monitor.startswith("validation") else summary.validation
    interval = [half_width_in_words(metric, summary.half_width)] if findings.is_repeated else []
    seeds = [str(summary.seeds)] if not findings.is_even else []
    words = [metric_in_words(metric, summary.mean), *interval, metric_in_words(metric, other)]
    words += [gap_in_words(metric, summary.train, summary.validation), f"{summary.epoch:,.0f}", *seeds]
    right = "".join(f"{word:>{len(above)}}" for word, above in zip(words, headings, strict=True))
    return f"{right}  {_note(findings, summary)}"


def _note(findings: Findings, summary: CellSummary) -> str:
    """Return what a setting stands out by among others."""
    named = ((findings.best, "best"), (findings.baseline, "baseline"))
    return ", ".join(name for one, name in named if one is summary) if len(findings.summaries) > 1 else ""


def _names(findings: Findings, shown: Sequence[CellSummary], room: int) -> list[list[str]]:
    """Return the heading and the settings, each ending in a line of one width; long ones stand above it."""
    settings = [findings.settings(summary) for summary in shown]
    rows = [[short_key(axis) for axis in findings.axes]]
    rows += [[value_in_words(of[axis]) if axis in of else "" for axis in findings.axes] for of in settings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * len(widths) <= room + 2:
        columns = [zip(row, widths, strict=True) for row in rows]
        return [["  ".join(f"{word:>{width}}" for word, width in row)] for row in columns]
    names = ["setting", *(" ".join(settings_in_words(of)) for of in settings)]
    long = [wrap(name, WIDTH - 1, subsequent_indent="  ") if len(name) > room else [] for name in names]
    return [[*above, f"{'' if above else name:{room}}"] for above, name in zip(long, names, strict=True)]
