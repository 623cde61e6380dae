"""The heat map of a sweep over two axes, in the terminal: it fills in as runs finish."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from regexp.cli.sweep_tally import SweepTally, metric_name
from regexp.history import higher_is_better
from regexp.record import Setting

TILE = 8
BLACK, WHITE = "color(16)", "color(231)"
SHADES = tuple(
    f"{ink} on color({paper})"
    for ink, paper in ((BLACK, 120), (BLACK, 71), (WHITE, 29), (WHITE, 240), (WHITE, 236))
)
"""From the best to the worst; numbered colours, which the theme of a terminal leaves alone."""

TWO_WORDS = re.compile("([^=,]+)=([^=,]+),([^=,]+)=([^=,]+)")
"""The name of a cell of two axes, with key and value of each as groups."""


@dataclass(frozen=True)
class HeatMap:
    """Cells in a rectangle: `names` by row and column, the axes' short keys and values as headings."""

    keys: tuple[str, str]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]

    @property
    def turned(self) -> "HeatMap":
        """The same with rows as columns."""
        names = tuple(zip(*self.names, strict=True))
        return HeatMap((self.keys[1], self.keys[0]), self.columns, self.rows, names)

    @property
    def margin(self) -> int:
        """How many columns of the terminal stand left of the tiles."""
        return max(map(len, (self.keys[0], *self.rows))) + 2

    def fits(self, width: int, height: int) -> bool:
        """Tell whether it needs at most so many columns and lines of the terminal."""
        needed = self.margin + max(TILE * len(self.columns), len(self.keys[1]))
        return max(map(len, self.columns)) < TILE and needed <= width and len(self.rows) + 3 <= height

    def drawn(self, tally: SweepTally, blank: str) -> Text:
        """Return the lines: a tile for each cell, `blank` before its first run, and what the tiles mean."""
        shades = _shades(tally)
        labels = "".join(f"{label:>{TILE - 1}} " for label in self.columns)
        lines = [
            Text(f"{'':{self.margin}}{self.keys[1]:>{TILE - 1}}", "bold"),
            Text.assemble((f"{self.keys[0]:>{self.margin - 1}} ", "bold"), labels),
        ]
        for label, names in zip(self.rows, self.names, strict=True):
            tiles = [(f"{_tile(tally, name, blank):>{TILE - 1}} ", shades.get(name, "")) for name in names]
            lines.append(Text.assemble(f"{label:>{self.margin - 1}} ", *tiles))
        return Text("\n").join([*lines, Text(_caption(tally), "dim")])


def heat_map(axes: Sequence[str], cells: Sequence[tuple[str, Mapping[str, Setting]]]) -> HeatMap | None:
    """Return the heat map of two axes, each value of one with each of the other; else None.

    Keys and values are the words of the cells' names, which can be typed as they are.
    """
    words = {name: TWO_WORDS.fullmatch(name) for name, _ in cells}
    if len(axes) != 2 or not all(words.values()):
        return None
    at = {tuple(settings.get(axis) for axis in axes): name for name, settings in cells}
    rows, columns = (dict.fromkeys(point[axis] for point in at) for axis in (0, 1))
    if len(rows) * len(columns) != len(at):
        return None
    names = tuple(tuple(at[row, column] for column in columns) for row in rows)
    found = {name: match.groups() for name, match in words.items() if match}
    first, _, second, _ = found[names[0][0]]
    row_values = tuple(found[line[0]][1] for line in names)
    return HeatMap((first, second), row_values, tuple(found[name][3] for name in names[0]), names)


def _shades(tally: SweepTally) -> dict[str, str]:
    """Return the style of each cell that has a mean, by its rank; the best is bold."""
    ranked = tally.ranked()
    shades = {name: SHADES[rank * len(SHADES) // len(ranked)] for rank, name in enumerate(ranked)}
    return shades | {name: f"bold {shades[name]}" for name in ranked[:1]}


def _tile(tally: SweepTally, name: str, blank: str) -> str:
    """Return what a cell shows: its mean, a cross where runs diverged or all failed so far, or `blank`."""
    cell = tally.cells[name]
    if cell.is_candidate:
        return tally.mean_in_words(name)
    return "x" if cell.lost else blank


def _caption(tally: SweepTally) -> str:
    """Return what the numbers and crosses mean."""
    better = "higher" if higher_is_better(tally.monitor) else "lower"
    crossed = any(cell.lost and not cell.is_candidate for cell in tally.cells.values())
    legend = "; x diverged or failed" if crossed else ""
    return f"mean {metric_name(tally.monitor)}, {better} is better{legend}"
