"""What settings of a sweep are called: by what they have, where several regularizers are compared."""

from collections.abc import Callable, Mapping

from regexp.analysis.choices import dose, is_dose, is_off, regularizers
from regexp.grid import flat
from regexp.grid.flat import WHOLE
from regexp.record import Setting
from regexp.summary.wording import short_key, value_in_words

NOTHING = "no regularization"
"""What a setting is called that has none of the regularizers that are compared."""


def settings_in_words(
    settings: Mapping[str, Setting], in_words: Callable[[Setting], str] = value_in_words
) -> list[str]:
    """Return settings as they are typed: `l2=0.01`, `dropout=0.5`.

    Where several regularizers are compared, those that a setting has not got are left out, so that one
    without any is `no regularization`; what else is given for them stays, so that no two settings look alike.
    """
    found = flat(settings)
    compared = {axis.split(".")[1] for axis in found if _is_of_regularizer(axis)}
    words = {axis: f"{short_key(axis)}={in_words(value)}" for axis, value in found.items()}
    if WHOLE not in settings and len(compared) < 2:
        return list(words.values())
    there = [axis for axis, value in found.items() if not _is_absent(axis, value)]
    return [*([] if regularizers(found) else [NOTHING]), *(words[axis] for axis in there)]


def called(settings: Mapping[str, Setting]) -> str:
    """Return settings as people say them: `l2=0.01 with dropout=0.5`, `dropout=0.5 alone`."""
    first, *others = settings_in_words(settings) or ["this setting"]
    if others:
        return f"{first} with {', '.join(others)}"
    doses = [axis for axis in settings if is_dose(axis)]
    is_alone = len(doses) == len(settings) > 1 and any(dose(settings[axis]) for axis in doses)
    return f"{first} alone" if is_alone else first


def _is_of_regularizer(axis: str) -> bool:
    return axis.startswith(f"{WHOLE}.")


def _is_absent(axis: str, value: Setting) -> bool:
    """Tell whether a value says that there is no such regularizer."""
    return _is_of_regularizer(axis) and (value is None or is_off(axis, value))
