"""The answer of a comparison over data sets in sentences."""

from collections.abc import Iterator
from itertools import count
from math import isnan

from regexp.comparison.across.contenders import Contender
from regexp.comparison.across.ranking import Ranking
from regexp.comparison.across.words import name_of, what
from regexp.comparison.baseline import lacking
from regexp.comparison.numbers import p_in_sentence, p_in_words
from regexp.config.wording import any_of
from regexp.describe import counted


def answer(ranking: Ranking) -> list[str]:
    """Return in sentences which setting ranks best, and how it does against the baseline."""
    if len(ranking.contenders) == 1:
        return ["There is only one setting: nothing to rank."]
    if not ranking.leaders:
        return [f"No data set has every {what(ranking)}, so that none is ranked."]
    return [*_leading(ranking), *_against(ranking), *_reach(ranking)]


def _leading(ranking: Ranking) -> Iterator[str]:
    """Say which settings have the best mean rank."""
    leaders = ranking.leaders
    rank = f"{leaders[0].mean_rank:.2f} of {len(ranking.contenders)}"
    if ranking.baseline in leaders:
        yield f"No {what(ranking)} ranks better than the baseline {_baseline(ranking)}, mean rank {rank}."
    elif len(leaders) > 1:
        yield f"{any_of([name_of(one) for one in leaders], 'and')} share the best mean rank, {rank}."
    else:
        yield f"{name_of(leaders[0])} has the best mean rank, {rank}."


def _against(ranking: Ranking) -> Iterator[str]:
    """Say how the leaders do against the baseline."""
    if ranking.baseline is None:
        entries = [one.merged for one in ranking.contenders]
        yield f"{lacking(entries, [*ranking.contenders[0].settings])} tests against another."
        return
    for one in ranking.leaders if ranking.baseline not in ranking.leaders else []:
        wins, ties, losses = one.counts
        sizes = wins + ties + losses
        which = f"{name_of(one)} is" if len(ranking.leaders) > 1 else "It is"
        tied = f", the same on {ties}" if ties else ""
        worse = f" and worse on {losses}" if losses else ""
        on = f"on {'all ' if wins == sizes else f'{wins} of '}{counted(sizes, 'data set')}"
        better = f"better than the baseline {_baseline(ranking)} {on}"
        yield f"{which} {better}{tied}{worse}{_tested(ranking, one)}."


def _tested(ranking: Ranking, one: Contender) -> str:
    """Say whether that may be chance, if it was tested."""
    if isnan(one.adjusted_p):
        return ""
    is_real = one.adjusted_p <= ranking.request.level
    words = "more than chance" if is_real else "which may be chance"
    return f": {words} (Wilcoxon {p_in_sentence(one.adjusted_p)})"


def _baseline(ranking: Ranking) -> str:
    return name_of(ranking.baseline) if ranking.baseline else ""


def _reach(ranking: Ranking) -> Iterator[str]:
    """Say where so few data sets can't show anything, and how many could.

    All differences of one sign have p = 2^(1 − n), which Holm multiplies by the number of comparisons.
    """
    sizes = [sum(not isnan(value) for value in one.differences) for one in ranking.contenders]
    least = min(2.0 ** (1 - max(sizes)) * ranking.compared, 1.0)
    level = ranking.request.level
    if ranking.compared and least > level:
        needed = next(n for n in count(1) if 2.0 ** (1 - n) * ranking.compared <= level)
        times = f" over {ranking.compared} comparisons" if ranking.compared > 1 else ""
        yield (
            f"{counted(max(sizes), 'data set')} can't give p below {p_in_words(least)}{times}: nothing can "
            f"be significant with fewer than {needed}."
        )
