"""How runs, settings and sweeps are named on a command line."""

from pathlib import Path

from regexp.collection import Found, runs_dir_of, typed


def target_of(found: Found) -> str:
    """Return what names a target to other commands: below the usual runs directory, its path without that."""
    if runs_dir_of(found) == Path("runs"):
        return typed(str(found.path.relative_to("runs")))
    return typed(str(found.path))
