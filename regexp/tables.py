"""Tables for the terminal, at most 80 columns wide, plain when piped."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from regexp.errors import printable

WIDTH = 80


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings on stdout; the last column wraps, the others keep their words together."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns[:-1]:
        table.add_column(name, no_wrap=True)
    table.add_column(columns[-1], ratio=1)
    for row in rows:
        table.add_row(*map(printable, row))
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDTH)
    console.print(table)
