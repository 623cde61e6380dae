"""Settings and numbers in words, as panels and pictures show them."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from textwrap import wrap

from regexp.config import Config
from regexp.grid import text_of
from regexp.record import Setting

NO_BREAK = "\xa0"
_HASH = re.compile(r"-[0-9a-f]{6}$")
"""What tells files of the same name apart in settings: `points.csv-3f9a1c`."""


def regularization_in_words(config: Config) -> str:
    """Return the active regularizers with their main numbers: `dropout 0.5, l2 0.01`."""
    return ", ".join(one.in_words() for one in config.active()) or "no regularization"


def model_in_words(config: Config, widths: Sequence[int]) -> str:
    """Return model, optimizer and regularization: `mlp 64-256-10, adam, l2 0.01`.

    Normalization is named after the model: `mlp 64-256-10, batch normalization, adam, no regularization`.
    """
    shape = "-".join(str(width) for width in widths)
    model, optimizer = config.model.kind_name(), config.optimizer.kind_name()
    normalization = config.model.normalizer.kind_name()
    parts = [] if normalization == "none" else [f"{normalization} normalization"]
    return ", ".join([f"{model} {shape}", *parts, optimizer, regularization_in_words(config)])


def data_in_words(settings: Mapping[str, Setting]) -> str:
    """Return what a run's data set is called: its kind, or its file without the hash that settings have."""
    path = settings.get("dataset.path")
    return text_of(settings.get("dataset.kind")) if path is None else _HASH.sub("", text_of(path))


def wrapped(
    text: str, whole: re.Pattern[str], width: int, indents: tuple[str, str], break_on_hyphens: bool = True
) -> list[str]:
    """Return a text in lines that part nothing that a pattern finds; indents: first line, others."""
    kept = whole.sub(lambda found: found[0].replace(" ", NO_BREAK), text)
    first, others = indents
    lines = wrap(
        kept, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=break_on_hyphens
    )
    return [line.replace(NO_BREAK, " ") for line in lines]


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 row`, `1,437 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def metric_in_words(metric: str, value: float) -> str:
    """Return a metric as people say it: accuracies in percent, other numbers with three digits."""
    if not isfinite(value):
        return "-"
    if metric.endswith("accuracy"):
        return f"{value:.1%}"
    return three_digits(value)


def three_digits(value: float) -> str:
    """Return a number with three decimals, more where it is small and fewer where it is large.

    Beyond that with an exponent: 1.2e-9, 3.4e30.
    """
    size = abs(value)
    if 0 < size < 0.0001 or size >= 100_000:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    if size >= 10:
        return f"{value:,.{1 if size < 1000 else 0}f}"
    return f"{value:.{4 if 0 < size < 0.01 else 3}f}"


def gap_in_words(metric: str, train: float, validation: float) -> str:
    """Return how much worse validation is than training, in percentage points for accuracies."""
    if not (isfinite(train) and isfinite(validation)):
        return "-"
    if metric.endswith("accuracy"):
        return f"{100 * (train - validation):.1f}"
    return three_digits(train - validation if metric.endswith("r2") else validation - train)
