"""What happens while a sweep trains, in the order in which whoever watches is told."""

from dataclasses import dataclass

from regexp.record import SweepRow


@dataclass(frozen=True)
class Progressed:
    """Runs in training have done so many more epochs, all runs together."""

    epochs: int


@dataclass(frozen=True)
class Resumed:
    """A run goes on at its checkpoint: so many epochs of it were trained by another process, before."""

    epochs: int


@dataclass(frozen=True)
class Ended:
    """A run has ended, or failed; it is not `new` where another process had trained it meanwhile."""

    name: str
    row: SweepRow
    new: bool = True


@dataclass(frozen=True)
class Taken:
    """Another process is training this run."""

    name: str


@dataclass(frozen=True)
class Said:
    """Something the user should know."""

    sentence: str


Event = Progressed | Resumed | Ended | Taken | Said
