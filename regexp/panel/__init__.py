"""What `train` and `show` print of a run: settings, curves, a table, the verdict, what to try, the files."""

from regexp.panel.commands import beside, command, suggestion
from regexp.panel.header import header, settings
from regexp.panel.panel import Panel, curves, verdict_in_words
from regexp.panel.table import table

__all__ = [
    "Panel",
    "beside",
    "command",
    "curves",
    "header",
    "settings",
    "suggestion",
    "table",
    "verdict_in_words",
]
