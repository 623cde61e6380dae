"""The live region of a sweep in a terminal: a bar, and a heat map or the best cells."""

from collections.abc import Iterator, Sequence
from time import monotonic

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from regexp.cli.sweep_map import HeatMap
from regexp.cli.sweep_tally import SweepTally, metric_name
from regexp.describe import counted
from regexp.errors import printable
from regexp.tables import WIDTH

FRAMES_A_SECOND = 8
MOST_LINES = 14
BEST_SHOWN = 5


class SweepFrames:
    """Draws a sweep in place, at most 8 times a second, and vanishes when it stops."""

    def __init__(self, console: Console, tally: SweepTally, heat_map: HeatMap | None) -> None:
        """Draw the first frame."""
        self.tally, self._console = tally, console
        self._layouts = (heat_map, heat_map.turned) if heat_map else ()
        self._live = Live(
            console=console,
            get_renderable=self._frame,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            vertical_overflow="crop",
        )
        self._drawn = monotonic()
        self._live.start(refresh=True)

    def update(self) -> None:
        """Draw again, if the last frame is old enough to be seen."""
        if monotonic() - self._drawn >= 1 / FRAMES_A_SECOND:
            self._live.refresh()
            self._drawn = monotonic()

    def say(self, sentence: str) -> None:
        """Print a message above the region."""
        self._console.print(printable(sentence), soft_wrap=True)

    def stop(self) -> None:
        """Remove the region."""
        self._live.stop()

    def _frame(self) -> Group:
        width = min(self._console.width, WIDTH)
        room = min(self._console.height - 3, MOST_LINES)
        return Group(self._bar(width), *self._below(width, room))

    def _bar(self, width: int) -> Table:
        """Return runs, bar and time left in one line."""
        tally = self.tally
        line = Table.grid(padding=(0, 1), expand=True)
        line.width = width
        line.add_column(no_wrap=True)
        line.add_column(ratio=1)
        line.add_column(no_wrap=True)
        bar = ProgressBar(total=tally.runs, completed=tally.done)
        line.add_row(f"runs {tally.finished:,}/{tally.runs:,}", bar, tally.time_left())
        return line

    def _below(self, width: int, room: int) -> Iterator[RenderableType]:
        """Yield the best cell and the heat map if that fits, else the best cells."""
        best = self.tally.ranked()
        fitting = [layout for layout in self._layouts if layout.fits(width, room)]
        if best and (fitting or len(self.tally.cells) == 1):
            yield Text(f"{self.tally.best_in_words()} ({self._seeds(best[0])})")
        if fitting:
            yield fitting[0].drawn(self.tally, "." if self._console.options.ascii_only else "·")
        elif best and len(self.tally.cells) > 1:
            yield Text(f"best so far, by mean {metric_name(self.tally.monitor)}")
            yield self._best_cells(width, best[:BEST_SHOWN])

    def _best_cells(self, width: int, best: Sequence[str]) -> Table:
        """Return the best cells with their means; the ends of names that are too long are left out."""
        means = [self.tally.mean_in_words(name) for name in best]
        seeds = [self._seeds(name) for name in best]
        room = width - max(map(len, means)) - max(map(len, seeds)) - 4
        table = Table.grid(padding=(0, 2))
        for justify in ("left", "right", "right"):
            table.add_column(justify=justify, no_wrap=True)
        for name, mean, counts in zip(map(self.tally.called, best), means, seeds, strict=True):
            table.add_row(name if len(name) <= room else f"{name[: room - 3]}...", mean, counts)
        return table

    def _seeds(self, cell: str) -> str:
        """Return over how many seeds the mean of a cell is."""
        return f"{self.tally.cells[cell].measured}/{counted(self.tally.seeds, 'seed')}"
