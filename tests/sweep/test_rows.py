"""What came of a sweep's run, as a row."""

from pathlib import Path

from support.made_runs import made_sweep

from regexp.grid import outline
from regexp.record import SweepDirectory
from regexp.sweep.plan import Plan


def test_a_row_has_the_row_counts_of_its_run(tmp_path: Path) -> None:
    counts = {"train": 100, "flipped": 3, "validation": 50, "test": 20, "left_out": 7}
    sweep = SweepDirectory(made_sweep(tmp_path, rows=counts))
    (run,) = Plan(outline(str(sweep.description), (), {}).grid()).runs
    row = run.row(sweep.run(run.name))
    assert row is not None
    assert row.rows == counts


def test_the_row_of_a_failed_run_has_none(tmp_path: Path) -> None:
    sweep = SweepDirectory(made_sweep(tmp_path))
    (run,) = Plan(outline(str(sweep.description), (), {}).grid()).runs
    assert run.failed("there was not enough memory").rows is None
