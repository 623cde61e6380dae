"""Ctrl-C and kill: finish the epoch, keep what was done, and leave with the right exit code."""

import signal
from types import FrameType, TracebackType
from typing import Any, Self


class Interrupted(BaseException):
    """The process was asked to stop: exit code 130 after SIGINT, 143 after SIGTERM."""

    def __init__(self, message: str, number: int) -> None:
        """Note the signal that stopped it."""
        super().__init__(message)
        self.exit_code = 128 + number


def stop_at_once(number: int, frame: FrameType | None) -> None:
    """Handle a signal by raising Interrupted, so that files and the terminal are left in order."""
    raise Interrupted("stopped", number)


class Interruption:
    """While entered, a first SIGINT or SIGTERM is only noted; a second one stops the process at once."""

    def __init__(self) -> None:
        """Start with nothing noted."""
        self.number: int | None = None
        self._previous: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Take over both signals."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self._previous[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give both signals back."""
        for number, previous in self._previous.items():
            signal.signal(number, previous)

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Note the signal, and let the next one stop the process."""
        self.number = number
        for each in self._previous:
            signal.signal(each, stop_at_once)
