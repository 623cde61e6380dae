"""A run that has not ended, or could not be trained: what there is of it, and how it goes on."""

import os
from pathlib import Path
from textwrap import wrap

from regexp.config import Config, changed
from regexp.describe import regularization_in_words
from regexp.history import History
from regexp.panel import settings
from regexp.record import DamagedFile, RunDirectory, read_arrays
from regexp.record.holders import Holders
from regexp.showing.again import again
from regexp.showing.files import files_of
from regexp.showing.reading import config_of
from regexp.showing.run import curves_so_far
from regexp.showing.shown import Shown, joined

WIDTH = 78
COLUMNS = ("epoch", "train_loss", "validation_loss")


def shown_unfinished(run: RunDirectory, plain: bool) -> Shown:
    """Return how far a run without a result is, and why it is no farther."""
    result = run.path / "result.json"
    problems = [f"{result}: is no file"] if os.path.lexists(result) else []
    config = config_of(run, problems)
    history = _so_far(run, problems)
    parts = (
        _header(run, config),
        wrap(_state(run, config, history), WIDTH, initial_indent=" ", subsequent_indent=" "),
        curves_so_far(history, "validation_loss", plain) if history else [],
        settings(changed(config)) if config else [],
        files_of(run),
        again(run, config),
    )
    return Shown(joined(parts), tuple(problems), False)


def _so_far(run: RunDirectory, problems: list[str]) -> History | None:
    """Return what was measured until the checkpoint, None where there is none or it is damaged."""
    path = run.path / "checkpoint.npz"
    if not path.exists():
        return None
    try:
        return _measured(path)
    except DamagedFile as error:
        problems.append(str(error))
        return None


def _measured(path: Path) -> History | None:
    """Return both losses in a checkpoint, None before the first measurement; raises DamagedFile."""
    measured = read_arrays(path).get("measured")
    if measured is None or measured.dtype.kind != "f" or measured.shape[1:] < (len(COLUMNS),):
        raise DamagedFile(f"{path}: is not a checkpoint of a run")
    return History(COLUMNS, measured[:, : len(COLUMNS)]) if measured.size else None


def _header(run: RunDirectory, config: Config | None) -> list[str]:
    """Return what is trained; the data have not been looked at."""
    if config is None:
        return [f"{run.path.name}: a run that has left no config"]
    model, data = config.model.kind_name(), config.dataset.kind_name()
    words = f"{config.name}: {model} on {data}, {regularization_in_words(config)}, seed {config.seed}"
    return wrap(words, WIDTH, subsequent_indent="      ")


def _state(run: RunDirectory, config: Config | None, history: History | None) -> str:
    """Say why there is no result."""
    if run.failure is not None:
        return f"FAILED: {run.failure}"
    holder = Holders().of(run.path)
    if holder is None:
        state = "NOT FINISHED, and no process is training it here"
    else:
        state = f"NOT FINISHED: {f'process {holder.pid}' if holder.pid else 'another process'} is training it"
    if history is None:
        return f"{state}; there is no checkpoint"
    of = f" of {config.optimizer.most_epochs:,}" if config else ""
    return f"{state}; its checkpoint is after epoch {history.epochs[-1]:,}{of}"
