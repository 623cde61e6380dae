"""Which setting generalizes better, and is it real: what `regexp compare` prints."""

from regexp.comparison.compare import compare
from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.printed import compared
from regexp.comparison.request import Request, confidence_of
from regexp.comparison.selection import targets_of

__all__ = ["Comparison", "Line", "Request", "compare", "compared", "confidence_of", "targets_of"]
