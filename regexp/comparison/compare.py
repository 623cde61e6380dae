"""From runs as they stand on disk to a comparison of their settings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from regexp.analysis.cells import CellSummary
from regexp.analysis.choices import best as best_of
from regexp.analysis.choices import one_standard_error, ranked
from regexp.collection import Collection, FinishedRun, differing
from regexp.collection.filter import facts, filter_of
from regexp.comparison.baseline import candidates, full_key
from regexp.comparison.choosing import ARM, best_by, best_of_arms, chances
from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.entries import Entry, entries_of
from regexp.comparison.measured import Measured, measured
from regexp.comparison.metric import companion_of, metric_of
from regexp.comparison.order import in_order, sorted_by
from regexp.comparison.request import Request
from regexp.errors import ConfigError, RegexpError
from regexp.summary.comparable import obstacle
from regexp.summary.wording import metric_name


@dataclass(frozen=True)
class Question:
    """What is asked of which runs: a metric, the settings in which they differ, and what keeps these apart.

    `hindrance` is why the settings can't be compared by the metric, None where they can be.
    """

    request: Request
    collection: Collection
    runs: Sequence[FinishedRun]
    metric: str
    differing: tuple[str, ...]
    hindrance: str | None


def compare(collection: Collection, request: Request) -> Comparison:
    """Return the settings of some runs compared; raises ConfigError for a request that they don't fit."""
    question = _question(collection, request)
    points = entries_of(question.runs, question.differing)
    keys, entries = _entries(question, points)
    numbers = measured(entries, question.metric, request)
    meant = _meant(question, keys, numbers)
    baseline = _best_place(numbers, meant, question.metric)
    remarks = (*_remarks(points, entries, request), *_picked(len(meant)))
    found = _comparison(question, keys, numbers, baseline, remarks)
    metric = companion_of(question.runs, question.metric)
    if metric is None or found.best is None:
        return found
    other, companion = replace(question, metric=metric), measured(entries, metric, request)
    return replace(found, companion=_comparison(other, keys, companion, baseline, remarks))


def _question(collection: Collection, request: Request) -> Question:
    """Return what is asked of the runs that pass the filter."""
    runs = filtered(collection, request)
    metric = metric_of(runs, request.metric)
    names = differing([run.settings for run in runs], collection.axes)
    return Question(request, collection, runs, metric, names, hindrance_of(runs, names, metric))


def _comparison(
    question: Question,
    keys: tuple[str, ...],
    numbers: Measured,
    baseline: int | None,
    remarks: tuple[str, ...],
) -> Comparison:
    """Return what was measured as lines, ranked where settings can be compared."""
    request, metric = question.request, question.metric
    comparable = [] if question.hindrance else numbers.ranked_by
    best = _place(numbers.ranked_by, best_of(comparable, metric))
    if best is not None and baseline is not None and _is_level(numbers, best, baseline):
        best = baseline
    lines = numbers.lines(best, baseline)
    order = in_order(lines) if question.hindrance else _ranked(lines, metric, baseline)
    return Comparison(
        request=request,
        collection=question.collection,
        runs=question.runs,
        differing=question.differing,
        keys=keys,
        metric=metric,
        lines=order,
        displayed=sorted_by(order, request.sort, keys, request.at, metric) if request.sort else order,
        best=None if best is None else lines[best],
        baseline=None if baseline is None else lines[baseline],
        choice=_choice(lines, keys, metric) if comparable and not request.by else None,
        obstacle=question.hindrance,
        compared=sum(isfinite(line.adjusted_p) for line in lines),
        remarks=remarks,
    )


def filtered(collection: Collection, request: Request) -> Sequence[FinishedRun]:
    """Return the runs that pass the filter; raises ConfigError for none, RegexpError if damaged."""
    if not collection.runs and collection.damaged:
        raise RegexpError(
            f"{_named(collection)}: nothing here can be compared; what is damaged is named above"
        )
    if not collection.runs:
        raise ConfigError(f"{_named(collection)}: {_none_finished(collection)}")
    if request.filter is None:
        return collection.runs
    passes = filter_of(request.filter)
    runs = tuple(run for run in collection.runs if passes(facts(run)))
    if not runs:
        raise ConfigError(f"--filter {request.filter!r}: fits none of {len(collection.runs):,} runs")
    return runs


def hindrance_of(runs: Sequence[FinishedRun], keys: Sequence[str], metric: str) -> str | None:
    """Return what keeps runs from being compared: their settings, or tables of the same name that differ,

    as generated data of another seed do, or a file that has changed.
    """
    found = obstacle(keys, metric)
    return found or ("different data" if len({run.result["data_sha256"] for run in runs}) > 1 else None)


def _entries(question: Question, points: list[Entry]) -> tuple[tuple[str, ...], list[Entry]]:
    """Return what is compared, and the keys that tell one from the other."""
    request, metric, keys = question.request, question.metric, question.differing
    if request.by:
        chosen = tuple(full_key(word, keys, "--by") for word in request.by)
        if question.hindrance and obstacle([key for key in keys if key not in chosen], metric):
            raise ConfigError(
                f"--by {','.join(request.by)}: settings with {question.hindrance} can't be compared by "
                f"{metric_name(metric)}, so that none of them is the best; try --over dataset"
            )
        return chosen, best_by(points, chosen, metric, request.at)
    if ARM in keys and not question.hindrance:
        return (ARM,), best_of_arms(points, metric_of(question.runs, None))
    return keys, points


def _remarks(points: Sequence[Entry], entries: Sequence[Entry], request: Request) -> Iterator[str]:
    """Yield how lines were chosen that are more than one setting."""
    if not any(entry.chosen for entry in entries):
        return
    if request.by:
        yield "Each row is the best of its settings, picked on these numbers: a little rosy, too."
    elif sentence := chances(points):
        yield sentence


def _picked(count: int) -> Iterator[str]:
    """Say that the baseline was one of several, and how it was picked."""
    if count > 1:
        yield (
            f"The baseline is the best of {count:,} that it could be, picked on these numbers, so that gains "
            "look a little smaller."
        )


def _meant(question: Question, keys: Sequence[str], numbers: Measured) -> list[int]:
    """Return the places of what may be the baseline: of several that are asked for the plainest."""
    if question.hindrance:
        return []
    meant = candidates(numbers.entries, keys, question.request.baseline)
    return [place for place, entry in enumerate(numbers.entries) if any(entry is one for one in meant)]


def _best_place(numbers: Measured, places: Sequence[int], metric: str) -> int | None:
    """Return the best of some places, None where there are none."""
    summaries = [numbers.ranked_by[place] for place in places]
    return _place(numbers.ranked_by, next(iter(ranked(summaries, metric)), None))


def _place(summaries: Sequence[CellSummary], wanted: CellSummary | None) -> int | None:
    return next((place for place, summary in enumerate(summaries) if summary is wanted), None)


def _is_level(numbers: Measured, best: int, baseline: int) -> bool:
    """Tell whether the baseline is exactly as good as the best, so that nothing is gained by leaving it."""
    return numbers.ranked_by[best].mean == numbers.ranked_by[baseline].mean


def _ranked(lines: Sequence[Line], metric: str, baseline: int | None) -> list[Line]:
    """Return lines from the best mean to the worst, the baseline first of its mean; others last."""
    of = {line.ranked_by.cell: line for line in lines}
    first = [] if baseline is None else [lines[baseline]]
    others = [line for line in lines if line not in first]
    return [of[summary.cell] for summary in ranked([line.ranked_by for line in (*first, *others)], metric)]


def _choice(lines: Sequence[Line], keys: Sequence[str], metric: str) -> Line | None:
    """Return what the one-standard-error rule takes on a single axis."""
    if len(keys) != 1:
        return None
    chosen = one_standard_error([line.ranked_by for line in lines], keys[0], metric)
    return next((line for line in lines if line.ranked_by is chosen), None)


def _named(collection: Collection) -> str:
    return ", ".join(str(found.path) for found in collection.found)


def _none_finished(collection: Collection) -> str:
    """Return why there is nothing to compare."""
    if collection.failed:
        return f"no run has a result; {len(collection.failed):,} failed: {collection.failed[0].reason}"
    if collection.planned == 1:
        return "this run is not finished yet; the command that began it goes on with it"
    return (
        f"none of {collection.planned:,} runs is finished yet; the command that began them goes on with them"
    )
