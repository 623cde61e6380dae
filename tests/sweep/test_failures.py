"""Runs that fail or diverge: rows with their reasons, and no other run is changed by them."""

import weakref
from pathlib import Path

import pytest
from support.command import command
from support.sweeps import SMALL, content, different, only_sweep, swept, table

import regexp.sweep.trainer
from regexp.sweep.failures import in_words

pytestmark = pytest.mark.usefixtures("no_overview")

RATES = [0.1 + 0.01 * step for step in range(15)]


def numbers(shift: float) -> str:
    """Return a CSV file of 30 rows."""
    rows = [f"{(7 * row) % 11 + shift},{(3 * row) % 5},{row % 2}" for row in range(30)]
    return "\n".join(["a,b,target", *rows, ""])


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def three_files(tmp_path: Path) -> Path:
    """Three CSV files, the second of which is broken; returned is the folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    for number, name in enumerate(("a.csv", "b.csv", "c.csv")):
        (folder / name).write_text(numbers(number))
    (folder / "b.csv").write_text("a,b,target\n1,2\n")
    return folder


@pytest.fixture
def of_files(write_config) -> Path:
    text = "dataset: {kind: csv, path: data/a.csv, target: target, task: classification}\n"
    return write_config(f"{text}model: linear\noptimizer: {{epochs: 2}}\n", "files.yaml")


def test_one_of_sixteen_diverges(config: Path, runs: Path, tmp_path: Path) -> None:
    rates = ",".join(map(str, RATES))
    without = swept(config, tmp_path / "without", f"learning_rate={rates}", "--jobs", 1)
    done = command("sweep", config, f"learning_rate={rates},1e30", "--jobs", 1, "--runs-dir", runs, "--json")
    assert (done.code, done.err) == (1, "")
    sweep = only_sweep(runs)
    rows = {row["optimizer.learning_rate"]: row["status"] for row in table(sweep)}
    assert rows == {str(rate): "completed" for rate in RATES} | {"1e+30": "diverged"}
    others = [path for path in without.glob("cells/*/*/*") if path.is_file()]
    assert len(others) == 15 * 5  # config.yaml, metrics.csv, preprocessing.json, test.json, result.json
    assert all(content(path) == content(sweep / path.relative_to(without)) for path in others)
    assert command("sweep", config, f"learning_rate={rates},1e30", "--runs-dir", runs).code == 0


def test_failures_are_said_at_once_and_listed(three_files: Path, of_files: Path, runs: Path) -> None:
    words = ("sweep", of_files, f"dataset.path={three_files}/*.csv", "--jobs", 1, "--runs-dir", runs)
    done = command(*words)
    sweep, reason = (
        only_sweep(runs),
        f"{three_files}/b.csv: line 2 has 2 values, but the header has 3 columns",
    )
    assert done.code == 1
    failed = [row for row in table(sweep) if row["status"] == "failed"]
    assert [row["reason"] for row in failed] == [reason]
    first, *others = done.err.splitlines()
    assert first == f"{sweep}/{failed[0]['path']}: failed: {reason}"
    assert all("failed" not in line for line in others)
    assert " 1 run failed or diverged:\n" in done.out
    assert [row["status"] for row in table(sweep)] == ["completed", "failed", "completed"]


def test_a_file_that_was_mended(three_files: Path, of_files: Path, runs: Path, tmp_path: Path) -> None:
    words = (f"dataset.path={three_files}/*.csv", "--jobs", 1)
    swept(of_files, runs, *words, code=1)
    swept(of_files, runs, *words, code=1)
    (three_files / "b.csv").write_text(numbers(0.5))
    again = command("sweep", of_files, *words, "--runs-dir", runs)
    assert again.code == 0
    assert "2 of them done before, 1 trained now" in again.out
    whole = swept(of_files, tmp_path / "other runs", *words)
    assert table(only_sweep(runs)) == table(whole)
    left = different(only_sweep(runs), whole)  # a cell is named by the content of its file
    assert [name.rpartition("/")[2] for name in left] == ["failure.json"]


def test_stop_at_the_first(three_files: Path, of_files: Path, runs: Path) -> None:
    words = (f"dataset.path={three_files}/*.csv", "--jobs", 1, "--on-error", "stop")
    sweep = swept(of_files, runs, *words, code=1)
    assert [row["status"] for row in table(sweep)] == ["failed"]


class TestUnexpected:
    """A run in a stack that raises what nobody has thought of."""

    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> str:
        """Let the files of one run raise an error; returned is the run."""
        record, guilty = regexp.sweep.trainer.record, "cells/l2=0.01/seed=1"

        def fail(trainee, weights: bool, picture: bool) -> None:
            if str(trainee.place.run.path).endswith(guilty):
                raise ZeroDivisionError("float division by zero")
            record(trainee, weights=weights, picture=picture)

        monkeypatch.setattr("regexp.sweep.trainer.record", fail)
        return guilty

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_the_others_do_not_suffer(
        self, jobs: int, broken: str, config: Path, runs: Path, tmp_path: Path
    ) -> None:
        words = ("l2=0,0.01,0.1", "--seeds", 3, "--json")
        done = command("sweep", config, *words, "--jobs", jobs, "--runs-dir", runs)
        sweep = only_sweep(runs)
        reason = "unexpected ZeroDivisionError: float division by zero; this is a mistake in regexp"
        assert (done.code, done.err) == (1, f"{sweep}/{broken}: failed: {reason}\n")
        whole = mended(config, tmp_path / "whole", *words)
        assert {name for name in different(sweep, whole) if not name.startswith(broken)} == {"results.csv"}

    def test_stop_at_the_first(self, broken: str, config: Path, runs: Path) -> None:
        words = ("l2=0,0.01", "--seeds", 3, "--jobs", 1, "--on-error", "stop")
        rows = table(swept(config, runs, *words, code=1))
        found = {row["path"]: row["status"] for row in rows}
        assert found.pop(broken) == "failed"
        # runs are trained seed by seed: these three stood before the broken one
        before = ["cells/l2=0/seed=0", "cells/l2=0/seed=1", "cells/l2=0.01/seed=0"]
        assert found == dict.fromkeys(before, "completed")

    def test_the_next_command_tries_again(
        self, broken: str, config: Path, runs: Path, tmp_path: Path
    ) -> None:
        words = ("l2=0,0.01", "--seeds", 3, "--jobs", 1)
        swept(config, runs, *words, code=1)
        swept(config, runs, *words, code=1)
        whole = mended(config, tmp_path / "whole", *words)
        assert different(mended(config, runs, *words), whole) == []


def mended(config: Path, runs: Path, *words: object) -> Path:
    """Return a sweep in which no run raises an error any more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regexp.sweep.trainer.record", regexp.training.record)
        return swept(config, runs, *words, "--jobs", 1)


def test_running_out_of_memory_in_words() -> None:
    assert in_words(MemoryError()) == "there was not enough memory"


def test_data_that_only_some_seeds_can_use(write_config, runs: Path, tmp_path: Path) -> None:
    """One huge number leaves the range of float32 where it validates, for it is scaled by the other rows."""
    rows = [f"{1e35 if row == 7 else 1e-5 * (row % 5 - 2)},{row % 3}" for row in range(60)]
    (tmp_path / "outlier.csv").write_text("\n".join(["a,target", *rows, ""]))
    dataset = f"{{path: {tmp_path}/outlier.csv, kind: csv, task: regression, test_size: 0}}"
    model = "model: linear\noptimizer: {kind: adam, epochs: 2}\n"
    config = write_config(f"name: outlier\ndataset: {dataset}\n{model}", "outlier.yaml")
    alone = [command("train", config, "--seed", seed, "--runs-dir", tmp_path / "alone") for seed in range(8)]
    expected = ["failed" if done.code else "completed" for done in alone]
    assert len(set(expected)) == 2
    assert [row["status"] for row in table(swept(config, runs, "--seeds", "0:8", code=1))] == expected


def test_a_stack_that_failed_holds_no_memory_while_its_runs_are_tried_alone(
    config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    epochs, references = regexp.sweep.trainer.epochs, list[weakref.ref]()

    def short_of_memory(trainees):
        if len(trainees) > 1:
            references.extend(map(weakref.ref, trainees))
            raise MemoryError
        assert all(reference() is None for reference in references)
        yield from epochs(trainees)

    monkeypatch.setattr("regexp.sweep.trainer.epochs", short_of_memory)
    assert len(table(swept(config, runs, "l2=0,0.1", "--seeds", 2))) == len(references) == 4
