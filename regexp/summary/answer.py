"""What a sweep found in a few plain sentences."""

from math import isfinite
from textwrap import wrap

from regexp.analysis import ONE_SEED
from regexp.analysis.cells import CellSummary
from regexp.describe import counted
from regexp.summary.findings import Findings
from regexp.summary.ranking import WIDTH, flaws
from regexp.summary.wording import combined, interval_in_words, metric_name


def answer(findings: Findings) -> list[str]:
    """Return in sentences what is best, what it is better than, and how far that can be trusted."""
    if findings.best is None:
        sentences = [_nothing(findings)]
    elif len(findings.summaries) == 1:
        sentences = [_single(findings, findings.best)]
    else:
        sentences = [*_best(findings, findings.best), *_choice(findings, findings.best)]
    if findings.best and not findings.is_repeated:
        sentences.append(ONE_SEED)
    return wrap(" ".join(sentences), WIDTH, initial_indent=" ", subsequent_indent=" ")


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
    first = f"Best of {counted(candidates, 'setting')}: {combined(findings.settings(best))}"
    first += f", {metric_name(findings.monitor)} {_interval(findings, best)}"
    baseline = findings.baseline
    rosy = "Picked as the best, it looks a little better than it is."
    if baseline is best:
        return [f"{first}. That is the baseline: no regularization tried here was better."]
    if baseline is None:
        return [f"{first}.", rosy]
    unregularized = combined(findings.settings(baseline))
    return [f"{first}; the baseline {unregularized} has {_interval(findings, baseline)}.", rosy]


def _choice(findings: Findings, best: CellSummary) -> list[str]:
    """Say which setting the one-standard-error rule takes."""
    choice = findings.choice
    if choice is None:
        return []
    if choice is best:
        return ["No stronger setting is within one standard error of it."]
    words = combined(findings.settings(choice))
    return [f"The strongest within one standard error of it is {words} ({_interval(findings, choice)})."]


def _interval(findings: Findings, summary: CellSummary) -> str:
    """Return a mean with half of its interval, or why there is none."""
    if not isfinite(summary.mean):
        return f"none ({flaws(summary)})"
    return interval_in_words(findings.monitor, summary.mean, summary.half_width)
