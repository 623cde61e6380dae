"""`--over dataset`: settings ranked over data sets, whose metrics have no common scale."""

from regexp.comparison.across.page import Across, across

__all__ = ["Across", "across"]
