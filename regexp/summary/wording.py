"""Axes, settings and metrics of a sweep in words."""

from collections.abc import Sequence
from math import isfinite
from pathlib import PurePath

from regexp.config.paths import catalogue, shortest
from regexp.config.wording import any_of
from regexp.describe import counted, metric_in_words, three_digits
from regexp.record import Setting, setting_in_words

LONGEST_VALUE, LONGEST_MEANING, MOST_NAMED = 24, 40, 3
OVERLAP = "splits that use most of the rows overlap"
"""Why intervals are wider than usual."""


def short_key(axis: str) -> str:
    """Return the shortest key that means an axis; a component's name for the field that a bare value sets."""
    path = tuple(axis.split("."))
    if path not in catalogue():
        return axis
    outer = catalogue().get(path[:-1])
    return shortest(path[:-1] if outer and path[-1] in ("kind", outer.main) else path)


def axis_in_words(axis: str) -> str:
    """Return what an axis is called under a picture: `l2 strength λ`, `max_norm limit (largest length)`.

    Of a regularizer that is its kind with its main field and what that is, where it is said in few words.
    """
    path = tuple(axis.split("."))
    owner, slot = catalogue().get(path[:-1]), catalogue().get(path)
    if path[0] != "regularization" or not (owner and slot) or path[-1] != owner.main or True in slot.words:
        return short_key(axis)
    words = f"{path[1]} {path[-1].replace('_', ' ')}"
    meaning = slot.info.description or ""
    if len(meaning) == 1:
        return f"{words} {meaning}"
    return f"{words} ({meaning})" if len(meaning) <= LONGEST_MEANING else words


def axes_in_a_title(axes: Sequence[str]) -> str:
    """Return the short keys of axes: `l2 and dropout`; of many, regularizers are named together."""
    keys = [*map(short_key, axes)]
    if len(keys) > MOST_NAMED:
        other = [key for key, axis in zip(keys, axes, strict=True) if not axis.startswith("regularization.")]
        keys = [*other, "regularization"] if len(other) < len(keys) - 1 else keys
    return any_of(keys, "and")


def value_in_words(value: Setting) -> str:
    """Return a value as one short word: `0.01`, `256x256`, `none`, the end of a long path."""
    text = setting_in_words(value) or "none"
    if len(text) <= LONGEST_VALUE:
        return text
    name = PurePath(text).name
    return name if len(name) <= LONGEST_VALUE else f"…{name[1 - LONGEST_VALUE :]}"


def seeds_in_words(least: int, most: int) -> str:
    """Return how many seeds settings have: `5 seeds`, `2 to 5 seeds`."""
    return counted(most, "seed") if least == most else f"{least:,} to {counted(most, 'seed')}"


def metric_name(monitor: str) -> str:
    """Return a metric's name as people say it: `validation loss`."""
    return monitor.replace("_", " ")


def interval_in_words(monitor: str, mean: float, half_width: float) -> str:
    """Return a mean with half of its interval, `0.289 ± 0.025`, or without where there is one seed."""
    words = metric_in_words(monitor, mean)
    return f"{words} ± {half_width_in_words(monitor, half_width)}" if isfinite(half_width) else words


def half_width_in_words(monitor: str, half_width: float) -> str:
    """Return half of an interval, in percentage points for accuracies."""
    if not isfinite(half_width):
        return "-"
    return f"{100 * half_width:.1f}" if monitor.endswith("accuracy") else three_digits(half_width)
