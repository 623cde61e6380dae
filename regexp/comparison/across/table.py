"""The table over data sets: a row for each of them, then ranks, wins and tests; a column for each setting."""

from collections.abc import Iterable, Sequence
from math import inf, isclose, isfinite, isnan

from regexp.comparison.across.ranking import Ranking
from regexp.comparison.layout import WIDTH
from regexp.comparison.numbers import alike, p_in_words
from regexp.describe import counted, metric_in_words
from regexp.summary.wording import short_key, value_in_words

LONGEST_NAME = 24
NARROWEST = len("baseline ")

Row = tuple[str, list[str]]
"""What stands at the left of a line, and a cell for each setting that ends in a place for a mark."""


def table(ranking: Ranking) -> list[str]:
    """Return what fits 80 columns: the settings that rank best, the baseline among them."""
    rows = [*_headings(ranking), *_means(ranking), *_statistics(ranking)]
    room = max(len(label) for label, _ in rows) + 1
    widths = [1 + max(NARROWEST, *map(len, cells)) for cells in zip(*(row for _, row in rows), strict=True)]
    shown = _shown(ranking, widths, WIDTH - room)
    lines = [_line(label, room, cells, widths, shown) for label, cells in rows]
    more = len(widths) - len(shown)
    return [
        *filter(None, lines),
        " * best of its row",
        *([f" and {counted(more, 'more setting')}: --csv"] if more else []),
    ]


def _line(label: str, room: int, cells: Sequence[str], widths: Sequence[int], shown: Iterable[int]) -> str:
    return f" {label:{room - 1}}{''.join(f'{cells[place]:>{widths[place]}}' for place in shown)}".rstrip()


def _shown(ranking: Ranking, widths: Sequence[int], room: int) -> list[int]:
    """Return the places of as many of the best as are wanted and fit, the baseline among them."""
    places = list(range(len(widths)))
    kept = [place for place in places if ranking.contenders[place] is ranking.baseline]
    wanted = max(ranking.request.top or len(places), 1 + len(kept))
    for count in range(min(wanted, len(places)), 1, -1):
        shown = places[:count] if set(kept) <= set(places[:count]) else [*places[: count - 1], *kept]
        if sum(widths[place] for place in shown) <= room:
            return shown
    return places[:1]


def _headings(ranking: Ranking) -> list[Row]:
    """Return what each setting is, and which is the best and which the baseline."""
    roles = [
        "baseline" if one is ranking.baseline else "best" if one in ranking.leaders else ""
        for one in ranking.contenders
    ]
    keys = list(ranking.contenders[0].settings)
    values = [[value_in_words(one.settings[key]) for one in ranking.contenders] for key in keys]
    return [
        ("", _spaced(roles)),
        *((short_key(key), _spaced(of)) for key, of in zip(keys, values, strict=True)),
    ]


def _means(ranking: Ranking) -> list[Row]:
    """Return the means on each data set, the best of them with a star."""
    return [(_shortened(data.name), _cells(ranking, place)) for place, data in enumerate(ranking.data_sets)]


def _cells(ranking: Ranking, place: int) -> list[str]:
    costs = [one.costs[place] for one in ranking.contenders]
    values = [one.mean(ranking.metric, place) for one in ranking.contenders]
    is_share = ranking.metric.endswith("accuracy")
    words = [metric_in_words(ranking.metric, value) for value in values] if is_share else alike(values)
    least = min(filter(isfinite, costs), default=inf)
    return [
        "diverged "
        if not isfinite(cost) and not isnan(cost)
        else f"{word}{'*' if isclose(cost, least, rel_tol=1e-12) else ' '}"
        for cost, word in zip(costs, words, strict=True)
    ]


def _statistics(ranking: Ranking) -> list[Row]:
    """Return what the rows come to."""
    found = ranking.contenders
    ranks = [f"{one.mean_rank:.2f}" if isfinite(one.mean_rank) else "-" for one in found]
    if ranking.baseline is None:
        return [("mean rank", _spaced(ranks))]
    counts = ["-".join(map(str, one.counts)) if one.differences else "-" for one in found]
    p = [p_in_words(one.adjusted_p) for one in found]
    tests = [("wins-ties-losses", counts), *([("Wilcoxon p (Holm)", p)] if ranking.compared else [])]
    return [(label, _spaced(cells)) for label, cells in (("mean rank", ranks), *tests)]


def _spaced(words: Iterable[str]) -> list[str]:
    return [f"{word} " for word in words]


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
