"""Phrases that the evidence of a verdict is made of."""

from collections.abc import Iterable
from math import floor, isnan, log10, nan

from regexp.analysis.early_stopping import kept_epochs
from regexp.analysis.findings import Findings
from regexp.analysis.rules import LARGE, MEMORIZED

WIDTH = 75
"""The longest a line of evidence may be, in characters."""


def number(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, without an exponent where that is readable."""
    if value == 0 or not 1e-4 <= abs(value) < 1e7:
        return f"{value:.{digits}g}"
    decimals = digits - 1 - floor(log10(abs(value)))
    return f"{value:,.{max(decimals, 0)}f}"


def memorized(run: Findings) -> Iterable[str]:
    """Say how many flipped labels the model has learned at the end of training, if there are any.

    Where it stopped early the model that is kept comes first.
    """
    if isnan(run.memorized):
        return
    count = round(run.memorized * run.flipped)
    if run.status == "early_stopped" and run.best_epoch != run.last_epoch:
        kept = round(float(run.history["memorized"][run.best_row]) * run.flipped)
        later = f"at epoch {run.best_epoch}, {count} at {run.last_epoch}"
        sentence = f"{kept} of {run.flipped} flipped labels memorized {later}"
        yield sentence if len(sentence) <= WIDTH else sentence.replace("flipped ", "")
        return
    learned = ": the model learned the noise" if run.memorized >= MEMORIZED else ""
    yield f"{count} of {run.flipped} flipped labels memorized{learned}"


def patiences(run: Findings) -> Iterable[str]:
    """Say which epoch early stopping with each patience would have kept, unless all go on to the end."""
    groups: dict[int, list[str]] = {}
    for patience, epoch in reversed(kept_epochs(run.history, run.monitor).items()):
        groups.setdefault(epoch, []).insert(0, str(patience))
    if set(groups) <= {run.last_epoch}:
        return
    (epoch, first), *rest = groups.items()
    line = f"early stopping with patience {_either(first)} would have kept epoch {epoch}"
    line += "".join(f"; {_either(words)}, epoch {kept}" for kept, words in rest)
    short = f"early stopping: patience {_either(first)} keeps epoch {epoch}"
    short += "".join(f", {_either(words)} keeps {kept}" for kept, words in rest)
    yield line if len(line) <= WIDTH else short


def _either(words: list[str]) -> str:
    """Join words as `5, 10 or 20`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def price(run: Findings) -> Iterable[str]:
    """Say what training past the best epoch cost or gained, in loss and in the baseline's metric."""
    if run.best_epoch == run.last_epoch:
        return
    loss, metric = sign(run.loss_paid), sign(run.metric_paid)
    line = (
        f"training past epoch {run.best_epoch} {loss} {number(abs(run.loss_paid), 2)} of loss, "
        f"{'' if metric == loss else metric + ' '}{amount(run.baseline.metric, abs(run.metric_paid))}"
    )
    yield line if len(line) <= WIDTH else line.removeprefix("training ")


def sign(paid: float) -> str:
    """Return the word for a change: positive is worse."""
    return "gained" if paid < 0 else "cost"


def amount(metric: str, size: float, half_width: float = nan) -> str:
    """Return how much of a metric was paid or gained: `2.2 points of accuracy`, with its interval if any."""
    numbers = (size,) if isnan(half_width) else (size, half_width)
    if metric == "accuracy":
        return f"{' ± '.join(f'{100 * one:.1f}' for one in numbers)} points of accuracy"
    return f"{' ± '.join(number(one, 2) for one in numbers)} of {'R²' if metric == 'r2' else metric}"


def gap(run: Findings) -> Iterable[str]:
    """Say how far the validation loss lies from the training loss."""
    losses = f"training loss {number(run.train_loss)}, validation loss {number(run.validation_loss)}"
    yield f"{losses}: {f'a gap of {number(run.gap, 2)}' if run.gap > 0 else 'no gap'}"


def lucky(run: Findings) -> Iterable[str]:
    """Say why a last loss far above the best one is no rise: rules compare means over many epochs."""
    if run.curve is None or run.loss_paid <= LARGE * (run.validation_loss - run.loss_paid):
        return
    share = run.curve.rise / run.curve.lowest
    level = f"{share:.0%} above" if share >= 0.005 else "at"
    yield f"that was a lucky epoch: averaged over many it ends {level} its lowest level"


def constant(run: Findings) -> str:
    """Name a constant predictor and its validation loss."""
    return f"a constant predictor ({number(run.baseline.validation_loss)})"


def constant_on_training(run: Findings) -> str:
    """Name a constant predictor's training loss."""
    return f"a constant predictor scores {number(run.baseline.train_loss)}"
