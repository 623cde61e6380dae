"""What a run leaves behind: which files, and what is in them."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.runs import header, result, rows, table_of, trained

import regexp.training
from regexp.config import load_config
from regexp.datasets import prepare

FILES = {
    "config.yaml",
    "metrics.csv",
    "preprocessing.json",
    "best.npz",
    "last.npz",
    "curves.png",
    "test.json",
    "result.json",
}
RESULT = {
    "schema_version",
    "status",
    "name",
    "seed",
    "settings",
    "epochs",
    "monitor",
    "best",
    "last",
    "verdict",
    "constant_prediction",
    "loss",
    "widths",
    "parameters",
    "rows",
    "redrawn",
    "seconds",
    "fingerprint",
    "config_hash",
    "data_sha256",
    "sha256",
}
CLASSES = (
    "epoch,train_loss,validation_loss,train_accuracy,validation_accuracy,penalty,learning_rate,weight_norm"
)
NUMBERS = (
    "epoch,train_loss,validation_loss,train_mse,validation_mse,train_mae,validation_mae,train_r2,validation_r2,"
    "penalty,learning_rate,weight_norm"
)


def test_a_run_has_its_files_and_no_others(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    assert {path.name for path in run.iterdir()} == FILES
    assert [path.name for path in runs.iterdir()] == [run.name]
    assert (run / "curves.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_a_run_is_named_after_its_config_and_the_hash_of_what_it_computes(
    flowers: Path, runs: Path, no_pictures: None
) -> None:
    run = trained(flowers, runs)
    assert run == runs / f"flowers-{result(run)['config_hash'][:6]}"


def test_another_name_is_the_directory_as_it_is(flowers: Path, runs: Path, no_pictures: None) -> None:
    run = trained(flowers, runs, "--name", "both")
    assert run == runs / "both"
    assert result(run)["name"] == "both"


@pytest.mark.usefixtures("no_pictures")
class TestMetrics:
    """metrics.csv: a row for each evaluated epoch."""

    def test_columns_of_a_classification(self, flowers: Path, runs: Path) -> None:
        assert header(trained(flowers, runs)) == CLASSES

    def test_columns_of_a_regression(self, line: Path, runs: Path) -> None:
        assert header(trained(line, runs)) == NUMBERS

    def test_label_noise_adds_what_was_memorized(self, flowers: Path, runs: Path) -> None:
        assert header(trained(flowers, runs, "label_noise=0.1")) == f"{CLASSES},memorized"

    def test_epochs_count_from_1(self, flowers: Path, runs: Path) -> None:
        table = rows(trained(flowers, runs))
        assert [row["epoch"] for row in table] == ["1", "2", "3", "4"]

    def test_the_last_epoch_is_always_measured(self, flowers: Path, runs: Path) -> None:
        run = trained(flowers, runs, "epochs=7", "evaluation.every=3")
        table = rows(run)
        assert [row["epoch"] for row in table] == ["3", "6", "7"]

    def test_without_validation_rows_its_columns_are_there_and_empty(self, flowers: Path, runs: Path) -> None:
        run = trained(flowers, runs, "validation_size=0")
        assert header(run) == CLASSES
        table = rows(run)
        assert {row["validation_loss"] for row in table} == {""}
        assert {row["validation_accuracy"] for row in table} == {""}


@pytest.mark.usefixtures("no_pictures")
class TestResult:
    """result.json: what there is to know about a run, in one object."""

    def test_keys(self, flowers: Path, runs: Path) -> None:
        assert result(trained(flowers, runs)).keys() == RESULT

    def test_settings_are_all_there_by_full_name_but_those_of_regularizers_that_are_off(
        self, flowers: Path, runs: Path
    ) -> None:
        settings = result(trained(flowers, runs, "l2=0.01", "dropout=0"))["settings"]
        assert settings["regularization.l2.strength"] == 0.01
        assert not [name for name in settings if "dropout" in name]
        assert (settings["dataset.kind"], settings["model.hidden"]) == ("iris", [8])
        assert (settings["optimizer.beta1"], settings["dataset.split_seed"]) == (0.9, None)
        assert not {"name", "seed", "sweep"} & set(settings)

    def test_counts(self, flowers: Path, runs: Path) -> None:
        found = result(trained(flowers, runs, "seed=3", "label_noise=0.1"))
        assert found["schema_version"] == 1
        assert (found["status"], found["seed"], found["epochs"]) == ("completed", 3, 4)
        assert found["widths"] == [4, 8, 3]
        assert found["parameters"] == (4 + 1) * 8 + (8 + 1) * 3
        # 150 irises: 0.2 of them validate, 0.2 test, 60 train, a tenth of these with another label
        assert found["rows"] == {"train": 60, "flipped": 6, "validation": 30, "test": 30, "left_out": 30}

    def test_best_and_last_are_rows_of_the_metrics(self, flowers: Path, runs: Path) -> None:
        run = trained(flowers, runs, "learning_rate=0.3", "epochs=12")
        table = rows(run)
        best = min(table, key=lambda row: float(row["validation_loss"]))
        for which, row in (("best", best), ("last", table[-1])):
            assert result(run)[which] == {name: float(text) for name, text in row.items()}
        assert best != table[-1]

    def test_the_other_files_hashes(self, flowers: Path, runs: Path) -> None:
        run = trained(flowers, runs)
        others = {name: sha256((run / name).read_bytes()).hexdigest() for name in FILES - {"result.json"}}
        found = result(run)
        own = found["sha256"]["result.json"]
        assert sha256((run / "result.json").read_bytes().replace(own.encode(), b"")).hexdigest() == own
        assert found["sha256"] == others | {"result.json": own}

    def test_what_is_not_a_number_is_null(self, flowers: Path, runs: Path) -> None:
        run = trained(flowers, runs, "validation_size=0")
        assert result(run)["best"]["validation_loss"] is None
        assert result(run)["constant_prediction"]["validation_accuracy"] is None
        assert "NaN" not in (run / "result.json").read_text()

    def test_the_constant_prediction(self, line: Path, runs: Path) -> None:
        found = result(trained(line, runs))["constant_prediction"]
        # predicting the mean explains nothing of the rows it is the mean of: R² = 0
        assert found["train_r2"] == pytest.approx(0, abs=1e-9)
        assert found["train_loss"] == found["train_mse"]

    def test_a_closed_form_has_no_learning_rate(self, write_config, runs: Path) -> None:
        config = write_config("dataset: {kind: line, samples: 60}\nmodel: linear\noptimizer: exact\n")
        run = trained(config, runs)
        assert result(run)["last"]["learning_rate"] is None
        assert (result(run)["epochs"], result(run)["last"]["epoch"]) == (1, 1)

    def test_a_run_that_early_stopping_ended(self, flowers: Path, runs: Path) -> None:
        found = result(trained(flowers, runs, "epochs=100", "learning_rate=0.3", "early_stopping=2"))
        assert found["status"] == "early_stopped"
        assert found["epochs"] == found["best"]["epoch"] + 2 < 100

    def test_a_run_that_diverged(self, flowers: Path, runs: Path) -> None:
        done = command("train", flowers, "optimizer=gd", "learning_rate=1e12", "--runs-dir", runs, "--quiet")
        assert (done.code, done.err) == (1, "optimizer=gd: dropped batch_size, which gd does not have\n")
        found = result(Path(done.out.strip()))
        assert (found["status"], found["verdict"]["kind"]) == ("diverged", "diverged")
        assert found["last"]["train_loss"] is None


@pytest.mark.usefixtures("no_pictures")
def test_weights(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs, "learning_rate=0.3", "epochs=12")
    for name in ("best.npz", "last.npz"):
        with np.load(run / name) as arrays:
            assert {key: array.shape for key, array in arrays.items()} == {
                "layers/0/weight": (4, 8),
                "layers/0/bias": (8,),
                "layers/1/weight": (8, 3),
                "layers/1/bias": (3,),
            }
            assert {array.dtype for array in arrays.values()} == {np.dtype("float32")}
    assert (run / "best.npz").read_bytes() != (run / "last.npz").read_bytes()


@pytest.mark.usefixtures("no_pictures")
def test_preprocessing_is_what_the_training_rows_showed(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    dataset = load_config(str(flowers)).config.dataset
    raw = table_of(flowers).x[prepare(dataset, seed=0).train.rows]
    fitted = json.loads((run / "preprocessing.json").read_text())
    assert fitted["center"] == pytest.approx(raw.mean(axis=0).tolist())
    assert fitted["spread"] == pytest.approx(raw.std(axis=0).tolist())
    assert fitted["classes"] == ["setosa", "versicolor", "virginica"]


@pytest.mark.usefixtures("no_pictures")
def test_the_result_is_written_last(flowers: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    for name in ("write_text", "write_history", "write_json", "write_arrays", "write_result"):
        original = getattr(regexp.training, name)

        def noting(path: Path, *content: object, original=original) -> None:
            order.append(path.name)
            original(path, *content)

        monkeypatch.setattr(regexp.training, name, noting)
    trained(flowers, runs)
    assert order[0] == "config.yaml"
    assert order[-1] == "result.json"
    assert order.count("result.json") == 1
