"""What a sweep varies, as its description says."""

from pathlib import Path

import pytest
from support.made_runs import made_sweep

from regexp.collection.sweep_axes import axes_of
from regexp.record import DamagedFile, SweepDirectory


def test_axes_and_runs(runs: Path) -> None:
    axes = {"regularization.dropout": [0, 0.5], "regularization.l2": [0, 0.1, 1]}
    found = axes_of(SweepDirectory(made_sweep(runs, "two", axes, seeds="3:7")))
    assert found.names == ("regularization.dropout.rate", "regularization.l2.strength")
    assert (found.planned, found.arms) == (24, {})


def test_seeds_alone(runs: Path) -> None:
    found = axes_of(SweepDirectory(made_sweep(runs, "seeds", {}, seeds=5)))
    assert (found.names, found.planned) == ((), 5)


def test_arms_with_and_without_axes_of_their_own(runs: Path) -> None:
    arms = {"plain": {}, "both": {"regularization.dropout": [0.2, 0.5], "regularization.l2": [0.1]}}
    found = axes_of(SweepDirectory(made_sweep(runs, "arms", {"arms": arms}, seeds=2)))
    assert found.names == ("arm", "regularization.dropout.rate", "regularization.l2.strength")
    assert found.planned == 6
    assert found.arms == {
        "arm=plain": "plain",
        "arm=both,dropout=0.2,l2=0.1": "both",
        "arm=both,dropout=0.5,l2=0.1": "both",
    }


def test_a_description_that_was_changed(runs: Path) -> None:
    sweep = SweepDirectory(made_sweep(runs, "two", {"regularization.l2": [0, 0.1]}))
    sweep.description.write_text(sweep.description.read_text().replace("0.1", "0.2"))
    with pytest.raises(DamagedFile) as caught:
        axes_of(sweep)
    assert str(caught.value) == f"{sweep.description}: has changed since it was written"


def test_a_description_by_another_version(runs: Path) -> None:
    sweep = SweepDirectory(runs / "two")
    sweep.create()
    sweep.describe("dataset: digits\nsweep:\n  regularization.l7: [0, 1]\n")
    with pytest.raises(DamagedFile) as caught:
        axes_of(sweep)
    assert str(caught.value) == (
        f"{sweep.description}:4:3: sweep: regularization.l7 is not known; known are name, seed, dtype, "
        "dataset, model, loss, optimizer, monitor, evaluation, regularization and sweep, and what is in them"
    )
