"""The commands to try after a sweep."""

import shlex
from math import isfinite
from pathlib import Path

from regexp.collection import runs_dir_option
from regexp.summary.findings import Findings

SEEDS = "5"


def next_commands(findings: Findings, directory: Path, source: str) -> list[str]:
    """Return one to three commands to try, one a line.

    `source` is what repeats the sweep as the word after `regexp sweep`.
    """
    first, *others = (shlex.join(["regexp", *words]) for words in _words(findings, directory, source))
    return [f" Try  {first}", *(f"      {other}" for other in others)]


def _words(findings: Findings, directory: Path, source: str) -> list[list[str]]:
    """Return the words of the commands: more seeds, a comparison, and a look at what stands out."""
    place = runs_dir_option(directory.parent)
    again = ["sweep", source, *place]
    if findings.is_measured:
        name = str(directory) if place else directory.name
        more = [] if findings.is_repeated else [[*again, "--seeds", SEEDS]]
        return [*more, ["compare", name], ["show", f"{name}/{_first_run(findings)}"]]
    diverged = [row.path for row in findings.rows if row.status == "diverged"]
    if diverged:
        return [["show", str(directory / diverged[0])]]
    unmeasured = any(row.status != "failed" for row in findings.rows)
    return [[*again, "validation_size=0.2"] if unmeasured else again]


def _first_run(findings: Findings) -> str:
    """Return the path of the first run of the best setting, below the sweep's directory."""
    best = next(summary for summary in findings.ranked if isfinite(summary.mean))
    return next(row.path for row in findings.rows if row.cell == best.cell and row.status != "failed")
