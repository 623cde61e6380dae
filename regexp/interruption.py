"""Ctrl-C and kill: finish the epoch, keep what was done, and leave with the right exit code."""

import signal
from types import FrameType, TracebackType
from typing import Any, Self

from regexp.errors import RegexpError


class Interrupted(RegexpError):
    """A run that was asked to stop: 130 after SIGINT, 143 after SIGTERM."""

    def __init__(self, message: str, number: int) -> None:
        """Note the signal that stopped it."""
        super().__init__(message)
        self.exit_code = 128 + number


class Interruption:
    """While entered, a first SIGINT or SIGTERM is only noted; a second SIGINT ends the process at once."""

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
        """Note the signal, and let the next SIGINT have its usual effect."""
        self.number = number
        signal.signal(signal.SIGINT, signal.SIG_DFL)
