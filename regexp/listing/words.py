"""Data, models, sizes and ages in a few words."""

from collections.abc import Iterable, Mapping, Sequence
from platform import node

from regexp.config.wording import any_of
from regexp.describe import data_in_words
from regexp.errors import printable
from regexp.grid.values import text_of
from regexp.record import Setting
from regexp.record.holders import Holder

MINUTE, HOUR, DAY = 60, 3600, 86400
NAMED = 2
"""How many data sets or models of a sweep are named; more are counted."""


def data_sets_in_words(settings: Iterable[Mapping[str, Setting]]) -> str | None:
    """Return the data sets of some runs: `digits`, `house.csv`, `iris, wine`, `4 data sets`."""
    return _few([data_in_words(one) for one in settings], "data sets")


def model_in_words(settings: Iterable[Mapping[str, Setting]]) -> str | None:
    """Return the models of some runs: `mlp 256x256`, `linear`, `5 models`."""
    return _few([_model(one) for one in settings], "models")


def holders_in_words(holders: Sequence[Holder]) -> str:
    """Return who trains something now: `process 12 on HOST`, `processes 12 and 34 on HOST`."""
    numbers = [str(holder.pid) for holder in holders if holder.pid]
    if not numbers:
        return "another process"
    return f"{'process' if len(numbers) == 1 else 'processes'} {any_of(numbers, 'and')} on {node()}"


def on_one_line(text: str) -> str:
    """Return text from outside in the characters that a line of a terminal can show."""
    return printable(text).replace("\n", "\\n")


def age_in_words(seconds: float) -> str:
    """Return how long ago something was: `now`, `3 min`, `2 h`, `5 d`."""
    if seconds < MINUTE:
        return "now"
    unit, name = next((one for one in ((DAY, "d"), (HOUR, "h")) if seconds >= one[0]), (MINUTE, "min"))
    return f"{int(seconds // unit):,} {name}"


def shortened(text: str, width: int) -> str:
    """Return text in at most a width, its middle replaced by … where it is longer."""
    if len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"


def _few(words: Sequence[str], many: str) -> str | None:
    """Return a few words, each once, or how many there are; None for none."""
    found = list(dict.fromkeys(words))
    return (", ".join(found) if len(found) <= NAMED else f"{len(found)} {many}") or None


def _model(settings: Mapping[str, Setting]) -> str:
    """Return a model's kind and widths."""
    hidden = settings.get("model.hidden")
    kind = text_of(settings.get("model.kind"))
    return f"{kind} {text_of(hidden)}" if hidden else kind
