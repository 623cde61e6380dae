"""Which measured column a word means."""

from collections.abc import Iterable, Sequence
from math import isfinite

from regexp.collection import FinishedRun
from regexp.config.synonyms import value_for
from regexp.errors import ConfigError, nearest
from regexp.history import number_at

COMPANIONS = {
    "validation_loss": ("validation_accuracy", "validation_r2"),
    "validation_accuracy": ("validation_loss",),
    "validation_r2": ("validation_loss",),
    "validation_mse": ("validation_r2",),
    "validation_mae": ("validation_r2",),
}
"""What else tells whether a setting is better: the first that was measured."""


def metric_of(runs: Sequence[FinishedRun], word: str | None) -> str:
    """Return the column of the metrics that a word means: itself, or that of the validation rows.

    The first run's monitored column for None. Raises ConfigError for one that no run has measured, and for
    one, such as the learning rate, that is not better where it is lower or higher.
    """
    if word is None:
        return runs[0].result["monitor"]
    known = _measures(runs)
    plain = word.strip().replace(" ", "_").lower()
    for name in (plain, f"validation_{plain}"):
        if name in known:
            return name
    if any(plain in run.result["best"] for run in runs):
        raise ConfigError(
            f"--metric {word}: does not say how good a setting is; there are {', '.join(known)}"
        )
    raise ConfigError(f"--metric {word}: was not measured{_hint(plain, known)}; there are {', '.join(known)}")


def measured_instead(runs: Iterable[FinishedRun], metric: str) -> str | None:
    """Return the column of the training rows with a metric's name, where that was measured and it was not."""
    name = f"train_{metric.partition('_')[2]}"
    known = any(isfinite(number_at(run.result["best"], name)) for run in runs)
    return name if known and name != metric else None


def _measures(runs: Iterable[FinishedRun]) -> list[str]:
    """Return the columns that say how good a run is: not its penalty, learning rate or norm of weights."""
    names = dict.fromkeys(name for run in runs for name in run.result["best"])
    return [name for name in names if name.startswith(("train_", "validation_"))]


def companion_of(runs: Sequence[FinishedRun], metric: str) -> str | None:
    """Return a metric to look at beside the one compared, if it was measured."""
    measured = runs[0].result["best"]
    return next((name for name in COMPANIONS.get(metric, ()) if name in measured), None)


def _hint(word: str, known: Iterable[str]) -> str:
    """Return the column that a word of other tools, or a misspelt one, may stand for."""
    short = {name.removeprefix("validation_"): name for name in known}
    match = value_for(word, known) or short.get(nearest(word, short) or "") or nearest(word, known)
    return f" (did you mean {match}?)" if match else ""
