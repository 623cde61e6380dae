"""The runs and sweeps of a runs directory, one a line: what `regexp list` shows."""

from regexp.listing.report import report
from regexp.listing.request import Request

__all__ = ["Request", "report"]
