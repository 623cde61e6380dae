"""Commands to try next, as they are typed."""

import shlex
from collections.abc import Sequence

from regexp.advice import next_overrides
from regexp.collection import Found, runs_dir_of, runs_dir_option
from regexp.config import Config
from regexp.panel.header import WIDTH
from regexp.record import Result


def suggestion(found: Found, config: Config, result: Result, source: str) -> list[str]:
    """Return what the verdict on a run suggests to train next; `source` names its config to the shell."""
    classification = "train_accuracy" in result["best"]
    rows = result["rows"]["train"]
    overrides = next_overrides(result["verdict"]["kind"], config, classification, rows)
    return command(" Try  regexp train", (source, *overrides, *beside(found)))


def beside(found: Found) -> tuple[str, ...]:
    """Return the option that puts runs beside one that is there, unless they go there anyway."""
    return tuple(runs_dir_option(runs_dir_of(found)))


def command(start: str, words: Sequence[str]) -> list[str]:
    """Return a command for a shell, continued on further lines where it is long."""
    lines = [start]
    for word in map(shlex.quote, words):
        if len(lines[-1]) + len(word) + 3 > WIDTH:
            lines[-1] += " \\"
            lines.append(f"{'':8}{word}")
        else:
            lines[-1] += f" {word}"
    return lines
