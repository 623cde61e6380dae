"""regexp: regularization experiments from the command line, and their results in Python."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from regexp.opened import Cell, Run, Sweep

__version__ = "0.1.0"


def open(
    target: "str | PathLike[str]" = "last", runs_dir: "str | PathLike[str]" = "runs"
) -> "Run | Cell | Sweep":
    """Return a run, one setting of a sweep, or a whole sweep that was trained before.

    `target` is a path, a name or a glob under `runs_dir`, of which the newest counts, or `last`. Files of a
    sweep that are damaged are named in warnings and left out. Raises ConfigError where there is nothing, and
    FileError for a run that is damaged, failed or not finished.
    """
    from regexp.opened import opened

    return opened(target, runs_dir)
