"""Alternatives with grids of their own: arms in the `sweep:` block."""

from pathlib import Path

import pytest
from support.command import command, refusal
from support.sweeps import SMALL, different, only_sweep, swept, table, unlike_single_runs

pytestmark = pytest.mark.usefixtures("no_overview", "no_pictures")

ARMS = "arms: {none: {}, dropout: {dropout: [0.2, 0.5]}, decay: {l2: [1e-2, 0.1], dropout: [0.2]}}"


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification in three arms, two of which have a dropout rate."""
    return write_config(f"{SMALL}sweep: {{{ARMS}, seeds: 2}}", "flowers.yaml")


def test_a_row_has_what_its_arm_sets(config: Path, runs: Path) -> None:
    found = table(swept(config, runs))
    assert list(found[0])[:3] == ["arm", "regularization.dropout.rate", "regularization.l2.strength"]
    keys = ("arm", "regularization.dropout.rate", "regularization.l2.strength", "path")
    assert [tuple(row[key] for key in keys) for row in found[::2]] == [
        ("none", "", "", "cells/arm=none/seed=0"),
        ("dropout", "0.2", "", "cells/arm=dropout,dropout=0.2/seed=0"),
        ("dropout", "0.5", "", "cells/arm=dropout,dropout=0.5/seed=0"),
        ("decay", "0.2", "0.01", "cells/arm=decay,dropout=0.2,l2=0.01/seed=0"),
        ("decay", "0.2", "0.1", "cells/arm=decay,dropout=0.2,l2=0.1/seed=0"),
    ]
    assert [row["seed"] for row in found] == 5 * ["0", "1"]


def test_they_have_the_bits_of_single_runs(config: Path, runs: Path, tmp_path: Path) -> None:
    assert unlike_single_runs(swept(config, runs), tmp_path / "single") == []


def test_axes_beside_them_are_combined_with_each(config: Path, runs: Path) -> None:
    found = table(swept(config, runs, "learning_rate=0.01,0.1", "--seeds", 1))
    assert len(found) == 10
    assert [row["arm"] for row in found] == [*2 * ["none"], *4 * ["dropout"], *4 * ["decay"]]


def test_they_are_repeated_and_grow(config: Path, runs: Path, tmp_path: Path, write_config) -> None:
    sweep = swept(config, runs)
    again = command("sweep", sweep / "sweep.yaml", "--runs-dir", runs)
    assert "\n10 of them done before, 0 trained now\n" in again.out
    assert different(swept(sweep / "sweep.yaml", tmp_path / "copy"), sweep) == []
    more = ARMS.replace("dropout: {dropout: [0.2, 0.5]}", "dropout: {dropout: [0.5, 0.7]}")
    grown = command(
        "sweep", write_config(f"{SMALL}sweep: {{{more}, seeds: 2}}", "flowers.yaml"), "--runs-dir", runs
    )
    assert "\n10 of them done before, 2 trained now\n" in grown.out
    assert len(table(only_sweep(runs))) == 12


def test_an_axis_in_an_arm_and_beside_it(config: Path, runs: Path) -> None:
    assert refusal(config, runs, "dropout=0,0.5", name="sweep") == (
        2,
        "command line: dropout=0,0.5: dropout is set by the arms of the file's sweep: block; change it "
        "there\n",
    )
