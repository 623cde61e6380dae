"""The answer of a comparison in sentences: which setting, by how much, how sure, and what ties with it."""

from collections.abc import Iterator
from math import isfinite

from regexp.analysis import ONE_SEED
from regexp.comparison.baseline import lacking, regularizers_of
from regexp.comparison.comparison import Comparison, Line, is_better
from regexp.comparison.further_remarks import choice, edges, other_moment, underfitting
from regexp.comparison.metric import measured_instead
from regexp.comparison.numbers import p_in_sentence
from regexp.comparison.second_opinion import second_opinion
from regexp.comparison.words import (
    interval_of,
    name_of,
    share_of,
    size_of,
    spelled,
    sure_change,
)
from regexp.history import higher_is_better
from regexp.statistics import Difference
from regexp.summary.wording import metric_name


def answer(comparison: Comparison) -> list[str]:
    """Return in sentences what the table says."""
    best = comparison.best
    if comparison.obstacle:
        return [_incomparable(comparison, comparison.obstacle)]
    if best is None:
        return [_nothing(comparison)]
    if len(comparison.lines) == 1:
        return [*_single(comparison, best), *_one_seed(comparison)]
    parts = (_first, _seeds, _ties, other_moment, second_opinion, choice, edges, underfitting)
    return [*(sentence for part in parts for sentence in part(comparison, best)), *_one_seed(comparison)]


def _incomparable(comparison: Comparison, obstacle: str) -> str:
    metric = metric_name(comparison.metric)
    return f"Settings with {obstacle} can't be compared by {metric}: none is named the best."


def _nothing(comparison: Comparison) -> str:
    """Return why there is no best setting."""
    if any(line.summary.diverged for line in comparison.lines):
        return "No setting is best: of each one a run diverged."
    instead = (
        f" Try --metric {name}." if (name := measured_instead(comparison.runs, comparison.metric)) else ""
    )
    return f"No setting is best: no run has a {metric_name(comparison.metric)}.{instead}"


def _single(comparison: Comparison, only: Line) -> Iterator[str]:
    seeds = f" over {len(only.entry.runs):,} seeds" if comparison.is_repeated else ""
    yield f"{metric_name(comparison.metric).capitalize()} {interval_of(comparison, only)}{seeds}."
    yield "There is only one setting: nothing to compare it with."


def _one_seed(comparison: Comparison) -> list[str]:
    return [] if comparison.is_repeated else [ONE_SEED]


def _first(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say which setting is best, and how that compares with the baseline."""
    metric, baseline = metric_name(comparison.metric), comparison.baseline
    superlative = "highest" if higher_is_better(comparison.metric) else "lowest"
    leading = f"{name_of(comparison, best)} has the {superlative} {metric}, {interval_of(comparison, best)}"
    if baseline is best:
        yield from _unbeaten(comparison, best)
        return
    found = best.differences[comparison.request.at]
    if baseline is None:
        yield f"{leading}."
        yield f"{lacking([line.entry for line in comparison.lines], comparison.keys)} compares with another."
    elif found is None:
        yield f"{leading}; it has no seed in common with the baseline {name_of(comparison, baseline)}."
    else:
        yield from _against(comparison, best, found, leading)


def _unbeaten(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say that the baseline is the best, and which setting is better over the seeds of these two."""
    plain = f"{name_of(comparison, best)}: {metric_name(comparison.metric)} {interval_of(comparison, best)}"
    if comparison.surest is None:
        yield f"No setting tried is better than the baseline {plain}."
        return
    yield f"On the seeds that all settings have none is better than the baseline {plain}."
    yield _surest(comparison, comparison.surest)


def _surest(comparison: Comparison, line: Line) -> str:
    name = name_of(comparison, line)
    return f"{name} is surely better than the baseline: {sure_change(comparison, line)}."


def _seeds(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say that means are over different seeds, and which of them the settings are ranked by."""
    shared = comparison.shared_seeds
    if shared is None:
        return
    if not shared:
        yield (
            "The settings have no seed in common: their means are over different seeds, so that their order "
            "may be that of their seeds."
        )
        return
    have = f"the {spelled(len(shared))} that all have" if len(shared) > 1 else "the one that all have"
    yield f"The settings have different seeds: they are ranked by {have}, whatever the means in the table."


def _against(comparison: Comparison, best: Line, found: Difference, leading: str) -> Iterator[str]:
    """Say by how much the best differs from the baseline, and whether that may be chance."""
    metric, p = comparison.metric, best.adjusted_p
    size = size_of(metric, found) + share_of(comparison, found)
    side, verb = ("above", "raises") if found.mean > 0 else ("below", "lowers")
    if isfinite(p) and p <= comparison.request.level and is_better(metric, found):
        yield f"{name_of(comparison, best)} {verb} {metric_name(metric)} by {size}, {p_in_sentence(p)}."
    elif found.is_identical:
        yield f"{leading}, which is identical to the baseline's."
    elif found.is_constant and comparison.is_repeated:
        yield f"{leading}, {size} {side} the baseline for every seed alike: no spread to test by."
    elif isfinite(p):
        yield from _unsure(comparison, best, f"{size} {side} the baseline", leading)
    elif found.seeds == 1 and comparison.is_repeated:
        yield f"{leading}; on the one seed that both have it is {size} {side} the baseline."
    else:
        yield f"{leading}, {size} {side} the baseline."


def _unsure(comparison: Comparison, best: Line, change: str, leading: str) -> Iterator[str]:
    """Say that the best is not surely better than the baseline, or surely worse, and what is better."""
    p, surest = best.adjusted_p, comparison.surest
    if surest is None:
        yield "nothing tried is surely better than the baseline."
    if p > comparison.request.level:
        yield f"{leading}; that it is {change} may be chance, {p_in_sentence(p)}."
    else:
        yield f"{leading}; but over all seeds that both have it is {change}, {p_in_sentence(p)}."
    if surest is not None:
        yield _surest(comparison, surest)


def _untied(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say that no setting ties with the best, but for those with one seed, which can't be tested."""
    single = [line for line in comparison.lines if len(line.entry.runs) == 1 and isfinite(line.summary.mean)]
    others = [line for line in comparison.lines if line is not best and isfinite(line.summary.mean)]
    if best in single:
        yield "It has one seed, so that what ties with it can't be tested."
    elif not single:
        yield "No other setting ties with it."
    else:
        if len(single) < len(others):
            yield "No other setting with several seeds ties with it."
        have = "setting has" if len(single) == 1 else "settings have"
        yield f"{spelled(len(single)).capitalize()} {have} one seed, too few to test."


def _ties(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say how many settings can't be told from the best, and which of them is the simplest."""
    tied = [line for line in comparison.lines if line.is_tied]
    if not tied:
        if comparison.is_repeated and comparison.request.significance != "none":
            yield from _untied(comparison, best)
        return
    number = spelled(len(tied)).capitalize()
    ties = f"{number} {'setting ties' if len(tied) == 1 else 'settings tie'} with it"
    if comparison.baseline in tied:
        yield f"{ties}{', the baseline among them' if len(tied) > 1 else ', the baseline'}."
        return
    simplest = min((best, *tied), key=lambda line: len(regularizers_of(line.entry)))
    if simplest is best:
        yield f"{ties}; none is simpler."
    elif len(tied) == 1:
        yield f"{ties}: {name_of(comparison, simplest)}, which is simpler."
    else:
        yield f"{ties}; the simplest is {name_of(comparison, simplest)}."
