"""What the runs of a comparison have in common, in a few words."""

from collections.abc import Iterable, Iterator

from regexp.collection import FinishedRun
from regexp.comparison.comparison import Comparison
from regexp.config.paths import catalogue
from regexp.describe import counted
from regexp.record import Setting
from regexp.summary.naming import settings_in_words
from regexp.summary.wording import value_in_words


def same_everywhere(comparison: Comparison) -> str:
    """Return what is the same for all runs: data, label noise, model, optimizer, epochs, regularizers."""
    run, varied = comparison.runs[0], set(comparison.differing)
    varied |= {name for name in run.settings if any(_lacks(other, run, name) for other in comparison.runs)}
    words = [
        *_data(comparison.runs, varied),
        *_same(run, varied, "model.kind", "model.hidden"),
        *_same(run, varied, "optimizer.kind"),
        *(f"{words} epochs" for words in _same(run, varied, "optimizer.epochs")),
        *settings_in_words(dict(_regularizers(run, varied))),
    ]
    return f"same everywhere: {', '.join(words)}" if words else ""


def _lacks(run: FinishedRun, other: FinishedRun, name: str) -> bool:
    """Tell whether a run has not what another has at a setting, if only since its kind's default differs."""
    return name not in run.settings or run.settings[name] != other.settings[name]


def data_name(run: FinishedRun) -> str:
    """Return what a run's data set is called: its kind, or its file."""
    path = run.settings.get("dataset.path")
    return value_in_words(run.settings["dataset.kind"] if path is None else path)


def training_rows(runs: Iterable[FinishedRun]) -> int | None:
    """Return how many rows each run was trained on; None where they differ."""
    counts = {run.result["rows"]["train"] for run in runs}
    return counts.pop() if len(counts) == 1 else None


def _data(runs: Iterable[FinishedRun], varied: set[str]) -> Iterator[str]:
    """Yield the data set, how many rows of it are trained on, and how many labels are wrong."""
    run, rows = next(iter(runs)), training_rows(runs)
    if not varied & {"dataset.kind", "dataset.path"}:
        yield data_name(run)
    if rows is not None:
        yield counted(rows, "training row")
    noise = run.settings.get("dataset.label_noise")
    if "dataset.label_noise" not in varied and isinstance(noise, float) and noise:
        yield f"{100 * noise:.3g}% of labels flipped"


def _same(run: FinishedRun, varied: set[str], *names: str) -> Iterator[str]:
    """Yield the values of settings that don't vary as one word: `mlp 256x256`."""
    values = [run.settings[name] for name in names if name not in varied and name in run.settings]
    if values:
        yield " ".join(map(value_in_words, values))


def _regularizers(run: FinishedRun, varied: set[str]) -> Iterator[tuple[str, Setting]]:
    """Yield the main settings of the regularizers that all runs have."""
    for name, value in run.settings.items():
        owner, _, field = name.rpartition(".")
        slot = catalogue().get(tuple(owner.split(".")))
        if owner.startswith("regularization.") and slot and slot.main == field and name not in varied:
            yield name, value
