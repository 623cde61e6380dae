"""The live line of a run: epoch, losses, best epoch so far, time left."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from regexp.engine import Member


class LiveLine:
    """Shows how far a run is, on stderr; nothing where stderr is not a terminal."""

    def __init__(self, quiet: bool) -> None:
        """Prepare the line; it appears with the first epoch."""
        console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            TextColumn("epoch {task.completed}/{task.total}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[losses]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=quiet or not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Start drawing."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing and remove the line."""
        self._progress.stop()

    def update(self, member: Member) -> None:
        """Show the state of a run after an epoch."""
        if self._progress.disable or not member.measured:
            return
        if self._task is None:
            self._task = self._progress.add_task("", total=member.problem.epochs, losses="")
        columns = member.problem.columns
        latest = dict(zip(columns, member.measured[-1].tolist(), strict=True))
        losses = (
            f"train {latest['train_loss']:.3f} validation {latest['validation_loss']:.3f}"
            f" best epoch {member.best_epoch}"
        )
        self._progress.update(self._task, completed=member.epoch, losses=losses)
