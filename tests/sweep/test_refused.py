"""Sweeps that can't begin: the message, exit code 2, 3 or 4, and nothing left behind."""

from pathlib import Path

import pytest
from support.command import command, refusal
from support.runs import contents
from support.sweeps import SMALL, swept

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--shard", "3/3"],
            "--shard 3/3: must be K/N, such as 0/4 to 3/4 for four shards, or slurm in a job array",
        ),
        (
            ["l2=0,0.1", "--seeds", "2", "--max-runs", "3"],
            "the sweep has 4 runs and at most 3 are allowed: give fewer values, or --max-runs 4",
        ),
        (
            ["l2=-1,-2", "epochs=0,1"],
            "command line: l2=-1: regularization.l2.strength: must be a number of at least 0, not -1\n"
            "command line: l2=-2: regularization.l2.strength: must be a number of at least 0, not -2\n"
            "command line: epochs=0: optimizer.epochs: must be a whole number of at least 1 and at most "
            "10000000, not 0",
        ),
        (
            ["optimizer=adam,exact"],
            "command line: optimizer=exact: optimizer: exact needs model: linear, not mlp",
        ),
        (
            ["--dropout", "0,1"],
            "command line: --dropout 1: regularization.dropout.rate: must be a number of at least 0 and "
            "below 1, not 1",
        ),
        (
            ["dataset.path=/no/such/*.csv"],
            "command line: dataset.path=/no/such/*.csv: no file is named /no/such/*.csv",
        ),
        (
            ["--name", "../away"],
            "command line: --name ../away: name: must be at most 100 letters, digits, . _ and -, the first "
            "no dot, not ../away",
        ),
    ],
    ids=["shard", "runs", "values", "combination", "option", "pattern", "name"],
)
def test_what_is_typed(words: list[str], message: str, config: Path, runs: Path) -> None:
    assert refusal(config, runs, *words, name="sweep") == (2, f"{message}\n")


@pytest.mark.parametrize(("option", "value"), [("--jobs", 0), ("--jobs", -1), ("--max-runs", 0)])
def test_numbers_below_one(option: str, value: int, config: Path, runs: Path) -> None:
    code, message = refusal(config, runs, option, value, name="sweep")
    assert code == 2
    assert f"Error: Invalid value for '{option}': " in message  # what follows is typer's, and changes


def test_data_that_no_run_can_have(config: Path, runs: Path) -> None:
    assert refusal(config, runs, "train_size=900,901", name="sweep") == (
        3,
        "iris: the splits need 960 rows (900 for train, 30 for validation, 30 for test), but there are 150 "
        "rows\n",
    )


def test_data_that_are_not_there(
    config: Path, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(config, runs, "dataset=missing.csv", "l2=0,1", name="sweep") == (
        3,
        f"{tmp_path}/missing.csv: no such file\n",
    )


def test_a_directory_that_holds_something_else(config: Path, runs: Path) -> None:
    (runs / "mine").mkdir(parents=True)
    (runs / "mine" / "thesis.txt").write_text("all of it")
    before = contents(runs)
    done = command("sweep", config, "l2=0,0.1", "--name", "mine", "--runs-dir", runs)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{runs}/mine: is there already and is not a sweep; give another --name\n"
    assert contents(runs) == before


def test_a_run_of_this_name(config: Path, runs: Path) -> None:
    assert command("train", config, "--name", "mine", "--runs-dir", runs, "-q").code == 0
    before = contents(runs)
    done = command("sweep", config, "l2=0,0.1", "--name", "mine", "--runs-dir", runs)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{runs}/mine: is there already and is not a sweep; give another --name\n"
    assert contents(runs) == before


def test_a_sweep_of_this_name_is_no_run(config: Path, runs: Path) -> None:
    sweep = swept(config, runs, "l2=0,0.1", "--name", "mine")
    before = contents(sweep)
    done = command("train", config, "--name", "mine", "--runs-dir", runs)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{runs}/mine: is there already and is not a run; give another --name\n"
    assert contents(sweep) == before


def test_a_file_where_the_directory_should_be(config: Path, runs: Path) -> None:
    runs.mkdir()
    (runs / "mine").write_text("a file")
    done = command("sweep", config, "l2=0,0.1", "--name", "mine", "--runs-dir", runs)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{runs}/mine: is there already and is not a sweep; give another --name\n"


def test_a_plan_for_programs(tmp_path: Path) -> None:
    refused = command("sweep", "digits", "l2=0,1", "--plan", "--json", "--runs-dir", tmp_path / "runs")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "--plan --json: the plan is a text for people; leave one of the two out\n"
