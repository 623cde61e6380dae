"""What a sweep is asked for, and who is told about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from regexp.place import Say
from regexp.record import Setting, SweepRow

MOST_RUNS = 10_000


@dataclass(frozen=True)
class Request:
    """A config, what is varied, where it goes, and how it is trained.

    `options` are the texts of --lambda, --dropout, --seeds and --name, by these names without dashes; `shard`
    is this shard's number and how many there are. Without `runs_dir` a sweep.yaml goes on where it stands,
    and everything else goes into `runs`.
    """

    source: str
    words: Sequence[str] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    zipped: bool = False
    runs_dir: Path | None = None
    most_runs: int = MOST_RUNS
    jobs: int = 1
    on_error: Literal["continue", "stop"] = "continue"
    shard: tuple[int, int] = (0, 1)
    scheduler: str | None = None
    weights: bool = False


@dataclass(frozen=True)
class Outlook:
    """What a sweep is about to do: this command's runs, those that are done, the epochs still to train."""

    axes: tuple[str, ...]
    cells: Sequence[tuple[str, Mapping[str, Setting]]]
    seeds: tuple[int, ...]
    runs: int
    done: Sequence[SweepRow]
    epochs: int
    monitor: str


@dataclass(frozen=True)
class Watcher:
    """Who is told about a sweep: `say` gets sentences, `ended` runs.

    `progressed` and `resumed` get numbers of epochs: trained now, and by another process before.
    """

    say: Say
    planned: Callable[[Outlook], None]
    progressed: Callable[[int], None]
    resumed: Callable[[int], None]
    ended: Callable[[SweepRow], None]
