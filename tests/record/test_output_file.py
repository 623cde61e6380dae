"""Files that users name: what is there is never lost unasked, and some things are never replaced."""

import os
from pathlib import Path

import pytest
from support.made_runs import made_run, made_sweep

from regexp.errors import ConfigError
from regexp.record import write_output


def refusal(path: Path, force: bool = True) -> str:
    with pytest.raises(ConfigError) as caught:
        write_output(path, "new", force)
    return str(caught.value)


def test_a_new_file_and_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_output(path, "old", force=False)
    assert refusal(path, force=False) == f"{path}: is there already; --force replaces it"
    assert path.read_text() == "old"
    write_output(path, "new", force=True)
    assert path.read_text() == "new"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "dangling"])
def test_what_is_no_file_of_its_own(kind: str, tmp_path: Path) -> None:
    path, target = tmp_path / "out", tmp_path / "target"
    if kind == "link":
        target.write_text("old")
    make = {"pipe": os.mkfifo, "folder": os.mkdir}.get(kind, lambda path: os.symlink(target, path))
    make(path)
    before = os.lstat(path)
    expected = f"{path}: is no file of its own but a link, folder or device; choose another name"
    assert refusal(path) == expected
    assert os.lstat(path).st_ino == before.st_ino
    assert target.exists() == (kind == "link")


def test_files_of_runs_and_sweeps(runs: Path) -> None:
    run, sweep = made_run(runs / "one"), made_sweep(runs, "two", {"regularization.l2": [0, 1]})
    (sweep / "results.csv").write_text("kept")
    (runs / "looks.csv").write_text("kept")
    for path in (run / "metrics.csv", run / "result.json", sweep / "results.csv", runs / "looks.csv"):
        before = path.read_text()
        expected = f"{path}: belongs to a run or sweep and is never replaced; choose another name"
        assert refusal(path) == expected
        assert path.read_text() == before
    write_output(run / "notes.csv", "new", force=False)
    (runs / "results.csv").write_text("somebody's own")
    write_output(runs / "results.csv", "new", force=True)
