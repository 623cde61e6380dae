"""`--over dataset`: one row a data set, as text, and as a table for other programs and papers."""

from dataclasses import dataclass

from regexp.collection import Collection
from regexp.comparison.across.answer import answer
from regexp.comparison.across.claims import claims
from regexp.comparison.across.ranking import Ranking, ranking_of
from regexp.comparison.across.table import table
from regexp.comparison.across.words import head, name_of, next_command
from regexp.comparison.request import Request
from regexp.comparison.words import paragraph
from regexp.formats import TableValue


@dataclass(frozen=True)
class Across:
    """A comparison over data sets."""

    ranking: Ranking

    def lines(self) -> list[str]:
        """Return it in lines of at most 80 columns."""
        parts = (
            head(self.ranking),
            table(self.ranking),
            paragraph("Answer:", answer(self.ranking)),
            paragraph("What this claims:", claims(self.ranking)),
            next_command(self.ranking),
        )
        return [line for part in parts if part for line in ("", *part)][1:]

    def columns(self) -> list[str]:
        """Return the headings of the whole table: `dataset`, and what each setting is called."""
        return ["dataset", *(name_of(one) for one in self.ranking.contenders)]

    def rows(self) -> list[list[TableValue]]:
        """Return the means on each data set with every digit, and below them what they come to."""
        contenders = self.ranking.contenders
        found: list[tuple[str, list[TableValue]]] = [
            (data.name, [one.mean(self.ranking.metric, place) for one in contenders])
            for place, data in enumerate(self.ranking.data_sets)
        ]
        found.append(("mean rank", [one.mean_rank for one in contenders]))
        if self.ranking.baseline is not None:
            for place, name in enumerate(("wins", "ties", "losses")):
                counts = [one.counts[place] if one.differences else None for one in contenders]
                found.append((name, [*counts]))
            found.append(("p", [one.p for one in contenders]))
            found.append(("adjusted p", [one.adjusted_p for one in contenders]))
        return [[name, *values] for name, values in found]


def across(collection: Collection, request: Request) -> Across:
    """Return the settings of some runs compared over data sets; raises ConfigError where that can't be."""
    return Across(ranking_of(collection, request))
