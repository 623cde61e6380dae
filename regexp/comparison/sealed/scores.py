"""Scores on the sealed test rows, read only when they were asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan

from regexp.collection import FinishedRun
from regexp.comparison.comparison import Comparison, Line
from regexp.record import DamagedFile
from regexp.record.files import read_json


@dataclass(frozen=True, eq=False)
class Scores:
    """A setting or arm with its metric on the test rows by seed, at the epoch that is compared."""

    line: Line
    values: dict[int, float]


def candidates(comparison: Comparison) -> list[Line]:
    """Return what is tested: the chosen setting and its baseline, or all arms."""
    if comparison.best is None:
        return []
    if "arm" in comparison.keys:
        return [line for line in comparison.lines if not line.entry.diverged]
    named = (comparison.best, comparison.baseline)
    return [line for line in comparison.lines if line in named and not line.entry.diverged]


def same_rows(lines: Iterable[Line]) -> bool:
    """Tell whether all runs were tested on the same rows: of one table, drawn alike, and as many."""
    return len({sealed_rows(run) for line in lines for run in line.entry.runs}) == 1


def sealed_rows(run: FinishedRun) -> tuple[str, str, str]:
    """Return what says which test rows a run has: its table's hash, what drew them, how many there are."""
    result = run.result
    return result["data_sha256"][:12], str(run.settings["dataset.seed"]), str(result["rows"]["test"])


def read_scores(comparison: Comparison, lines: Sequence[Line], note: Callable[[str], None]) -> list[Scores]:
    """Return the metric of some lines' runs on the test rows; damaged files are noted and left out."""
    found = [
        {run.seed: value for run in line.entry.runs if (value := _score(comparison, run, note)) is not None}
        for line in lines
    ]
    return [Scores(line, values) for line, values in zip(lines, found, strict=True) if values]


def _score(comparison: Comparison, run: FinishedRun, note: Callable[[str], None]) -> float | None:
    """Return the metric of one run on the test rows: NaN where it is not finite, None where there is none."""
    try:
        run.directory.check_file("test.json")
        scores = read_json(run.directory.path / "test.json").get(comparison.request.at, {})
    except DamagedFile as error:
        note(str(error))
        return None
    value = scores.get(name := f"test_{comparison.name}")
    return float(nan if value is None else value) if name in scores else None
