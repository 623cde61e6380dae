"""Stacks that wait for a worker, and what becomes of those whose worker dies."""

from collections import deque
from collections.abc import Iterable, Sequence


class Waiting:
    """Stacks as the names of their runs, in the order in which they are handed out."""

    def __init__(self) -> None:
        """Start with none."""
        self._stacks: deque[Sequence[str]] = deque()
        self._killed_alone = set[str]()
        self.is_over = False

    def __bool__(self) -> bool:
        """Whether any stack waits."""
        return bool(self._stacks)

    def add(self, stacks: Iterable[Sequence[str]]) -> None:
        """Let stacks wait behind those that do."""
        self._stacks.extend(stacks)

    def next(self) -> Sequence[str]:
        """Return the stack that is handed out now."""
        return self._stacks.popleft()

    def close(self) -> None:
        """Hand out no more, whoever dies."""
        self.is_over = True
        self._stacks.clear()

    def try_again(self, left: Sequence[str], was_alone: bool) -> Sequence[str]:
        """Queue what a dead worker left of its stack, run by run; return the runs that fail instead.

        A run fails whose worker died when it was trained alone (`was_alone`), for the second time.
        """
        if self.is_over:
            return ()
        fatal = self._killed_alone.intersection(left) if was_alone else set[str]()
        if was_alone:
            self._killed_alone.update(left)
        self._stacks.extend([name] for name in left if name not in fatal)
        return sorted(fatal)
