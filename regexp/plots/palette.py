"""Colours for what is neither a split nor a setting: classes, layers, coefficients."""

from regexp.plots.style import SETTING_COLOURS

CATEGORIES = (*SETTING_COLOURS, "#44AA99", "#AA4499", "#661100")
"""Ten colours that colour-blind readers tell apart. Source: Tol (2021), Colour schemes."""


def category(index: int) -> str:
    """Return the colour of a class or a line; the eleventh has that of the first."""
    return CATEGORIES[index % len(CATEGORIES)]
