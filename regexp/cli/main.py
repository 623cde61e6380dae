"""The command `regexp`: runs one command and turns what went wrong into one sentence and an exit code."""

import os
import signal
import sys
from io import TextIOWrapper

from regexp.cli import (  # noqa: F401 (they add themselves)
    compare,
    config,
    datasets,
    doctor,
    explain,
    list,
    plot,
    predict,
    show,
    sweep,
    train,
)
from regexp.cli.app import app
from regexp.cli.terminal import say
from regexp.errors import FileError, RegexpError
from regexp.interruption import Interrupted, stop_at_once


def main() -> None:
    """Run the command line and exit.

    0 ok, 1 diverged or unexpected, 2 usage or config, 3 data, 4 files, 130 and 143 after SIGINT and SIGTERM.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_at_once)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without λ gets a question mark
    try:
        app()
    except (RegexpError, Interrupted) as error:
        say(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        say(f"{error.filename or 'output'}: {error.strerror or error}")
        sys.exit(FileError.exit_code)
    except Exception as error:
        if os.environ.get("REGEXP_TRACEBACK"):
            raise
        say(
            f"unexpected {type(error).__name__}: {error}; this is a mistake in regexp, and "
            "REGEXP_TRACEBACK=1 shows where"
        )
        sys.exit(1)
