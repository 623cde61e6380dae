"""What is known about a run by name, and filters such as `l2 > 1e-4 and best.validation_loss < 0.3`."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from regexp.collection.expressions import compiled
from regexp.collection.finished_run import FailedRun, FinishedRun
from regexp.collection.targets import sweep_of
from regexp.config import load_config
from regexp.config.paths import catalogue, meanings, shortest
from regexp.config.schema import MONITORS
from regexp.config.suggestions import key_meant
from regexp.config.synonyms import value_for
from regexp.config.wording import any_of
from regexp.errors import ConfigError, RegexpError, nearest
from regexp.grid import settings_of
from regexp.grid.settings import full_name
from regexp.record import RunDirectory, Setting

Facts = Mapping[str, Setting]
"""What is known about a run, by name."""

_RESULT = ("status", "seed", "epochs", "seconds", "parameters", "loss", "monitor")
_OWN = ("name", "config_name", "path")
_VERDICT = ("onset", "loss_paid", "metric_paid", "gap", "memorized")
_PARTS = ("rows", "best", "last")
_ROWS = ("train", "flipped", "validation", "test", "left_out")
_MEASURED = ("epoch", *MONITORS, "penalty", "learning_rate", "weight_norm", "memorized")


def facts(run: FinishedRun) -> dict[str, Setting]:
    """Return what is known about a run by name.

    These are its settings by full name, with 0 for the strength or rate of a regularizer that is off; `name`
    of the directory that holds it or its sweep, `config_name`, `path`, `status`, `seed`, `epochs`, `seconds`,
    `parameters`, `loss`, `monitor`, `verdict` and what it rests on, `rows.train` …, and `best.` and `last.`
    with the epoch and every metric.
    """
    found: dict[str, Any] = dict(run.result)
    return {
        **_off(),
        **run.settings,
        **{name: found[name] for name in _RESULT},
        "name": _name(run.directory),
        "config_name": found["name"],
        "path": str(run.directory.path),
        "verdict": found["verdict"]["kind"],
        **{f"verdict.{name}": found["verdict"][name] for name in _VERDICT},
        **{f"{part}.{name}": value for part in _PARTS for name, value in found[part].items()},
    }


def failed_facts(run: FailedRun) -> dict[str, Setting]:
    """Return what is known about a run that could not be trained: its settings, if config.yaml has them.

    Its `status` is failed, and it has no result.
    """
    config = None
    with suppress(RegexpError):  # without a config, or with one that is not as it was written
        config = load_config(str(run.directory.path / "config.yaml")).config
    settings = {**_off(), **settings_of(config), "seed": config.seed} if config else {}
    return {
        **settings,
        "name": _name(run.directory),
        "path": str(run.directory.path),
        "status": "failed",
    }


def fact_name(word: str, known: Iterable[str] | None = None) -> str:
    """Return the full name of what a word means: `l2` is regularization.l2.strength.

    A setting is named as on the command line, a metric such as `validation_loss` is that of the best epoch,
    `best_epoch` is best.epoch. `known` are further names. Raises ConfigError with the nearest name.
    """
    names = dict.fromkeys((*_standard(), *(known or ())))
    paths = meanings(word)
    settings = [full_name(path) for path in paths]
    if len(settings) > 1 and word not in names:
        raise ConfigError(f"{word} could be {any_of('.'.join(path) for path in paths)}")
    options = (word, *settings, f"best.{word}", word.replace("_", ".", 1), f"verdict.{word}", f"rows.{word}")
    if found := next((name for name in options if name in names), None):
        return found
    meant = _meant(word, names)
    hint = f" (did you mean {meant}?)" if meant else ""
    raise ConfigError(f"{word} is no setting, metric or property of a run{hint}")


def filter_of(text: str, known: Iterable[str] | None = None) -> Callable[[Facts], bool]:
    """Return what tells whether a run's facts fit a condition; raises ConfigError.

    A condition compares facts, numbers, text in quotes, True, False and None by < <= > >= == != in, not in,
    joined by and, or, not, with + - * / and parentheses: `0 < l2 <= 1e-2 and seed in (0, 1)`. A fact that a
    run hasn't got fits no comparison but `== None`, as does one of another type. `known` are further names.
    """
    further = tuple(known or ())
    return compiled(text, lambda word: fact_name(word, further))


def _name(run: RunDirectory) -> str:
    """Return the name of the directory that holds a run or its sweep."""
    return (sweep_of(run) or run).path.absolute().name


@cache
def _standard() -> tuple[str, ...]:
    """Return the names of all settings that a config can have, and of what every run has besides."""
    settings = map(full_name, catalogue())
    measured = (f"{moment}.{name}" for moment in ("best", "last") for name in _MEASURED)
    verdict = ("verdict", *(f"verdict.{name}" for name in _VERDICT))
    rows = (f"rows.{name}" for name in _ROWS)
    return tuple(dict.fromkeys((*_OWN, *_RESULT, *verdict, *rows, *measured, *settings)))


@cache
def _off() -> dict[str, Setting]:
    """Return the strength or rate of every regularizer that is off."""
    return {full_name(path): 0.0 for path, slot in catalogue().items() if slot.is_off_at_zero}


def _meant(word: str, names: Iterable[str]) -> str | None:
    """Return the name that an unknown word probably stands for, as short as it may be typed."""
    metric = value_for(word.removeprefix("best.").removeprefix("best_"), MONITORS)
    if metric:
        return metric
    path = key_meant(word)
    short = {name.removeprefix("best."): name for name in names}
    return shortest(path) if path else nearest(word, short)
