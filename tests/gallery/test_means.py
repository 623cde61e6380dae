"""Means over seeds with their intervals, as charts draw them."""

from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from support.made_runs import made_sweep

from regexp.analysis.overlaps import overlap_over
from regexp.collection import collect, find_all
from regexp.gallery.cells import cells_of, names_of
from regexp.gallery.means import means_of, widened


def test_an_interval_allows_for_splits_that_overlap() -> None:
    means, halves = means_of([[0.3, 0.4, 0.5], [0.3, 0.4, 0.5]], [0.0, 0.5])
    np.testing.assert_allclose(means, 0.4)
    # s = 0.1 of three values: t(0.975; 2) = 4.302653 times s √(1/3 + overlap)
    assert halves == pytest.approx([0.4302653 * sqrt(1 / 3), 0.4302653 * sqrt(1 / 3 + 0.5)], rel=1e-6)


@pytest.mark.parametrize(("seeds", "left_out", "notes"), [(2, 0, 1), (1, 0, 0), (2, 100, 0)])
def test_that_intervals_are_widened_is_said_where_they_are(
    tmp_path: Path, seeds: int, left_out: int, notes: int
) -> None:
    rows = {"train": 100, "validation": 50, "left_out": left_out}
    collection = collect(find_all([str(made_sweep(tmp_path, seeds=seeds, rows=rows))], Path("runs")))
    (cell,) = cells_of(collection.runs, names_of(collection))
    # 150 of 150 rows are used, or 150 of 250: 60 %
    assert overlap_over(cell.runs) == (0 if left_out else 0.5)
    assert len(widened([cell])) == notes
