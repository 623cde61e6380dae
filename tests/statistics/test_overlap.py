"""When splits overlap so much that intervals over seeds need a correction."""

import pytest

from regexp.statistics import overlap_of


@pytest.mark.parametrize(
    ("train", "validation", "left_out", "overlap"),
    [
        (90, 30, 0, 1 / 3),  # all of 120 rows are used
        (90, 30, 30, 1 / 3),  # exactly 80 % of 150
        (90, 29, 31, 0),  # 119 of 150
        (400, 449, 499, 0),  # configs/digits.yaml: 63 % of 1,348
        (120, 0, 0, 0),  # no validation rows
    ],
)
def test_overlap(train: int, validation: int, left_out: int, overlap: float) -> None:
    assert overlap_of(train, validation, left_out) == overlap
