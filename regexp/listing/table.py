"""The list as a table for people."""

import shlex
from collections.abc import Iterator, Sequence
from textwrap import wrap

from regexp.collection import runs_dir_option, typed
from regexp.config.paths import catalogue
from regexp.describe import counted, metric_in_words, three_digits
from regexp.listing.chosen_columns import chosen_columns
from regexp.listing.columns import value_of
from regexp.listing.entry import Entry
from regexp.listing.layout import WIDTH, Column, fitted, side_by_side
from regexp.listing.reading import Listing
from regexp.listing.request import Request
from regexp.listing.words import age_in_words, holders_in_words, on_one_line
from regexp.record import Setting
from regexp.summary.wording import metric_name, short_key, value_in_words

WHOLE = 32
"""How long a name may be to stand whole, so that it can be given to other commands."""

MOST_NAMED = 5
"""How many entries that are trained now are named."""


def lines(listing: Listing, request: Request) -> list[str]:
    """Return the list in lines of at most 80 columns, with a command to try at the end."""
    entries = listing.entries
    if not entries:
        return [_nothing(listing, request)]
    chosen = chosen_columns(entries, request)
    names = Column("name", [on_one_line(entry.name) for entry in entries], WHOLE)
    columns = _facts(entries, chosen) if chosen else _usual(entries)
    kept, left = fitted([names, *columns])
    notes = [*_counts(listing), *_left(left), *_legend(entries, chosen), *_training(entries)]
    wrapped = [line for note in notes for line in wrap(note, WIDTH - 1, subsequent_indent="  ")]
    return [*side_by_side(kept), "", *(f" {line}" for line in wrapped), "", *_try(entries, request)]


def _nothing(listing: Listing, request: Request) -> str:
    """Return why there is nothing to show, and what to do."""
    if listing.total:
        there = counted(listing.total, "run or sweep", "runs and sweeps")
        return f"{request.runs_dir}: nothing fits the filter; {there} without it"
    state = "holds no runs yet" if request.runs_dir.is_dir() else "is not there yet"
    return f"{request.runs_dir}: {state}; try: regexp train digits"


def _usual(entries: Sequence[Entry]) -> list[Column]:
    """Return the columns that are shown unless others are asked for."""
    is_filtered = any(entry.fits is not None for entry in entries)
    fits = [Column("fit", [f"{entry.fits or 0:,}" for entry in entries], is_number=True)]
    return [
        Column("data", [_text(value_of(entry, "data")) for entry in entries], least=7),
        Column("model", [_text(value_of(entry, "model")) for entry in entries], least=9),
        Column("runs", [_size(entry) for entry in entries], is_number=True),
        *(fits if is_filtered else []),
        Column("state", [str(entry.state) for entry in entries]),
        Column("best", _bests(entries), is_number=True),
        Column("age", [age_in_words(entry.age) for entry in entries], is_number=True),
    ]


def _size(entry: Entry) -> str:
    """Return settings × seeds of a sweep, or how many runs there are."""
    planned = entry.state.collection.planned
    return f"{entry.shape[0]:,}x{entry.shape[1]:,}" if entry.shape and planned > 1 else f"{planned:,}"


def _bests(entries: Sequence[Entry]) -> list[str]:
    """Return the monitored metric of each entry, with its name where entries have different ones."""
    differ = len(_monitors(entries)) > 1
    names = [f" {metric_name(entry.monitor)}" if differ and entry.monitor else "" for entry in entries]
    found = [metric_in_words(entry.monitor or "", entry.best) for entry in entries]
    return [words if words == "-" else words + name for words, name in zip(found, names, strict=True)]


def _monitors(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.monitor for entry in entries if entry.monitor))


def _facts(entries: Sequence[Entry], names: Sequence[str]) -> list[Column]:
    """Return a column for each fact."""
    return [_fact(entries, name) for name in names]


def _fact(entries: Sequence[Entry], name: str) -> Column:
    values = [value_of(entry, name) for entry in entries]
    words = _bests(entries) if name == "best" else [_shown(name, value) for value in values]
    is_number = name == "best" or all(isinstance(value, int | float | None) for value in values)
    return Column(_heading(name), words, None if is_number else 8, is_number)


def _heading(name: str) -> str:
    """Return a fact's name as short as it is clear: `l2`, `validation loss`, `last validation loss`."""
    moment, _, metric = name.partition(".")
    if moment in ("best", "last") and metric:
        return metric_name(metric) if moment == "best" else f"last {metric_name(metric)}"
    return short_key(name)


def _shown(name: str, value: Setting) -> str:
    """Return a value in words: settings as they are typed, what was measured with three digits."""
    if name == "age" and isinstance(value, float):
        return age_in_words(value)
    is_setting = tuple(name.split(".")) in catalogue()
    if isinstance(value, float) and not is_setting:
        return metric_in_words(name, value) if name.startswith(("best.", "last.")) else three_digits(value)
    return _text(value)


def _text(value: Setting) -> str:
    return "-" if value is None else on_one_line(value_in_words(value))


def _counts(listing: Listing) -> Iterator[str]:
    """Yield how many entries are shown, where some are not."""
    if len(listing.entries) < listing.total:
        yield f"{len(listing.entries):,} of {listing.total:,} shown"


def _left(columns: Sequence[Column]) -> Iterator[str]:
    """Yield the columns that there is no room for."""
    if columns:
        yield f"no room for {', '.join(column.heading for column in columns)}: --csv has them"


def _legend(entries: Sequence[Entry], chosen: Sequence[str]) -> Iterator[str]:
    """Yield what is meant by the best metric, and by facts of sweeps."""
    has_sweeps = any(entry.kind == "sweep" for entry in entries)
    monitors = _monitors(entries)
    metric = metric_name(monitors[0]) if len(monitors) == 1 else "the monitored metric"
    if monitors and (not chosen or "best" in chosen):
        yield f"best: {metric} at the best epoch" + (
            "; of a sweep, that of its best setting, mean over seeds" if has_sweeps else ""
        )
    elif has_sweeps and chosen:
        yield "of a sweep: what its best setting has, measurements as means over seeds"


def _training(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield who trains what now."""
    found = [entry for entry in entries if entry.state.holders]
    for entry in found[:MOST_NAMED]:
        yield f"{on_one_line(entry.name)} is locked by {holders_in_words(entry.state.holders)}"
    if len(found) > MOST_NAMED:
        yield f"and {counted(len(found) - MOST_NAMED, 'other')}"


def _try(entries: Sequence[Entry], request: Request) -> Iterator[str]:
    """Yield a command to go on with, if any run has ended."""
    place = runs_dir_option(request.runs_dir)
    ended = [entry for entry in entries if entry.state.collection.runs]
    for entry in [entry for entry in ended if entry.kind == "sweep"][:1] or ended[:1]:
        command = "compare" if entry.kind == "sweep" else "show"
        yield f" Try  {shlex.join(['regexp', command, typed(entry.name), *place])}"
