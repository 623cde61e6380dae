"""Models of finished runs: read where weights were kept, else trained again to the very same bits."""

import json
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from support.damage import flipped
from support.runs import rewrite_result
from support.sweeps import swept

from regexp.collection import FinishedRun, collect, find_all
from regexp.errors import DataError
from regexp.outcome import predictions
from regexp.record import read_history, write_history, write_result
from regexp.retraining import Trained, all_trained, trained

FLOWERS = """
name: flowers
dataset: {kind: csv, path: flowers.csv, target: kind, train_size: 40, label_noise: 0.1}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 4}
"""
AXES = ("dropout=0,0.5", "hidden=4,8", "--seeds", "2")
AGAIN = "retraining 8 runs without stored weights, about 24 s"


@pytest.fixture(scope="module")
def sweeps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same sweep without and with weights, in folders that can be copied with their data."""
    folder = tmp_path_factory.mktemp("sweeps")
    rows = np.random.default_rng(0).normal(size=(120, 3))
    lines = (f"{a:.3f},{b:.3f},{c:.3f},{'even' if a * b > 0 else 'odd'}" for a, b, c in rows.tolist())
    (folder / "flowers.csv").write_text("\n".join(["a,b,c,kind", *lines]))
    (folder / "flowers.yaml").write_text(FLOWERS)
    config = folder / "flowers.yaml"
    found = swept(config, folder / "bare", *AXES), swept(config, folder / "kept", *AXES, "--save-weights")
    for run in folder.glob("*/*/cells/*/*"):
        rewrite_result(run, seconds=3.0)
    return found


@pytest.fixture
def bare(sweeps: tuple[Path, Path], tmp_path: Path) -> Path:
    """Return a copy of the folder that holds data and both sweeps."""
    return Path(copytree(sweeps[0].parents[1], tmp_path / "copy"))


def runs_in(folder: Path) -> tuple[FinishedRun, ...]:
    return collect(find_all([str(folder / "*")], Path("runs"))).runs


def equal(one: Trained, other: Trained) -> bool:
    return all(np.array_equal(getattr(one, which), getattr(other, which)) for which in ("best", "last"))


def rewritten(run: FinishedRun, **fields: object) -> None:
    """Write a run's result again with other content, and the hashes of its files as they are now."""
    path = run.directory.path / "result.json"
    content = json.loads(path.read_text()) | fields
    del content["sha256"]
    write_result(path, content, run.directory.hashes(), durable=False)


def test_retrained_parameters_are_those_that_were_stored(sweeps: tuple[Path, Path]) -> None:
    said: list[str] = []
    again, problems = all_trained(runs_in(sweeps[0].parent), said.append)
    assert (said, problems) == ([AGAIN], [])
    kept, problems = all_trained(runs_in(sweeps[1].parent), said.append)
    assert (said, problems) == ([AGAIN], [])
    assert [one.run.directory.path.parts[-2:] for one in again] == [
        one.run.directory.path.parts[-2:] for one in kept
    ]
    assert all(equal(one, other) for one, other in zip(again, kept, strict=True))


def test_a_model_predicts_what_was_measured(sweeps: tuple[Path, Path]) -> None:
    """The share of validation rows predicted right is the recorded accuracy, computed here by hand."""
    for run in runs_in(sweeps[0].parent)[:3]:
        model = trained(run, lambda sentence: None)
        for theta, measured in ((model.best, run.result["best"]), (model.last, run.result["last"])):
            found = predictions(model.problem, theta, model.problem.validation.x)[:, 0] > 0.5
            assert np.mean(found == (model.data.validation.y == 1)) == measured["validation_accuracy"]


def test_one_run_is_one_run(sweeps: tuple[Path, Path]) -> None:
    said: list[str] = []
    trained(runs_in(sweeps[0].parent)[0], said.append)
    assert said == ["retraining 1 run without stored weights, about 3 s"]


def test_damaged_weights_are_named_and_trained_again(bare: Path) -> None:
    runs = runs_in(bare / "kept")
    flipped(path := runs[0].directory.path / "last.npz")
    said: list[str] = []
    models, problems = all_trained(runs, said.append)
    assert said == ["retraining 1 run without stored weights, about 3 s"]
    assert problems == [f"{path}: has changed since it was written; the run is trained again"]
    assert equal(models[0], trained(runs_in(bare / "bare")[0], said.append))


def test_a_run_whose_config_is_damaged_is_left_out(bare: Path) -> None:
    runs = runs_in(bare / "bare")
    flipped(path := runs[0].directory.path / "config.yaml")
    models, problems = all_trained(runs, lambda sentence: None)
    assert len(models) == 7
    assert problems == [f"{path}: has changed since it was written; the run is left out"]


def test_changed_data_are_refused(bare: Path) -> None:
    runs = runs_in(bare / "bare")
    with (bare / "flowers.csv").open("a") as file:
        file.write("\n0.1,0.2,0.3,odd")
    with pytest.raises(DataError) as refused:
        all_trained(runs, lambda sentence: None)
    path = runs[0].directory.path
    data = bare / "flowers.csv"
    assert str(refused.value) == f"{path}: {data} has changed since this run was trained on it"


def test_runs_of_another_machine_may_differ_and_that_is_said(bare: Path) -> None:
    for run in runs_in(bare / "bare")[:2]:
        rewritten(run, fingerprint={**run.result["fingerprint"], "kernel": "Z80"})
    said: list[str] = []
    _, problems = all_trained(runs_in(bare / "bare"), said.append)
    assert problems == []
    assert said[1:] == [
        "2 runs had been trained on another machine or version: numbers may differ in the last digits"
    ]


def test_other_measurements_than_before_are_named(bare: Path) -> None:
    run = runs_in(bare / "bare")[3]
    history = read_history(path := run.directory.path / "metrics.csv")
    history.values[1, history.columns.index("train_loss")] += 1e-9
    write_history(path, history, durable=False)
    rewritten(run)
    _, problems = all_trained(runs_in(bare / "bare"), lambda sentence: None)
    words = "trained again, its numbers are not those in its metrics.csv"
    assert problems == [f"{run.directory.path}: {words}"]


def test_damaged_metrics_are_named(bare: Path) -> None:
    runs = runs_in(bare / "bare")
    flipped(path := runs[5].directory.path / "metrics.csv")
    models, problems = all_trained(runs, lambda sentence: None)
    assert len(models) == 8
    assert problems == [f"{path}: has changed since it was written"]
