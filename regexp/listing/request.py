"""What `regexp list` is asked for."""

from dataclasses import dataclass
from pathlib import Path

from regexp.collection import RUNS_DIR


@dataclass(frozen=True)
class Request:
    """The options of a list.

    `filter` is a condition, `sort` a column or fact with `-` before it for the other way round, `columns` are
    facts to show, and `only_changed` shows the settings that differ.
    """

    runs_dir: Path = RUNS_DIR
    filter: str | None = None
    sort: str | None = None
    top: int | None = None
    columns: tuple[str, ...] = ()
    only_changed: bool = False
