"""The list for other programs."""

from regexp.formats import Format, TableValue, formatted
from regexp.grid.values import text_of
from regexp.listing.chosen_columns import chosen_columns
from regexp.listing.columns import COLUMNS, value_of
from regexp.listing.reading import Listing
from regexp.listing.request import Request
from regexp.record import Setting


def exported(listing: Listing, request: Request, kind: Format) -> str:
    """Return the entries as CSV, JSON or Markdown; raises ConfigError for a column that there isn't."""
    chosen = chosen_columns(listing.entries, request)
    names = (
        ["name", *chosen]
        if chosen
        else [name for name in COLUMNS if name != "fits" or request.filter is not None]
    )
    rows = [[_plain(value_of(entry, name)) for name in names] for entry in listing.entries]
    return formatted(kind, names, rows)


def _plain(value: Setting) -> TableValue:
    """Return a value as tables have it: widths as 256x256."""
    return text_of(value) if isinstance(value, tuple) else value
