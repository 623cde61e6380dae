"""looks.csv: every look at sealed test rows, so that it is known how often they have been asked."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from regexp.record.files import DamagedFile, make_folder, write_text
from regexp.record.locks import locked

LOOKS = "looks.csv"


@dataclass(frozen=True)
class Look:
    """One look: when (UTC), at which test rows, what was asked for, and which numbers were shown.

    `data` are the first 12 digits of the table's SHA-256; with `dataset_seed` and how many `test_rows` there
    are, it says which rows these were. `epoch` is best or last. Every value is text, as in the file.
    """

    time: str
    data: str
    dataset_seed: str
    test_rows: str
    targets: str
    settings: str
    metric: str
    epoch: str
    seeds: str

    @property
    def rows(self) -> tuple[str, str, str]:
        """What says which test rows were looked at."""
        return self.data, self.dataset_seed, self.test_rows


COLUMNS = tuple(field.name for field in fields(Look))


def now() -> str:
    """Return the time in UTC to the second, as ISO 8601 writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def count_look(runs_dir: Path, look: Look) -> list[Look]:
    """Add a look to looks.csv; return the earlier ones at the same test rows, the oldest first.

    One at a time: of two processes that look at once, one comes second. The look is on disk when this
    returns. Raises FileError where it can't be written, DamagedFile where the file is no list of looks.
    """
    make_folder(runs_dir)
    path = runs_dir / LOOKS
    with locked(runs_dir, wait=True):
        text = _text(path)
        earlier = _looks(path, text)
        write_text(path, f"{text.rstrip() or _line(COLUMNS)}\n{_line(astuple(look))}\n")
    return [one for one in earlier if one.rows == look.rows]


def _text(path: Path) -> str:
    """Return the content of a text file, nothing where there is none; raises DamagedFile."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else "is not text"
        raise DamagedFile(f"{path}: {reason}") from error


def _looks(path: Path, text: str) -> list[Look]:
    """Return the looks in a table; raises DamagedFile for one that is something else."""
    head, *rows = [*csv.reader(io.StringIO(text))] or [list(COLUMNS)]
    if tuple(head) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise DamagedFile(f"{path}: is not a table of looks at test rows with columns {', '.join(COLUMNS)}")
    return [Look(*row) for row in rows]


def _line(values: Sequence[str]) -> str:
    """Return a line of CSV without its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(values)
    return text.getvalue()
