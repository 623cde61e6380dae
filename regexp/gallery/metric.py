"""Drawing another metric than the one that runs monitored."""

from dataclasses import replace

from regexp.collection import Collection, FinishedRun
from regexp.errors import ConfigError, did_you_mean


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


def _watching(run: FinishedRun, name: str) -> FinishedRun:
    return replace(run, result={**run.result, "monitor": name})
