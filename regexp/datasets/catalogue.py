"""What kinds of data sets there are, without loading any."""

from typing import NamedTuple

from regexp.datasets.base import Dataset


class Entry(NamedTuple):
    """A line of the catalogue; `rows` and `inputs` are numbers, the fields that set them, or `any`."""

    kind: str
    rows: str
    inputs: str
    task: str
    description: str


def catalogue() -> list[Entry]:
    """Return an entry for each kind, sorted by kind."""
    return [
        Entry(kind, *dataset.facts, (dataset.__doc__ or "").split("\n", 1)[0])
        for kind, dataset in Dataset.kinds().items()
    ]
