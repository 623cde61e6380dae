"""What is seen of a sweep on stderr while it runs: how far it is, and what is best so far."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console

from regexp.cli.sweep_frames import SweepFrames
from regexp.cli.sweep_lines import SweepLines
from regexp.cli.sweep_map import heat_map
from regexp.cli.sweep_tally import SweepTally
from regexp.cli.terminal import say
from regexp.record import Setting, SweepRow
from regexp.summary.naming import settings_in_words


class SweepDisplay:
    """Shows a sweep: a live region in a terminal, plain lines elsewhere, messages only where quiet.

    It draws when it is told something, without a thread of its own, so that processes may be forked
    meanwhile; `progressed(0)` moves the time left on.
    """

    def __init__(self, quiet: bool) -> None:
        """Prepare the display; it appears with the plan."""
        self._quiet = quiet
        self._shown: SweepFrames | SweepLines | None = None

    def __enter__(self) -> Self:
        """Show nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the live region."""
        if self._shown:
            self._shown.stop()

    def planned(
        self,
        axes: Sequence[str],
        cells: Sequence[tuple[str, Mapping[str, Setting]]],
        seeds: Sequence[int],
        done: Sequence[SweepRow],
        total_epochs: int,
        monitor: str,
        runs: int | None = None,
    ) -> None:
        """Appear: `cells` are names with settings, `done` the rows of these cells that are there already.

        `total_epochs` counts the epochs of all runs to come, `runs` the rows that there will be, with those
        of `done`; without it, each cell has a run of each seed.
        """
        if self._quiet:
            return
        names = [name for name, _ in cells]
        words = {name: ",".join(settings_in_words(settings)) or name for name, settings in cells}
        count = runs or len(names) * len(seeds)
        tally = SweepTally(names, len(seeds), monitor, count, total_epochs, done, words)
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        if console.is_interactive:
            self._shown = SweepFrames(console, tally, heat_map(axes, cells))
        else:
            self._shown = SweepLines(tally)

    def progressed(self, epochs: int) -> None:
        """Count epochs trained since the last call, those of all runs together."""
        if self._shown:
            self._shown.tally.train(epochs)
            self._shown.update()

    def resumed(self, epochs: int) -> None:
        """Count epochs of a run that were trained before, by another command."""
        if self._shown:
            self._shown.tally.resume(epochs)
            self._shown.update()

    def finished(self, row: SweepRow) -> None:
        """Count a finished run."""
        if self._shown:
            self._shown.tally.add(row)
            self._shown.update()

    def say(self, sentence: str) -> None:
        """Print a message above the live region, or as a plain line."""
        if self._shown:
            self._shown.say(sentence)
        else:
            say(sentence)
