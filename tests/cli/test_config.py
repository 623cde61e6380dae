"""regexp config: what a config means, before anything is trained."""

import json
from pathlib import Path

import pytest
import yaml
from support.command import command
from support.runs import same_bytes, trained

from regexp.config import json_schema, load_config, shipped_names


def printed(*words: object) -> str:
    done = command("config", *words)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_resolved_trains_to_the_same_numbers(
    flowers: Path, runs: Path, write_config, no_pictures: None
) -> None:
    words = ["l2=1e-3", "dropout=0.2", "schedule=cosine", "hidden=5x4", "seed=7"]
    resolved = write_config(printed(flowers, *words, "--resolved"), "resolved.yaml")
    first, second = trained(flowers, runs, *words), trained(resolved, runs / "again")
    assert first.name == second.name
    assert same_bytes(first, second, "config.yaml", "metrics.csv", "best.npz", "last.npz", "test.json")


def test_resolved_is_what_is_printed_without_options(flowers: Path) -> None:
    assert printed(flowers) == printed(flowers, "--resolved")


def test_resolved_names_files_by_their_whole_paths(tmp_path: Path, write_config) -> None:
    (tmp_path / "points.csv").write_text("x,target\n1,2\n")
    config = write_config("dataset: points.csv\n")
    assert f"  path: {tmp_path}/points.csv\n" in printed(config)


def test_diff_is_what_was_changed(write_config) -> None:
    config = write_config(
        "dataset: iris\nmodel: {hidden: [8, 4]}\n"
        "optimizer: {kind: sgd, learning_rate: 1e-5, nesterov: true}\n"
    )
    assert printed(config, "l2=1e-2", "--diff") == (
        "dataset.kind: iris\n"
        "model.hidden: [8, 4]\n"
        "optimizer.kind: sgd\n"
        "optimizer.nesterov: true\n"
        "optimizer.learning_rate: 1e-05\n"
        "regularization.l2.strength: 0.01\n"
    )


@pytest.mark.parametrize("name", shipped_names())
def test_diff_says_it_all(name: str, tmp_path: Path) -> None:
    changes = yaml.safe_load(printed(name, "--diff"))
    kind = changes.pop("dataset.kind")
    empty = tmp_path / f"{Path(name).name}.yaml"
    empty.write_text(f"dataset: {kind}\n")
    words = [f"{key}={json.dumps(value)}" for key, value in changes.items()]
    assert load_config(str(empty), words).config == load_config(name).config


def test_schema() -> None:
    assert json.loads(printed("--schema")) == json_schema()


def test_notes_go_to_stderr(flowers: Path) -> None:
    done = command("config", flowers, "optimizer=exact", "model=linear", "--diff")
    assert done.code == 0
    assert done.err.splitlines() == [
        "optimizer=exact: dropped learning_rate, batch_size and epochs, which exact does not have",
        "model=linear: dropped hidden, which linear does not have",
    ]


def test_what_can_not_be_trained_is_refused(flowers: Path) -> None:
    done = command("config", flowers, "l2=-1")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("command line: l2=-1: ")


def test_nothing_given() -> None:
    done = command("config")
    assert (done.code, done.out) == (2, "")
    assert (
        done.err.splitlines()[-1] == "Error: Invalid value: give a config, for example: regexp config digits"
    )
