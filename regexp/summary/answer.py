"""What a sweep found in a few plain sentences."""

from math import isfinite
from textwrap import wrap

from regexp.analysis import ONE_SEED
from regexp.analysis.cells import CellSummary
from regexp.analysis.choices import edge_of, is_dose
from regexp.describe import counted
from regexp.summary.findings import Findings
from regexp.summary.naming import called
from regexp.summary.ranking import WIDTH, flaws
from regexp.summary.wording import OVERLAP, interval_in_words, metric_name

EDGES = {
    "largest": "the strongest tried: try larger values",
    "smallest": "the weakest above 0 that was tried: try smaller values",
    "only": "the only one above 0 that was tried: try smaller and larger values",
}
STRONGEST = ("largest", "only")


def answer(findings: Findings) -> list[str]:
    """Return in sentences what is best, what it is better than, and how far that can be trusted."""
    if findings.obstacle and findings.is_measured:
        sentences = [_incomparable(findings, findings.obstacle)]
    elif findings.best is None:
        sentences = [_nothing(findings)]
    elif len(findings.summaries) == 1:
        sentences = [_single(findings, findings.best)]
    else:
        parts = (_best, _edges, _choice)
        sentences = [sentence for part in parts for sentence in part(findings, findings.best)]
    if findings.best and not findings.is_repeated:
        sentences.append(ONE_SEED)
    if findings.is_widened:
        sentences.append(f"Intervals are those of Nadeau and Bengio, wider than usual, since {OVERLAP}.")
    return wrap(" ".join(sentences), WIDTH, initial_indent=" ", subsequent_indent=" ")


def _incomparable(findings: Findings, obstacle: str) -> str:
    metric = metric_name(findings.monitor)
    return f"Settings with {obstacle} can't be compared by {metric}: none is named the best."


def _nothing(findings: Findings) -> str:
    """Say why no setting is best."""
    if any(summary.diverged or summary.failed for summary in findings.summaries):
        return "No setting is best: of each one a run failed or diverged."
    if not findings.rows:
        return "No run has finished."
    return f"No setting is best: no run has a {metric_name(findings.monitor)}."


def _single(findings: Findings, only: CellSummary) -> str:
    seeds = f", the mean of {only.seeds} seeds and its 95% interval" if only.seeds > 1 else ""
    return f"{metric_name(findings.monitor).capitalize()} {_interval(findings, only)}{seeds}."


def _best(findings: Findings, best: CellSummary) -> list[str]:
    """Say which setting is best, and what the baseline has."""
    candidates = sum(isfinite(summary.mean) for summary in findings.summaries)
    first = f"Best of {counted(candidates, 'setting')}: {called(findings.settings(best))}"
    first += f", {metric_name(findings.monitor)} {_interval(findings, best)}"
    baseline = findings.baseline
    rosy = ["Picked as the best, it looks a little better than it is."] if candidates > 1 else []
    if baseline is best:
        return [f"{first}. That is the baseline: no regularization tried here was better."]
    if baseline is None:
        return [f"{first}.", *rosy]
    unregularized = called(findings.settings(baseline))
    return [f"{first}; the baseline {unregularized} has {_interval(findings, baseline)}.", *rosy]


def _edges(findings: Findings, best: CellSummary) -> list[str]:
    """Say of which doses nothing beyond the best was tried, unless that may be missing."""
    doses = filter(is_dose, findings.axes if findings.is_whole else ())
    edges = {axis: edge_of(best.settings.get(axis), findings.levels[axis]) for axis in doses}
    return [f"{_subject(findings, best, axis)} {EDGES[edge]}." for axis, edge in edges.items() if edge]


def _subject(findings: Findings, best: CellSummary, axis: str) -> str:
    """Return what sentences about an axis of the best start with."""
    return "It is" if len(findings.axes) == 1 else f"{called({axis: best.settings[axis]})} is"


def _choice(findings: Findings, best: CellSummary) -> list[str]:
    """Say which setting the one-standard-error rule takes."""
    choice = findings.choice
    if choice is None:
        return []
    if choice is best:
        (axis,) = findings.axes
        edge = edge_of(best.settings[axis], findings.levels[axis])
        return [] if edge in STRONGEST else ["No stronger setting is within one standard error of it."]
    words = called(findings.settings(choice))
    return [f"The strongest within one standard error of it is {words} ({_interval(findings, choice)})."]


def _interval(findings: Findings, summary: CellSummary) -> str:
    """Return a mean with half of its interval, or why there is none."""
    if not isfinite(summary.mean):
        return f"none ({flaws(summary)})"
    return interval_in_words(findings.monitor, summary.mean, summary.half_width)
