"""Which facts stand beside the names of entries."""

from collections.abc import Sequence

from regexp.collection import differing
from regexp.listing.entry import Entry
from regexp.listing.order import named
from regexp.listing.request import Request


def chosen_columns(entries: Sequence[Entry], request: Request) -> list[str]:
    """Return the full names of the facts that are asked for, each once; none where the usual ones are.

    The settings that differ come with the best metric. Raises ConfigError for a word that means nothing.
    """
    names = [named(word, "--columns") for word in request.columns]
    if request.only_changed:
        axes = dict.fromkeys(axis for entry in entries for axis in entry.state.collection.axes)
        changed = differing([settings for entry in entries for settings in entry.settings], axes)
        names = ["best", *changed, *names]
    return [name for name in dict.fromkeys(names) if name != "name"]
