"""The same regularization in other tools: which value there equals ours, and the reverse."""

from regexp.equivalents.report import TOOLS, elsewhere, equivalents

__all__ = ["TOOLS", "elsewhere", "equivalents"]
