"""Files that a user names for results: what stands there already is not replaced unasked."""

import os
from pathlib import Path
from stat import S_ISREG

from regexp.errors import ConfigError, FileError
from regexp.record.files import write_text
from regexp.record.looks import LOOKS
from regexp.record.run_directory import FILES
from regexp.record.sweep_directory import SweepDirectory


def check_output(path: Path, force: bool) -> None:
    """Raise ConfigError where a result must not be written: what is there stays unless `force` is given.

    Links, folders and devices are never replaced, nor are the files of runs and sweeps.
    """
    found = _mode(path)
    if found is None:
        return
    if not S_ISREG(found):
        raise ConfigError(f"{path}: is no file of its own but a link, folder or device; choose another name")
    if _is_kept(path):
        raise ConfigError(f"{path}: belongs to a run or sweep and is never replaced; choose another name")
    if not force:
        raise ConfigError(f"{path}: is there already; --force replaces it")


def write_output(path: Path, text: str, force: bool) -> None:
    """Write a result into a file that a user names; raises ConfigError as `check_output`, FileError."""
    check_output(path, force)
    write_text(path, text)


def _mode(path: Path) -> int | None:
    """Return what kind of thing stands at a path, links not followed; None for nothing, raises FileError."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror}") from error


def _is_kept(path: Path) -> bool:
    """Tell whether a file is one that training wrote."""
    folder, sweep = path.absolute().parent, SweepDirectory(path.absolute().parent)
    of_sweep = path.name in {file.name for file in sweep.own} and sweep.is_there
    of_run = path.name in FILES and any((folder / name).exists() for name in ("config.yaml", "result.json"))
    return of_sweep or of_run or path.name == LOOKS
