"""What the list calls data sets; files have a hash in settings, which tells those of one name apart."""

import pytest

from regexp.listing.words import data_sets_in_words

FILE = {"dataset.kind": "csv", "dataset.path": "house.csv-2893c4"}
OTHER = {"dataset.kind": "csv", "dataset.path": "house-3f9a1c.csv-00ff11"}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ([], None),
        ([{"dataset.kind": "digits"}] * 3, "digits"),
        ([FILE], "house.csv"),
        ([FILE, OTHER], "house.csv, house-3f9a1c.csv"),
        ([{"dataset.kind": kind} for kind in ("iris", "wine", "digits")], "3 data sets"),
    ],
)
def test_data_sets(settings: list[dict[str, str]], words: str | None) -> None:
    assert data_sets_in_words(settings) == words
