"""What a YAML scalar means, by the core schema of YAML 1.2, and how values are written as scalars.

`1e-3` is a number and `yes`, `on`, `1:30` and `2024-01-01` are text, unlike in YAML 1.1.
"""

import re
from collections.abc import Callable
from math import isfinite, isnan

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 100

_DECIMAL = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_WORDS: dict[str, Scalar] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], Scalar]], ...] = (
    (_DECIMAL, int),
    (_FLOAT, float),
    (_OCTAL, lambda text: int(text[2:], 8)),
    (_HEXADECIMAL, lambda text: int(text[2:], 16)),
    (_INFINITE, lambda text: float(text.replace(".", ""))),
)
_PLAIN = re.compile(r"(?!-$|- |---|\.\.\.)[A-Za-z0-9_./+-]([A-Za-z0-9_./+=()^ -]*[A-Za-z0-9_./+=()^-])?")


def read_scalar(text: str) -> Scalar:
    """Return the value of an unquoted scalar; raises ValueError for a number of over 100 characters."""
    if text in _WORDS:
        return _WORDS[text]
    for pattern, convert in _NUMBERS:
        if pattern.fullmatch(text):
            if len(text) > LONGEST_NUMBER:
                raise ValueError(f"a number of {len(text)} characters; at most {LONGEST_NUMBER} are read")
            return convert(text)
    return text


def write_scalar(value: Scalar) -> str:
    """Return YAML that `read_scalar`, or a pair of quotes, turns into the same value of the same type."""
    if isinstance(value, str):
        return _write_text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isfinite(value):
        return repr(value)
    return ".nan" if isnan(value) else "-.inf" if value < 0 else ".inf"


def is_plain(text: str) -> bool:
    """Tell whether text can stand without quotes, in brackets as well, and stays text."""
    return bool(_PLAIN.fullmatch(text)) and _is_text(text)


def _is_text(text: str) -> bool:
    """Tell whether text isn't read as a number, true, false or null."""
    try:
        return isinstance(read_scalar(text), str)
    except ValueError:
        return False


def _write_text(text: str) -> str:
    """Return text as it is, or in double quotes where it would mean something else."""
    return text if is_plain(text) else '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    """Return one character as it stands between double quotes."""
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
