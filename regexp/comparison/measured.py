"""The rows of a comparison: means with intervals, and differences from the baseline with p-values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan

import numpy as np

from regexp.analysis.cells import CellSummary, summarize
from regexp.analysis.overlaps import overlap_over
from regexp.comparison.comparison import Line
from regexp.comparison.entries import Entry, on_shared_seeds
from regexp.comparison.request import Request
from regexp.history import MOMENTS, Moment
from regexp.record import SweepRow
from regexp.statistics import (
    Difference,
    Interval,
    difference,
    holm,
    mean_interval,
    tied_with_best,
)


def summaries_of(entries: Sequence[Entry], metric: str, at: Moment) -> list[CellSummary]:
    """Return a summary of each entry's runs at one moment, in their order."""
    rows = [
        SweepRow(
            cell=str(place),
            settings=entry.settings,
            seed=run.seed,
            status=run.result["status"],
            path="",
            best=run.result[at],
        )
        for place, entry in enumerate(entries)
        for run in entry.runs
    ]
    return summarize(rows, metric)


@dataclass(frozen=True)
class Measured:
    """Entries with their values of a metric: `values[moment][place]` by seed, empty where a run diverged.

    `overlaps` are those of the splits of each entry's runs; of two entries the larger one counts.
    """

    request: Request
    metric: str
    entries: Sequence[Entry]
    summaries: Sequence[CellSummary]
    values: Mapping[Moment, Sequence[Mapping[int, float]]]
    overlaps: Sequence[float]

    @cached_property
    def ranked_by(self) -> Sequence[CellSummary]:
        """Summaries of the seeds that all sound entries have: what entries are ranked by."""
        entries = on_shared_seeds(self.entries, self.metric, self.request.at)
        return summaries_of(entries, self.metric, self.request.at)

    def lines(self, best: int | None, baseline: int | None) -> list[Line]:
        """Return one line an entry; `best` and `baseline` are their places."""
        differences = {at: self._differences(at, baseline) for at in MOMENTS}
        adjusted = holm([nan if one is None else one.p for one in differences[self.request.at]])
        tied = self._tied(best)
        if best is not None and baseline in tied and adjusted[best] <= self.request.level:
            tied.remove(baseline)  # it was named before anything was picked: its own test decides
        return [
            Line(
                entry=entry,
                summary=self.summaries[place],
                ranked_by=self.ranked_by[place],
                intervals={at: self._interval(at, place) for at in MOMENTS},
                differences={at: differences[at][place] for at in MOMENTS},
                adjusted_p=adjusted[place],
                is_tied=place in tied,
                overlap=self.overlaps[place],
                memorized=_memorized(entry),
            )
            for place, entry in enumerate(self.entries)
        ]

    def _interval(self, at: Moment, place: int) -> Interval:
        """Return the mean of an entry with its interval."""
        values = list(self.values[at][place].values())
        return mean_interval(values, self.request.confidence, self.overlaps[place])

    def _differences(self, at: Moment, baseline: int | None) -> list[Difference | None]:
        """Return each entry's difference from the baseline, None for itself and where there is none."""
        if baseline is None:
            return [None for _ in self.entries]
        return [
            self._difference(at, place, baseline) if place != baseline else None
            for place in range(len(self.entries))
        ]

    def _difference(self, at: Moment, place: int, baseline: int) -> Difference | None:
        """Return a difference where there are seeds to compare."""
        values, reference = self.values[at][place], self.values[at][baseline]
        significance, confidence = self.request.significance, self.request.confidence
        comparable = values and reference if significance == "welch" else values.keys() & reference.keys()
        overlap = max(self.overlaps[place], self.overlaps[baseline])
        return difference(values, reference, significance, confidence, overlap) if comparable else None

    def _tied(self, best: int | None) -> set[int]:
        """Return the places of the entries that can't be told from the best one, without the best itself."""
        values = self.values[self.request.at]
        known = [place for place, of in enumerate(values) if len(of) > 1]
        if best not in known or self.request.significance == "none":
            return set()
        among, overlaps = [values[place] for place in known], [self.overlaps[place] for place in known]
        request = self.request
        flags = tied_with_best(among, known.index(best), request.significance, overlaps, request.level)
        return {place for place, is_tied in zip(known, flags, strict=True) if is_tied} - {best}


def measured(entries: Sequence[Entry], metric: str, request: Request) -> Measured:
    """Return entries with their values of a metric."""
    values = {at: [_sound(entry, metric, at) for entry in entries] for at in MOMENTS}
    summaries = summaries_of(entries, metric, request.at)
    return Measured(
        request, metric, entries, summaries, values, [overlap_over(entry.runs) for entry in entries]
    )


def _sound(entry: Entry, metric: str, at: Moment) -> dict[int, float]:
    """Return the values of an entry by seed; none where a run diverged or lacks the metric."""
    return entry.values(metric, at) if entry.is_sound(metric, at) else {}


def _memorized(entry: Entry) -> float:
    """Return the mean fraction of flipped labels that was learned by the last epoch; NaN without any."""
    found = [value for value in entry.values("memorized", "last").values() if isfinite(value)]
    return float(np.mean(found)) if found else nan
