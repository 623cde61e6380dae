"""What the Python interface has to say beside what it returns."""

import warnings
from inspect import currentframe
from os import sep
from pathlib import Path

from regexp.errors import printable

PACKAGE = f"{Path(__file__).parents[1]}{sep}"


def tell(sentence: str) -> None:
    """Say something as a warning, such as that a run is trained again, at the line that called regexp."""
    frame, level, outermost = currentframe(), 0, 1
    while frame is not None:
        level += 1
        outermost = level if frame.f_code.co_filename.startswith(PACKAGE) else outermost
        frame = frame.f_back
    warnings.warn(printable(sentence), stacklevel=outermost + 1)
