"""A setting of a sweep, its seeds taken together: mean curves, agreed verdict, means with intervals."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from regexp.analysis.agreed import agreed
from regexp.analysis.agreement import Agreement
from regexp.analysis.mean_history import mean_history
from regexp.analysis.verdict import ONE_SEED
from regexp.collection import CellDirectory, Collection, FinishedRun, collect
from regexp.config import Config, changed
from regexp.describe import counted
from regexp.history import History
from regexp.panel import curves, header, settings, verdict_in_words
from regexp.record import DamagedFile
from regexp.showing.again import swept_again
from regexp.showing.cell_next import next_commands
from regexp.showing.cell_table import kept_table, means_table
from regexp.showing.reading import config_of
from regexp.showing.run import is_solved
from regexp.showing.shown import Shown, joined

WIDTH = 78
LONGEST_LIST = 6


def shown_cell(cell: CellDirectory, plain: bool) -> Shown:
    """Return a setting over its seeds; runs that are damaged, failed, diverged or missing are counted."""
    found = collect([cell])
    problems = list(found.problems)
    if not found.runs:
        parts = [[f"{cell.path.name}: no run has finished"], _failures(found), swept_again(cell.sweep)]
        return Shown(joined(parts), tuple(problems), False)
    config = config_of(found.runs[0].directory, problems)
    sound = [run for run in found.runs if run.result["status"] != "diverged"]
    histories = _histories(sound, problems)
    agreement = agreed(found.runs)
    monitor = found.runs[0].result["monitor"]
    parts = [
        _header(cell, found, config),
        _failures(found),
        _curves(histories, monitor, agreement, plain) if histories else [],
        means_table([run.result for run in sound], is_solved(config, found.runs[0].result)) if sound else [],
        kept_table(histories, monitor) if histories else [],
        verdict_in_words(agreement.headline, agreement.evidence, ONE_SEED if agreement.runs == 1 else ""),
        settings({key: value for key, value in changed(config).items() if key != "seed"}) if config else [],
        [f" {cell.path}/", *wrap(_folders(found), WIDTH, initial_indent="   ", subsequent_indent="   ")],
        next_commands(cell, found, agreement, config),
    ]
    return Shown(joined(parts), tuple(problems), True)


def _histories(runs: Iterable[FinishedRun], problems: list[str]) -> list[History]:
    """Return the histories that can be read."""
    found = []
    for run in runs:
        try:
            found.append(run.history)
        except DamagedFile as error:
            problems.append(str(error))
    return found


def _header(cell: CellDirectory, found: Collection, config: Config | None) -> list[str]:
    """Return which setting of which sweep this is, what was trained on what, and what became of the runs."""
    which = f"{cell.sweep.path.name}, one setting of it: {cell.path.name}"
    result = found.runs[0].result
    seeds = sorted(run.seed for run in found.runs)
    listed = ", ".join(map(str, seeds)) if len(seeds) <= LONGEST_LIST else f"{seeds[0]} to {seeds[-1]}"
    words = f"{counted(len(seeds), 'seed')} ({listed})"
    trained = header(config, result["widths"], result["rows"], words) if config else [words]
    return [*wrap(which, WIDTH, subsequent_indent="      "), *trained, *_outcome(found)]


def _outcome(found: Collection) -> list[str]:
    """Return how many runs diverged, failed or are not there, if any; they are left out of the means."""
    diverged = sum(run.result["status"] == "diverged" for run in found.runs)
    missing = found.planned - len(found.runs) - len(found.failed)
    counts = ((diverged, "diverged"), (len(found.failed), "failed"), (missing, "not finished or damaged"))
    words = [f"{count} {what}" for count, what in counts if count]
    return [f"left out of curves and means: {', '.join(words)}"] if words else []


def _failures(found: Collection) -> list[str]:
    """Return the runs that failed, with their reasons."""
    sentences = [f" {run.directory.path.name} FAILED: {run.reason}" for run in found.failed]
    return [line for sentence in sentences for line in wrap(sentence, WIDTH, subsequent_indent="   ")]


def _curves(histories: Sequence[History], monitor: str, agreement: Agreement, plain: bool) -> list[str]:
    """Return the plot of the mean curves, with the best epoch of the mean and the agreed onset."""
    mean = mean_history(histories)
    onset = agreement.onset.epoch if agreement.onset else None
    best = int(mean.epochs[mean.best_row(monitor)])
    lines = curves(mean, best, monitor, None if onset is None or onset > mean.epochs[-1] else onset, plain)
    if lines and len(histories) > 1:
        lines[0] += f", mean of {len(histories)} seeds"
        longest = max(int(history.epochs[-1]) for history in histories)
        lines[0] += " while all train" if longest > mean.epochs[-1] else ""
    return lines


def _folders(found: Collection) -> str:
    """Return the names of the runs' folders."""
    return "  ".join(run.directory.path.name for run in found.runs)
