"""What a comparison over data sets may claim: how it was tested, chosen, and what was left out."""

from collections.abc import Iterator
from math import isinf, isnan

from regexp.comparison.across.ranking import Ranking
from regexp.comparison.across.words import what
from regexp.comparison.choosing import chances
from regexp.comparison.entries import entries_of
from regexp.config.wording import any_of
from regexp.describe import counted
from regexp.history import higher_is_better
from regexp.summary.wording import short_key


def claims(ranking: Ranking) -> list[str]:
    """Return in sentences how it was computed, what was left out, and so what may be claimed."""
    return [*_method(ranking), *_choice(ranking), *_besides(ranking), *_gaps(ranking)]


def _method(ranking: Ranking) -> Iterator[str]:
    """Say what the rows are a sample of, and how they were tested."""
    yield "Data sets are the sample: each counts once, whatever its number of seeds, and none are averaged."
    if ranking.compared:
        divided = "" if higher_is_better(ranking.metric) else f", each divided by the {_constant(ranking)}"
        adjusted = f", Holm over {ranking.compared} comparisons" if ranking.compared > 1 else ""
        yield f"Wilcoxon's signed-rank test on differences from the baseline{divided}{adjusted}."


def _constant(ranking: Ranking) -> str:
    name = ranking.metric.partition("_")[2].replace("_", " ")
    return f"{name} of the best constant prediction on its data"


def _choice(ranking: Ranking) -> Iterator[str]:
    """Say how one point was chosen where several stood behind one column."""
    if what(ranking) == "arm":
        yield "On each data set and for each seed the best point of an arm was chosen on validation data."
        yield from _chances(ranking)
    elif ranking.request.by:
        yield "On each data set the best of the other settings was chosen by its mean."


def _chances(ranking: Ranking) -> Iterator[str]:
    """Say where arms had different numbers of points; of data sets that differ in that, the first."""
    said = [chances(entries_of(data.runs, ranking.keys)) for data in ranking.data_sets]
    unequal = [
        (data.name, sentence) for data, sentence in zip(ranking.data_sets, said, strict=True) if sentence
    ]
    if len(set(said)) == 1:
        yield from filter(None, said[:1])
    else:
        yield f"On {unequal[0][0]}, for one: {unequal[0][1]}"


def _besides(ranking: Ranking) -> Iterator[str]:
    if ranking.besides:
        names = any_of([short_key(key) for key in ranking.besides], "and")
        yield f"What differs from row to row beside the data: {names}."


def _gaps(ranking: Ranking) -> Iterator[str]:
    """Say what is missing, and how a diverged run counts."""
    costs = [cost for one in ranking.contenders for cost in one.costs]
    if any(map(isinf, costs)):
        yield "A setting of which a run diverged ranks last on that data set."
    if any(map(isnan, costs)):
        complete = sum(
            not any(map(isnan, row)) for row in zip(*(one.costs for one in ranking.contenders), strict=True)
        )
        yield f"Ranks are over the {counted(complete, 'data set')} where every {what(ranking)} was measured."
    collection = ranking.collection
    missing = collection.planned - len(collection.runs)
    if missing > 0:
        yield f"Runs that failed, are damaged or not finished: {missing:,} of {collection.planned:,}."
