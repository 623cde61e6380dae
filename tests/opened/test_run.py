"""A finished run as an object: what its files say, and models with or without stored weights."""

import sys
import warnings
from pathlib import Path

import numpy as np
import pandas
import pytest
from support.command import command
from support.configs import FLOWERS
from support.made_runs import made_run
from support.runs import rewrite_result, trained
from support.sweeps import runs_of, swept

import regexp
from regexp.errors import DataError, FileError, RegexpError
from regexp.record import DamagedFile

pytestmark = pytest.mark.usefixtures("no_pictures", "no_overview")

DESCENT = "model: linear\noptimizer: {kind: gd, learning_rate: 0.1, epochs: 2}\n"
FLOWER = [[5.1, 3.5, 1.4, 0.2], [6.0, 2.7, 5.1, 1.6]]


def test_what_its_files_say(runs: Path) -> None:
    settings = {"regularization.l2.strength": 0.01}
    run = regexp.open(made_run(runs / "one", settings=settings, seed=3, history=[0.9, 0.5, 0.7]))
    assert run.path == runs / "one"
    assert (run.status, run.seed) == ("completed", 3)
    assert run.settings["regularization.l2.strength"] == 0.01
    assert (run.best["epoch"], run.best["validation_loss"]) == (2, 0.5)
    assert (run.last["epoch"], run.last["validation_loss"]) == (3, 0.7)
    assert run.verdict["best_epoch"] == 2
    assert run.config.regularization["l2"].strength == 0.01
    assert repr(run) == (
        f"<Run {runs}/one: completed after 3 epochs, seed 3, validation_loss 0.500 at epoch 2>"
    )


def test_metrics_are_a_structured_array(runs: Path) -> None:
    run = regexp.open(made_run(runs / "one", history=[0.9, float("nan"), 0.7]))
    assert run.metrics.dtype["epoch"] == np.int64
    assert run.metrics.dtype["validation_loss"] == np.float64
    assert run.metrics["epoch"].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(run.metrics["validation_loss"], [0.9, np.nan, 0.7])


def test_a_data_frame_has_the_columns_of_metrics_csv(runs: Path) -> None:
    path = made_run(runs / "one", history=[0.9, 0.5])
    pandas.testing.assert_frame_equal(regexp.open(path).to_dataframe(), pandas.read_csv(path / "metrics.csv"))


def test_without_pandas(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError) as caught:
        regexp.open(made_run(runs / "one")).to_dataframe()
    assert str(caught.value) == "to_dataframe needs pandas, which is not installed: pip install pandas"


def test_stored_weights_need_no_data(runs: Path, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("a,b,target\n" + "".join(f"{i % 7},{i % 5},{i % 2}\n" for i in range(40)))
    config = tmp_path / "exp.yaml"
    config.write_text(f"dataset: {data}\n{DESCENT}")
    path = trained(config, runs)
    before = regexp.open(path).predict([[1, 2], [3, 4]])
    data.unlink()
    moved = path.rename(tmp_path / "moved")
    np.testing.assert_array_equal(regexp.open(moved).predict([[1, 2], [3, 4]]), before)


def test_a_run_without_weights_is_trained_again_once(flowers: Path, runs: Path) -> None:
    whole = regexp.open(trained(flowers, runs))
    (run,) = runs_of(swept(flowers, runs / "swept"))
    rewrite_result(run, seconds=7.2)
    without = regexp.open(run)
    with pytest.warns(UserWarning, match="retraining") as told:
        predicted = without.predict_proba(FLOWER)
    assert [str(warning.message) for warning in told] == [
        "retraining 1 run without stored weights, about 7 s"
    ]
    assert told[0].filename == __file__
    np.testing.assert_array_equal(predicted, whole.predict_proba(FLOWER))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        last = without.predict_proba(FLOWER, at="last")
    np.testing.assert_array_equal(last, whole.predict_proba(FLOWER, at="last"))


def test_data_that_changed_cannot_be_trained_on_again(runs: Path, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("a,target\n" + "".join(f"{i},{i / 3}\n" for i in range(40)))
    config = tmp_path / "exp.yaml"
    config.write_text(f"dataset: {data}\n{DESCENT}")
    (path,) = runs_of(swept(config, runs))
    data.write_text(data.read_text().replace("39,13.0", "39,14.0"))
    with pytest.raises(DataError) as caught:
        regexp.open(path).predict([[1.0]])
    assert str(caught.value) == f"{path}: {data} has changed since this run was trained on it"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_weights_are_trained_again(flowers: Path, runs: Path) -> None:
    path = trained(flowers, runs)
    before = regexp.open(path).predict_proba(FLOWER)
    (path / "best.npz").write_bytes(b"PK")
    with pytest.warns(UserWarning, match="changed since it was written; the run is trained again"):
        again = regexp.open(path).predict_proba(FLOWER)
    np.testing.assert_array_equal(again, before)


def test_damaged_files_are_named_when_they_are_needed(flowers: Path, runs: Path) -> None:
    path = trained(flowers, runs)
    needs = {
        "config.yaml": lambda run: run.config,
        "metrics.csv": lambda run: run.metrics,
        "preprocessing.json": lambda run: run.predict(FLOWER),
    }
    for name, need in needs.items():
        content = (path / name).read_bytes()
        (path / name).write_bytes(content[:-9])
        with pytest.raises(DamagedFile) as caught:
            need(regexp.open(path))
        assert str(caught.value) == f"{path}/{name}: has changed since it was written"
        (path / name).write_bytes(content)


def test_a_run_that_diverged_predicts_nothing_at_its_end(runs: Path, tmp_path: Path) -> None:
    config = tmp_path / "exp.yaml"
    config.write_text(FLOWERS.replace("adam, learning_rate: 0.01", "sgd, learning_rate: 1e30"))
    assert command("train", config, "--runs-dir", runs, "--quiet").code == 1
    run = regexp.open(runs_dir=runs)
    with pytest.raises(RegexpError) as caught:
        run.predict(FLOWER, at="last")
    assert str(caught.value) == (
        f"{run.path}: diverged, so that its weights are not finite and predict nothing"
    )


def test_unfinished_and_failed_runs_are_no_objects(runs: Path) -> None:
    begun = made_run(runs / "begun", status="unfinished")
    failed = made_run(runs / "failed", status="failed", reason="there was not enough memory")
    for path, reason in (
        (begun, "is not finished; the command that began it goes on with it"),
        (failed, "failed: there was not enough memory"),
    ):
        with pytest.raises(FileError) as caught:
            regexp.open(path)
        assert str(caught.value) == f"{path}: {reason}"
