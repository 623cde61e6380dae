"""What an entry says of itself by name: the columns of the list."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import isfinite

from regexp.listing.entry import Entry
from regexp.listing.words import data_sets_in_words, holders_in_words, model_in_words
from regexp.record import Setting


def own_facts(entry: Entry) -> dict[str, Setting]:
    """Return every column of an entry."""
    return {name: value(entry) for name, value in COLUMNS.items()}


def value_of(entry: Entry, name: str) -> Setting:
    """Return a column of an entry, or a fact about its best setting."""
    return COLUMNS[name](entry) if name in COLUMNS else entry.facts.get(name)


def _best(entry: Entry) -> Setting:
    return entry.best if isfinite(entry.best) else None


def _written(entry: Entry) -> Setting:
    """Return when it was begun or extended, in universal time."""
    return datetime.fromtimestamp(entry.written, UTC).isoformat(timespec="seconds")


def _process(entry: Entry) -> Setting:
    return holders_in_words(entry.state.holders) if entry.state.holders else None


COLUMNS: Mapping[str, Callable[[Entry], Setting]] = {
    "name": lambda entry: entry.name,
    "kind": lambda entry: entry.kind,
    "data": lambda entry: data_sets_in_words(entry.settings),
    "model": lambda entry: model_in_words(entry.settings),
    "cells": lambda entry: entry.shape[0] if entry.shape else None,
    "seeds": lambda entry: entry.shape[1] if entry.shape else None,
    "runs": lambda entry: entry.state.collection.planned,
    "finished": lambda entry: len(entry.state.collection.runs),
    "failed": lambda entry: len(entry.state.collection.failed),
    "diverged": lambda entry: entry.state.diverged,
    "state": lambda entry: entry.state.stage,
    "process": _process,
    "monitor": lambda entry: entry.monitor,
    "best": _best,
    "fits": lambda entry: entry.fits,
    "written": _written,
    "age": lambda entry: entry.age,
    "path": lambda entry: str(entry.path),
}
"""The columns for programs: `cells` counts settings, `best` is the monitored metric, `age` in seconds."""
