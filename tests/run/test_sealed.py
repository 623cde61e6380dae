"""The test split: the same rows for every seed, seen by nothing, and its scores in one file only."""

import json
from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.runs import inputs, outputs, result, rows, same_bytes, table_of, trained, weights

from regexp.config import load_config
from regexp.datasets import prepare

pytestmark = pytest.mark.usefixtures("no_pictures")


def splits(config: Path, seed: int) -> tuple[set[int], set[int], set[int]]:
    data = prepare(load_config(str(config)).config.dataset, seed)
    return tuple(set(split.rows.tolist()) for split in (data.train, data.validation, data.test))


def sealed(run: Path) -> dict:
    return json.loads((run / "test.json").read_text())


def regression(folder: Path, disturbed: np.ndarray | None = None) -> Path:
    """Write 60 points and a config; of the disturbed rows inputs and target become nonsense."""
    generator = np.random.default_rng(3)
    points = generator.normal(size=(60, 3))
    points[:, 2] += points[:, 0]
    if disturbed is not None:
        points[disturbed] = 1e6 * generator.normal(size=(len(disturbed), 3))
    folder.mkdir()
    lines = [",".join(map(repr, row)) for row in points.tolist()]
    (folder / "points.csv").write_text("\n".join(["a,b,target", *lines, ""]))
    config = folder / "exp.yaml"
    config.write_text("dataset: points.csv\nmodel: {hidden: 6}\noptimizer: {epochs: 5}\n")
    return config


def test_the_rows_are_the_same_for_every_seed(flowers: Path) -> None:
    found = [splits(flowers, seed) for seed in range(5)]
    assert all(test == found[0][2] for _, _, test in found)
    assert len({tuple(sorted(validation)) for _, validation, _ in found}) == 5
    assert all(test.isdisjoint(train | validation) for train, validation, test in found)


def test_they_influence_nothing(tmp_path: Path, runs: Path) -> None:
    plain = regression(tmp_path / "plain")
    test_rows = prepare(load_config(str(plain)).config.dataset, seed=0).test.rows
    nonsense = regression(tmp_path / "nonsense", disturbed=test_rows)
    one, other = trained(plain, runs), trained(nonsense, runs)
    assert same_bytes(one, other, "metrics.csv", "best.npz", "last.npz", "preprocessing.json")
    assert result(one)["data_sha256"] != result(other)["data_sha256"]
    told = ("best", "last", "verdict", "constant_prediction", "rows", "parameters")
    assert {key: result(one)[key] for key in told} == {key: result(other)[key] for key in told}
    assert sealed(one)["best"]["test_loss"] < 10 < 1e9 < sealed(other)["best"]["test_loss"]


def test_the_scores_are_in_one_file_only(flowers: Path, runs: Path) -> None:
    shown = command("train", flowers, "--runs-dir", runs)
    (run,) = runs.iterdir()
    printed = shown.out + shown.err + command("show", run).out
    printed += command("train", flowers, "--runs-dir", runs, "--json").out
    readable = ["config.yaml", "metrics.csv", "preprocessing.json", "result.json"]
    for text in [printed, *((run / name).read_text() for name in readable)]:
        assert "test_loss" not in text
        assert "test_accuracy" not in text
        for which in ("best", "last"):
            assert repr(sealed(run)[which]["test_loss"]) not in text


def test_the_scores_of_a_classification(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs, "learning_rate=0.3", "epochs=12")
    table = table_of(flowers)
    test_rows = np.array(sorted(splits(flowers, seed=0)[2]))
    x, y = inputs(run, table, test_rows), table.y[test_rows]
    for which in ("best", "last"):
        z = outputs(x, weights(run, which))
        # softmax cross-entropy: the mean over rows of log Σ exp(z) − z of the right class
        loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), y])
        found = sealed(run)[which]
        assert found["epoch"] == result(run)[which]["epoch"]
        assert found["test_loss"] == pytest.approx(loss, rel=1e-5)
        assert found["test_accuracy"] == pytest.approx(np.mean(z.argmax(axis=1) == y))
    assert sealed(run)["best"] != sealed(run)["last"]


def test_the_scores_of_a_regression(line: Path, runs: Path) -> None:
    run = trained(line, runs)
    table = table_of(line)
    test_rows = np.array(sorted(splits(line, seed=0)[2]))
    z, y = outputs(inputs(run, table, test_rows), weights(run, "last")), table.y[test_rows]
    error = (z - y)[:, 0]
    assert sealed(run)["last"] == pytest.approx(
        {
            "epoch": 3,
            "test_loss": np.mean(error**2),
            "test_mse": np.mean(error**2),
            "test_mae": np.mean(np.abs(error)),
            "test_r2": 1 - np.mean(error**2) / np.var(y),
        },
        rel=1e-5,
    )


def test_without_test_rows_there_are_no_scores(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs, "test_size=0")
    assert sealed(run) == {}
    assert result(run)["rows"]["test"] == 0


def test_label_noise_never_touches_them(flowers: Path) -> None:
    noisy = load_config(str(flowers), ["label_noise=0.5"]).config.dataset
    data = prepare(noisy, seed=0)
    table = table_of(flowers)
    assert np.array_equal(data.test.y, table.y[data.test.rows])
    assert np.array_equal(data.validation.y, table.y[data.validation.rows])
    assert (data.train.y != table.y[data.train.rows]).sum() == 30


def test_scores_do_not_depend_on_which_rows_were_evaluated_before(flowers: Path, runs: Path) -> None:
    every, seldom = trained(flowers, runs), trained(flowers, runs, "evaluation.every=4")
    assert sealed(every)["last"] == sealed(seldom)["last"]
    assert len(rows(seldom)) == 1
