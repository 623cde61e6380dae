"""A finished run: curves, table, verdict, weights, settings, files; what is damaged is left out."""

from regexp.config import Config, changed
from regexp.history import History
from regexp.optimizers import ClosedForm
from regexp.panel import curves, header, settings, suggestion, table, verdict_in_words
from regexp.record import Result, RunDirectory
from regexp.showing.again import again
from regexp.showing.files import files_of
from regexp.showing.reading import Reading, read
from regexp.showing.shown import Shown, joined
from regexp.showing.weights import weights_in_words


def shown_run(run: RunDirectory, plain: bool) -> Shown:
    """Return a run that has ended; of a damaged one what can still be read."""
    reading = read(run)
    result, config = reading.result, reading.config
    verdict = result["verdict"] if result else None
    parts = (
        _header(reading),
        _curves(reading, plain),
        table(result, is_solved(config, result)) if result else [],
        verdict_in_words(verdict["headline"], verdict["evidence"]) if verdict else [],
        weights_in_words(reading),
        settings(changed(config)) if config else [],
        files_of(run),
        _next(reading),
    )
    return Shown(joined(parts), tuple(reading.problems.values()), True)


def _header(reading: Reading) -> list[str]:
    """Return what was trained on what, as far as that can be read."""
    result, config = reading.result, reading.config
    if config and result:
        return header(config, result["widths"], result["rows"])
    if result:
        return [f"{result['name']}: seed {result['seed']}, {result['parameters']:,} parameters"]
    return [f"{config.name if config else reading.run.path.name}: its result can't be read"]


def _curves(reading: Reading, plain: bool) -> list[str]:
    """Return the plot; marks that the result names are left out where the history has changed since."""
    result, config, history = reading.result, reading.config, reading.history
    if history is None:
        return []
    if result and "metrics.csv" not in reading.problems:
        verdict = result["verdict"]
        return curves(history, verdict["best_epoch"], result["monitor"], verdict["onset"], plain)
    monitor = config.monitor if config else "validation_loss"
    return curves_so_far(history, monitor, plain) if {"train_loss", monitor} <= {*history.columns} else []


def curves_so_far(history: History, monitor: str, plain: bool) -> list[str]:
    """Return the plot of a history that nobody has judged: the best epoch is read off the curve."""
    return curves(history, int(history.epochs[history.best_row(monitor)]), monitor, None, plain)


def is_solved(config: Config | None, result: Result) -> bool:
    """Tell whether the model was solved for, not trained in epochs."""
    if config:
        return isinstance(config.optimizer, ClosedForm)
    return result.get("settings", {}).get("optimizer.kind") in ClosedForm.kinds()


def _next(reading: Reading) -> list[str]:
    """Return a command: what the verdict suggests, or one that trains again what is damaged."""
    result, config = reading.result, reading.config
    if result and config and not reading.problems:
        return suggestion(reading.run, config, result, str(reading.run.path / "config.yaml"))
    return again(reading.run, config)
