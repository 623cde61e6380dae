"""Drawing another metric than the one that runs monitored."""

from collections.abc import Sequence
from dataclasses import replace

from regexp.collection import Collection, FinishedRun
from regexp.errors import ConfigError, did_you_mean
from regexp.summary.wording import metric_name

OF_THE_METRIC = ("curves", "validation-curve", "heatmap", "ranking", "learning-curve", "capacity")
"""The kinds that show nothing but the monitored metric."""


def watching(collection: Collection, word: str) -> Collection:
    """Return a collection whose runs say that they monitor a metric: `validation_mse`, or `mse` for short.

    Their best epochs stay those of the metric that they did monitor. Raises ConfigError where a run has not
    measured it on training or validation rows.
    """
    known = [
        name
        for name in collection.runs[0].result["best"]
        if name.startswith(("train_", "validation_"))
        and all(name in run.result["best"] for run in collection.runs)
    ]
    name = next((name for name in (word, f"validation_{word}") if name in known), None)
    if name is None:
        short = [name.removeprefix("validation_") for name in known]
        raise ConfigError(
            f"--metric {word}: was not measured{did_you_mean(word, short)}; there are {', '.join(known)}"
        )
    return replace(collection, runs=tuple(_watching(run, name) for run in collection.runs))


def check_validation(runs: Sequence[FinishedRun], kind: str) -> None:
    """Raise ConfigError where a kind of picture needs validation rows and no run has any."""
    if any(run.result["rows"]["validation"] for run in runs):
        return
    if kind == "gap":
        raise ConfigError(
            "--kind gap: needs validation rows, and these runs have none; train them with validation_size=0.2"
        )
    is_alone = kind == "curves" and len(runs) == 1
    if kind in OF_THE_METRIC and not is_alone and runs[0].result["monitor"].startswith("validation_"):
        raise ConfigError(
            f"--kind {kind}: there is no {metric_name(runs[0].result['monitor'])}, as these runs have no "
            "validation rows; try --metric train_loss"
        )


def _watching(run: FinishedRun, name: str) -> FinishedRun:
    return replace(run, result={**run.result, "monitor": name})
