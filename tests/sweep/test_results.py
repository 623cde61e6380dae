"""What a sweep leaves on disk: results.csv, cells that shells can pick, a picture; and what it remembers."""

from pathlib import Path

import numpy as np
import pytest
from support.runs import result, rows
from support.sweeps import SMALL, runs_of, swept, table

from regexp.config import load_config
from regexp.sources import MOST_SPLITS, Sources

MEASURED = (
    *("epoch", "train_loss", "validation_loss", "train_accuracy", "validation_accuracy"),
    *("penalty", "learning_rate", "weight_norm", "memorized"),
)


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


@pytest.mark.usefixtures("no_overview")
class TestTable:
    """results.csv."""

    def test_columns_and_rows(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "dropout=0.5,none", "hidden=8,4x4", "--seeds", 2)
        found = table(sweep)
        assert list(found[0]) == [
            "regularization.dropout.rate",
            "model.hidden",
            *("seed", "status"),
            *(f"best_{name}" for name in MEASURED),
            *(f"last_{name}" for name in MEASURED),
            *("epochs", "redrawn", "reason", "path"),
        ]
        keys = ("regularization.dropout.rate", "model.hidden", "seed", "status", "epochs", "reason", "path")
        cells = [
            (rate, hidden, f"dropout={rate},hidden={hidden}")
            for rate in ("0", "0.5")
            for hidden in ("4x4", "8")
        ]
        assert [tuple(row[key] for key in keys) for row in found] == [
            (rate, hidden, str(seed), "completed", "4", "", f"cells/{cell}/seed={seed}")
            for rate, hidden, cell in cells
            for seed in (0, 1)
        ]

    def test_metrics_are_those_of_the_run(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "l2=0,0.1", "learning_rate=0.3")
        for row in table(sweep):
            measured = rows(sweep / row["path"])
            best = min(measured, key=lambda epoch: float(epoch["validation_loss"]))
            assert {name: row[f"best_{name}"] for name in MEASURED} == best
            assert {name: row[f"last_{name}"] for name in MEASURED} == measured[-1]

    def test_what_was_not_measured_is_empty(self, config: Path, runs: Path) -> None:
        (row,) = table(swept(config, runs, "validation_size=0", "learning_rate=1e30", code=1))
        assert (row["status"], row["last_train_loss"], row["last_validation_loss"]) == ("diverged", "", "")

    def test_a_run_that_can_not_be_trained_is_a_row(self, config: Path, runs: Path) -> None:
        good, bad = table(swept(config, runs, "train_size=60,900", code=1))
        assert (good["status"], good["reason"]) == ("completed", "")
        assert {key: value for key, value in bad.items() if value} == {
            "dataset.train_size": "900",
            "seed": "0",
            "status": "failed",
            "epochs": "0",
            "reason": "iris: the splits need 960 rows (900 for train, 30 for validation, 30 for test), but "
            "there are 150 rows",
            "path": "cells/train_size=900/seed=0",
        }

    def test_rows_are_sorted_by_numbers(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "l2=1,0.5,10,0,1e-5", "seeds=10,9")
        assert [float(row["regularization.l2.strength"]) for row in table(sweep)[::2]] == [
            0,
            1e-5,
            0.5,
            1,
            10,
        ]
        assert [row["seed"] for row in table(sweep)] == 5 * ["9", "10"]

    def test_a_table_that_is_gone_is_written_again(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "l2=0,0.1")
        text = (sweep / "results.csv").read_bytes()
        (sweep / "results.csv").unlink()
        (sweep / "overview.png").unlink()
        swept(config, runs, "l2=0,0.1")
        assert (sweep / "results.csv").read_bytes() == text
        assert (sweep / "overview.png").is_file()


@pytest.mark.usefixtures("no_overview")
class TestCells:
    """The directories of runs."""

    def test_globs_pick_them(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "l2=0,1e-3", "dropout=0,0.5", "hidden=8,4x4")
        assert sorted(path.name for path in sweep.glob("cells/l2=0.001,*")) == [
            "l2=0.001,dropout=0,hidden=4x4",
            "l2=0.001,dropout=0,hidden=8",
            "l2=0.001,dropout=0.5,hidden=4x4",
            "l2=0.001,dropout=0.5,hidden=8",
        ]
        assert len(list(sweep.glob("cells/*dropout=0.5*/seed=0/metrics.csv"))) == 4

    def test_without_axes_there_is_one_base(self, config: Path, runs: Path) -> None:
        sweep = swept(config, runs, "--seeds", 2)
        assert [str(path.relative_to(sweep)) for path in runs_of(sweep)] == [
            "cells/base/seed=0",
            "cells/base/seed=1",
        ]

    @pytest.mark.parametrize(("words", "weights"), [([], []), (["--save-weights"], ["best.npz", "last.npz"])])
    def test_files(self, words: list[str], weights: list[str], config: Path, runs: Path) -> None:
        (run,) = runs_of(swept(config, runs, *words))
        others = ["config.yaml", "metrics.csv", "preprocessing.json", "result.json", "test.json"]
        assert sorted(path.name for path in run.iterdir()) == sorted([*weights, *others])
        assert set(result(run)["sha256"]) == {*weights, *others}

    def test_weights_can_be_asked_for_later(self, config: Path, runs: Path) -> None:
        before = (next(runs_of(swept(config, runs))) / "metrics.csv").read_bytes()
        (run,) = runs_of(swept(config, runs, "--save-weights"))
        assert (run / "best.npz").is_file()
        assert (run / "metrics.csv").read_bytes() == before


def test_the_picture_is_a_png(config: Path, runs: Path) -> None:
    content = (swept(config, runs, "l2=0,0.1", "--seeds", 2) / "overview.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content.endswith(b"IEND\xaeB`\x82")


def test_few_splits_are_remembered(config: Path) -> None:
    sources = Sources()
    configs = [load_config(str(config), [f"seed={seed}"]).config for seed in range(MOST_SPLITS + 4)]
    rows = [sources.problem(config)[0].train for config in configs]
    recent = [sources.problem(config)[0].train for config in configs[-MOST_SPLITS:]]
    assert list(map(id, recent)) == list(map(id, rows[-MOST_SPLITS:]))
    again, _ = sources.problem(configs[0])
    assert again.train is not rows[0]
    assert np.array_equal(again.train.x, rows[0].x)
    other, _ = sources.problem(load_config(str(config), ["l2=0.1"]).config)
    assert other.train is again.train
