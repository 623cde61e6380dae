"""The command line, in this process (fast) or in one of its own (signals, pipes)."""

import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from regexp.cli.main import main

PACKAGE_FOLDER = Path(__file__).parents[2]
MAIN = "import sys; sys.argv[0] = 'regexp'; from regexp.cli.main import main; main()"


@dataclass(frozen=True)
class Outcome:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


class Terminal(TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def command(*words: object, encoding: str = "utf-8", terminal: bool = False) -> Outcome:
    """Run `regexp` with these words in this process; stderr may be a terminal, stdout is none."""
    kinds = (TextIOWrapper, Terminal if terminal else TextIOWrapper)
    out, err = (kind(BytesIO(), encoding=encoding, write_through=True) for kind in kinds)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    arguments = patch.object(sys, "argv", ["regexp", *map(str, words)])
    try:
        with redirect_stdout(out), redirect_stderr(err), arguments:
            main()
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return Outcome(code, *(stream.buffer.getvalue().decode(encoding) for stream in (out, err)))


def refusal(config: object, runs: Path, *words: object, name: str = "train") -> tuple[int, str]:
    """Return exit code and message of a refused run or sweep that printed nothing and left nothing."""
    refused = command(name, config, *words, "--runs-dir", runs)
    assert refused.out == ""
    assert not runs.exists()
    return refused.code, refused.err


def process_arguments(*words: object, program: str = MAIN) -> list[str]:
    """Return the command line of a process of its own."""
    return [sys.executable, "-c", program, *map(str, words)]


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment, with the package found wherever the process starts."""
    path = os.pathsep.join(filter(None, (str(PACKAGE_FOLDER), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **changes}


def in_a_process(*words: object, program: str = MAIN, **changes: str) -> Outcome:
    """Run `regexp` with these words in a process of its own; `changes` are environment variables."""
    arguments = process_arguments(*words, program=program)
    done = subprocess.run(
        arguments, capture_output=True, env=environment(**changes), timeout=60, check=False, encoding="utf-8"
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
