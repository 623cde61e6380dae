"""The same command again, `--force`, `--name`, and what stands in the way."""

from pathlib import Path
from typing import Any

import pytest
from support.command import command
from support.runs import contents, result, same_bytes, trained, watched

import regexp.run
from regexp.config import config_hash, load_config
from regexp.datasets import Data, Dataset
from regexp.record import write_result

pytestmark = pytest.mark.usefixtures("no_pictures")


def test_a_finished_run_is_not_trained_again(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    before = contents(runs)
    again = command("train", flowers, "--runs-dir", runs, "--quiet")
    assert (again.code, again.out) == (0, f"{run}\n")
    assert again.err == f"{run}: done already; --force trains it again\n"
    assert contents(runs) == before


def test_a_finished_run_is_shown_again(flowers: Path, runs: Path) -> None:
    first = command("train", flowers, "--runs-dir", runs)
    again = command("train", flowers, "--runs-dir", runs)
    assert (again.code, again.out) == (0, first.out)


def test_force_trains_it_again_and_leaves_nothing_beside_it(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    before = contents(runs)
    assert trained(flowers, runs, "--force") == run
    after = contents(runs)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name][1] == before[name][1]} == set()
    computed = set(after) - {f"{run.name}/result.json"}
    assert {name for name in computed if after[name][0] != before[name][0]} == set()


def test_force_shows_the_new_numbers(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    first = command("train", flowers, "--runs-dir", runs).out
    old = result(run)
    old["last"]["train_loss"] = old["best"]["train_loss"] = 77.0
    write_result(run / "result.json", old, old["sha256"], durable=False)
    assert "77.0" in command("train", flowers, "--runs-dir", runs).out
    assert command("train", flowers, "--runs-dir", runs, "--force").out == first


def test_a_forced_run_that_fails_leaves_the_old_one_as_it_was(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    before = contents(run)

    def fail(member: Any) -> None:
        if member.epoch == 2:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        watched(flowers, runs, fail, force=True)
    assert contents(run) == before
    shown = command("show", "--runs-dir", runs)
    assert (shown.code, shown.err) == (0, "")
    assert str(run) in shown.out
    assert trained(flowers, runs, "--force") == run
    assert [path.name for path in runs.iterdir()] == [run.name]


def test_a_forced_run_that_was_killed_while_it_was_swapped_in(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    before = contents(run)
    run.rename(runs / f".{run.name}.old")
    again = command("train", flowers, "--runs-dir", runs, "--quiet")
    assert (again.code, again.err) == (0, f"{run}: done already; --force trains it again\n")
    assert contents(run) == before


def test_a_run_that_another_process_finished_meanwhile(
    flowers: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, before = regexp.run.prepare, {}

    def finish_meanwhile(dataset: Dataset, seed: int) -> Data:
        monkeypatch.setattr("regexp.run.prepare", prepare)
        trained(flowers, runs)
        before.update(contents(runs))
        return prepare(dataset, seed)

    monkeypatch.setattr("regexp.run.prepare", finish_meanwhile)
    done = command("train", flowers, "--runs-dir", runs, "--quiet")
    assert done.err.endswith(": done already; --force trains it again\n")
    assert contents(runs) == before != {}


def test_another_config_may_not_take_a_name(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs, "--name", "mine")
    before = contents(runs)
    refused = command("train", flowers, "seed=1", "--name", "mine", "--runs-dir", runs, "--force")
    own, other = (config_hash(load_config(str(flowers), words).config)[:6] for words in ((), ["seed=1"]))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"{run}: holds a run of another config ({own}, this one is {other}); "
        "give another --name or delete it\n"
    )
    assert contents(runs) == before


def test_another_config_may_not_take_the_name_of_a_damaged_run(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs, "--name", "mine")
    (run / "result.json").write_text("{")
    before = contents(runs)
    refused = command("train", flowers, "seed=1", "--name", "mine", "--runs-dir", runs)
    assert refused.code == 2
    assert contents(runs) == before


def test_another_config_may_not_take_the_name_of_an_unfinished_run(flowers: Path, runs: Path) -> None:
    def fail(member: Any) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        watched(flowers, runs, fail, name="mine")
    before = contents(runs)
    assert list(before) == ["mine/config.yaml"]
    assert command("train", flowers, "seed=1", "--name", "mine", "--runs-dir", runs).code == 2
    assert contents(runs) == before
    assert trained(flowers, runs, "--name", "mine") == runs / "mine"


def test_a_directory_that_is_no_run_is_left_alone(flowers: Path, runs: Path) -> None:
    (runs / "mine").mkdir(parents=True)
    (runs / "mine" / "notes.txt").write_text("thesis")
    refused = command("train", flowers, "--name", "mine", "--runs-dir", runs, "--force")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"{runs}/mine: is there already and is not a run; give another --name\n"
    assert [path.name for path in (runs / "mine").iterdir()] == ["notes.txt"]


def test_a_directory_with_the_config_of_another_program_is_left_alone(flowers: Path, runs: Path) -> None:
    (runs / "mine").mkdir(parents=True)
    (runs / "mine" / "config.yaml").write_text("theme: minima\n")
    refused = command("train", flowers, "--name", "mine", "--runs-dir", runs)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"{runs}/mine/config.yaml: is there already and is not the config of a run; "
        "give another --name or delete it\n"
    )
    assert (runs / "mine" / "config.yaml").read_text() == "theme: minima\n"


def test_a_file_in_the_place_of_a_run_is_left_alone(flowers: Path, runs: Path) -> None:
    runs.mkdir()
    (runs / "mine").write_text("thesis")
    refused = command("train", flowers, "--name", "mine", "--runs-dir", runs)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"{runs}/mine: is there already and is not a run; give another --name\n"


def test_an_empty_directory_is_a_place_for_a_run(flowers: Path, runs: Path) -> None:
    (runs / "mine").mkdir(parents=True)
    assert trained(flowers, runs, "--name", "mine") == runs / "mine"


def test_runs_of_different_settings_stand_side_by_side(flowers: Path, runs: Path) -> None:
    found = {trained(flowers, runs, *words) for words in ((), ("seed=1",), ("l2=0.1",))}
    assert len(found) == 3
    assert set(runs.iterdir()) == found


@pytest.mark.parametrize("same", [("l2=0",), ("--dropout", "0"), ("batch_size=16",)])
def test_spelling_out_a_default_is_the_same_weights(same: tuple[str, ...], flowers: Path, runs: Path) -> None:
    run, other = trained(flowers, runs, "--name", "one"), trained(flowers, runs, *same, "--name", "other")
    assert same_bytes(run, other, "metrics.csv", "best.npz", "last.npz")
