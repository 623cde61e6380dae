"""The closing panel of made-up sweeps, in lines and parts."""

from pathlib import Path

from support.sweep_rows import L2

from regexp.record import SweepRow
from regexp.summary.closing import closing

DIRECTORY = Path("runs/digits-sweep-9b01d4")
STRENGTHS = {L2: [0, 0.01, 0.1]}
LOSSES = [[0.31, 0.33], [0.28, 0.30], [0.291, 0.305]]
# Means 0.32, 0.29, 0.298. With two seeds SE is half of their difference, 0.01, 0.01, 0.007, and t of one
# degree of freedom 12.706 (Student's table), so that the half widths are 0.127, 0.127, 0.0889.


def panel(rows: list[SweepRow], *axes: str, monitor: str = "validation_loss", **more: object) -> list[str]:
    """The lines of the panel; those runs that did not fail were trained now, unless said otherwise."""
    trained = sum(row.status != "failed" for row in rows)
    given = {"directory": DIRECTORY, "source": "digits", "planned": len(rows), "trained": trained} | more
    lines = closing(rows, axes, monitor, **given)
    assert max(len(line) for line in lines if " regexp " not in line) <= 80
    return lines


def part(lines: list[str], start: str) -> list[str]:
    """The lines of the part whose first line starts like this."""
    first = next(place for place, line in enumerate(lines) if line.startswith(start))
    return lines[first : lines.index("", first)]


def answers(lines: list[str]) -> str:
    """The sentences of the panel in one line."""
    return " ".join(line.strip() for line in part(lines, " Best"))
