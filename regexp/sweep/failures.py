"""Runs that can't be trained: noted with their reason, and tried again by the next command."""

from contextlib import suppress

from regexp.errors import FileError, RegexpError
from regexp.record import Busy, DamagedFile, SweepDirectory, write_json
from regexp.sweep.events import Ended
from regexp.sweep.plan import Run


def blamed(error: RegexpError) -> RegexpError:
    """Return what a run can be blamed for; raises a FileError, which the next run would meet as well."""
    if isinstance(error, FileError) and not isinstance(error, DamagedFile):
        raise error
    return error


def failed(directory: SweepDirectory, run: Run, reason: str) -> Ended:
    """Note why a run failed in its directory, unless another process is training it; return that it did.

    Raises FileError.
    """
    place = run.place(directory).run
    place.create()
    with suppress(Busy), place.locked():
        if not place.is_done:
            write_json(place.path / "failure.json", {"reason": reason}, durable=False)
    return Ended(run.name, run.failed(reason))


def in_words(error: Exception) -> str:
    """Return what went wrong with a run as a sentence."""
    if isinstance(error, RegexpError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there was not enough memory"
    return f"unexpected {type(error).__name__}: {error}; this is a mistake in regexp"
