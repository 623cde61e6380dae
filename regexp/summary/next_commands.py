"""The commands to try after a sweep."""

import shlex
from pathlib import Path

from regexp.summary.findings import Findings

SEEDS = "5"


def next_commands(findings: Findings, directory: Path, source: str) -> list[str]:
    """Return a command to try, or two, one a line.

    `source` is what repeats the sweep as the word after `regexp sweep`.
    """
    first, *others = (shlex.join(["regexp", *words]) for words in _words(findings, directory, source))
    return [f" Try  {first}", *(f"      {other}" for other in others)]


def _words(findings: Findings, directory: Path, source: str) -> list[list[str]]:
    """Return the words of the commands: more seeds and a comparison where there is something to compare."""
    is_usual = directory.parent == Path("runs")
    again = ["sweep", source, *([] if is_usual else ["--runs-dir", str(directory.parent)])]
    if findings.best:
        compare = ["compare", directory.name if is_usual else str(directory)]
        return [compare] if findings.is_repeated else [[*again, "--seeds", SEEDS], compare]
    diverged = [row.path for row in findings.rows if row.status == "diverged"]
    if diverged:
        return [["show", str(directory / diverged[0])]]
    unmeasured = any(row.status != "failed" for row in findings.rows)
    return [[*again, "validation_size=0.2"] if unmeasured else again]
