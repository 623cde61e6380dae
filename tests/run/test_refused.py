"""Configs and data that can't be run: an exit code for each class, whole sentences, nothing in runs/."""

import os
from pathlib import Path

import numpy as np
import pytest
from support.command import command, refusal

pytestmark = pytest.mark.usefixtures("no_pictures")

FOUR = "x,y,target\n1,2,a\n2,1,b\n3,5,a\n4,3,b\n"


class TestConfigs:
    """Exit 2."""

    def test_no_such_config(self, runs: Path) -> None:
        code, message = refusal("digit", runs)
        assert (code, message) == (2, "digit: no such file or shipped config (did you mean digits?)\n")

    def test_an_unknown_key(self, write_config, runs: Path) -> None:
        config = write_config("dataset: iris\nmodel: {hiden: 8}\n")
        assert refusal(config, runs) == (
            2,
            f"{config}:2:9: model.hiden: is not a known key (did you mean hidden?)\n",
        )

    def test_two_mistakes_are_two_lines(self, write_config, runs: Path) -> None:
        config = write_config("dataset: iris\nmodel: {hiden: 8}\nsed: 1\n")
        code, message = refusal(config, runs)
        assert code == 2
        assert message.splitlines() == [
            f"{config}:2:9: model.hiden: is not a known key (did you mean hidden?)",
            f"{config}:3:1: sed: is not a known key (did you mean seed?)",
        ]

    def test_several_values(self, flowers: Path, runs: Path) -> None:
        assert refusal(flowers, runs, "l2=0,1e-3", "--seed", "3") == (
            2,
            "command line: l2=0,1e-3: one run takes one value; several take: "
            f"regexp sweep {flowers} l2=0,1e-3 seed=3\n",
        )

    def test_parts_that_do_not_fit(self, line: Path, runs: Path) -> None:
        code, message = refusal(line, runs, "dropout=0.5")
        assert code == 2
        assert message == (
            "command line: dropout=0.5: regularization.dropout: acts on hidden units and a linear model has "
            "none; use input_dropout\n"
        )

    def test_a_monitor_that_is_not_measured(self, flowers: Path, runs: Path) -> None:
        assert refusal(flowers, runs, "monitor=validation_mse") == (
            2,
            "monitor: validation_mse is not measured for this task; use one of "
            "validation_loss, validation_accuracy\n",
        )

    def test_a_closed_form_for_classes(self, flowers: Path, runs: Path) -> None:
        assert refusal(flowers, runs, "model=linear", "optimizer=exact")[1].splitlines()[-1] == (
            "optimizer: exact solves squared errors only, and the loss of these targets is "
            "softmax_cross_entropy; add loss=squared_error or use another optimizer"
        )

    @pytest.mark.parametrize(
        ("waiting", "word"),
        [("regularization.early_stopping", "early_stopping=3"), ("optimizer.schedule", "schedule=plateau")],
    )
    def test_waiting_without_validation_rows(
        self, waiting: str, word: str, tmp_path: Path, write_config, runs: Path
    ) -> None:
        generator = np.random.default_rng(0)
        np.savez(tmp_path / "d.npz", x_train=generator.normal(size=(9, 2)), y_train=generator.normal(size=9))
        assert refusal(write_config("dataset: d.npz\n"), runs, word) == (
            2,
            f"{waiting}: watches validation_loss, but there are no validation rows; "
            "raise dataset.validation_size or monitor a training metric\n",
        )


class TestData:
    """Exit 3."""

    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        path = tmp_path / "points.csv"
        path.write_text(FOUR)
        return path

    @pytest.fixture
    def config(self, write_config) -> Path:
        return write_config("dataset: points.csv\noptimizer: {epochs: 2}\n")

    def test_a_missing_file(self, config: Path, tmp_path: Path, runs: Path) -> None:
        assert refusal(config, runs) == (3, f"{tmp_path}/points.csv: no such file\n")

    def test_too_few_rows(self, table: Path, config: Path, runs: Path) -> None:
        assert refusal(config, runs, "train_size=4") == (
            3,
            f"{table}: the splits need 6 rows (4 for train, 1 for validation, 1 for test), "
            "but there are 4 rows\n",
        )

    def test_a_missing_target(self, table: Path, config: Path, runs: Path) -> None:
        table.write_text(FOUR.replace("target", "class"))
        code, message = refusal(config, runs)
        assert code == 3
        assert message.startswith(f"{table}: ")
        assert message.count("\n") == 1

    def test_targets_that_are_no_probabilities(self, line: Path, runs: Path) -> None:
        code, message = refusal(line, runs, "loss=sigmoid_cross_entropy")
        assert code == 3
        assert message.startswith(
            "targets: sigmoid_cross_entropy needs classes or numbers from 0 to 1, and they go from "
        )
        assert message.endswith("; use squared_error\n")

    def test_soft_labels_that_do_not_sum_to_1(self, write_config, runs: Path) -> None:
        rows = ", ".join(["[0.5, 0.2]"] * 10)
        config = write_config(
            f"dataset: {{kind: inline, x: [{', '.join(map(str, range(10)))}], y: [{rows}]}}\n"
            "loss: softmax_cross_entropy\n"
        )
        assert refusal(config, runs) == (
            3,
            "targets: softmax_cross_entropy needs rows that sum to 1; use sigmoid_cross_entropy\n",
        )


class TestUnexpected:
    """Exit 1: a mistake of ours is one sentence too, and says how to see more."""

    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*arguments: object) -> None:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr("regexp.run.prepare", fail)

    def test_one_sentence(self, broken: None, flowers: Path, runs: Path) -> None:
        assert refusal(flowers, runs) == (
            1,
            "unexpected ZeroDivisionError: division by zero; this is a mistake in regexp, and "
            "REGEXP_TRACEBACK=1 shows where\n",
        )

    def test_a_traceback_on_request(
        self, broken: None, flowers: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REGEXP_TRACEBACK", "1")
        with pytest.raises(ZeroDivisionError):
            command("train", flowers, "--runs-dir", runs)


class TestSizes:
    """What can't be computed is refused before anything is written."""

    def test_too_many_parameters(self, write_config, runs: Path) -> None:
        """4·100000 + 100000² + 3·100000 weights and 200003 biases."""
        config = write_config("dataset: iris\nmodel: {hidden: [100000, 100000]}\n")
        message = "model: 10,000,900,003 parameters are too many; at most 500,000,000 can be trained\n"
        assert refusal(config, runs) == (2, message)

    def test_numbers_beyond_float32(self, write_config, runs: Path) -> None:
        config = write_config("dataset: {kind: inline, x: [1, 2, 3, 1e50, 5], y: [1, 2, 3, 4, 5]}\n")
        message = "dataset: numbers leave the range of float32; set dtype: float64, or scale them\n"
        assert refusal(config, runs, "dataset.scale=none") == (3, message)

    def test_a_pipe_in_place_of_a_file(self, write_config, runs: Path, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.csv")
        config = write_config("dataset: pipe.csv\n")
        assert refusal(config, runs) == (3, f"{tmp_path}/pipe.csv: is neither a file nor a folder\n")
