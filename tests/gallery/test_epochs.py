"""Means over seeds by epoch."""

from math import nan
from pathlib import Path

import numpy as np
from scipy import stats
from support.made_runs import made_run

from regexp.collection import FinishedRun, finished_run
from regexp.gallery.epochs import MOST_EPOCHS, Measures, trace_of
from regexp.record import RunDirectory

LOSSES = Measures(
    "validation_loss", lambda history: history["validation_loss"], lambda history: history["train_loss"]
)


def runs_of(folder: Path, *losses: list[float]) -> list[FinishedRun]:
    paths = [made_run(folder / str(seed), seed=seed, history=list(of)) for seed, of in enumerate(losses)]
    return [finished_run(RunDirectory(path)) for path in paths]


def test_mean_and_interval_are_students(tmp_path: Path) -> None:
    values = [[0.9, 0.5], [0.8, 0.4], [1.0, 0.9]]
    trace = trace_of(runs_of(tmp_path, *values), LOSSES)
    assert trace.epochs.tolist() == [1, 2]
    np.testing.assert_allclose(trace.means, [0.9, 0.6])
    for column, mean, half in zip(np.array(values).T, trace.means, trace.half_widths, strict=True):
        expected = stats.t.interval(0.95, 2, loc=column.mean(), scale=stats.sem(column))
        np.testing.assert_allclose((mean - half, mean + half), expected)
    np.testing.assert_allclose(trace.others, trace.means / 10)  # made-up training losses are a tenth
    np.testing.assert_allclose(trace.values, np.array(values).T)


def test_the_line_ends_where_the_first_run_ends(tmp_path: Path) -> None:
    trace = trace_of(runs_of(tmp_path, [0.9, 0.5, 0.4, 0.3], [0.8, 0.4]), LOSSES)
    assert trace.epochs.tolist() == [1, 2]


def test_epochs_without_a_number_are_left_out(tmp_path: Path) -> None:
    trace = trace_of(runs_of(tmp_path, [0.9, nan, 0.4], [0.8, 0.4, 0.3]), LOSSES)
    assert trace.epochs.tolist() == [1, 3]


def test_one_seed_has_no_interval(tmp_path: Path) -> None:
    trace = trace_of(runs_of(tmp_path, [0.9, 0.5]), LOSSES)
    assert np.isnan(trace.half_widths).all()
    assert trace.means.tolist() == [0.9, 0.5]


def test_of_many_epochs_some_are_left_out_but_not_the_ends(tmp_path: Path) -> None:
    trace = trace_of(runs_of(tmp_path, np.linspace(1, 0.1, 1000).tolist()), LOSSES)
    assert (trace.epochs[0], trace.epochs[-1]) == (1, 1000)
    assert 150 < len(trace.epochs) <= MOST_EPOCHS
    assert np.diff(trace.epochs).min() == 1
