"""How far a sweep is in plain lines, where stderr is no terminal."""

from regexp.cli.sweep_tally import SweepTally
from regexp.cli.terminal import say
from regexp.describe import counted

LINES = 10


class SweepLines:
    """Prints a line about each tenth of the runs, and nothing else."""

    def __init__(self, tally: SweepTally) -> None:
        """Begin behind the runs that are done."""
        self.tally = tally
        self._printed = self._tenths

    @property
    def _tenths(self) -> int:
        return self.tally.finished * LINES // self.tally.runs

    def update(self) -> None:
        """Print a line if another tenth is finished."""
        if self._tenths > self._printed:
            self._printed = self._tenths
            runs = f"{self.tally.finished:,} of {counted(self.tally.runs, 'run')}"
            say(", ".join(filter(None, (runs, self.tally.best_in_words(), self.tally.time_left()))))

    def say(self, sentence: str) -> None:
        """Print a message."""
        say(sentence)

    def stop(self) -> None:
        """Leave the lines where they are."""
