"""What a target means: a path, a name, a glob, or nothing."""

import os
from pathlib import Path

import pytest
from support.made_runs import made_run

from regexp.collection import CellDirectory, collect, find, find_all, runs_dir_of, sweep_of, typed
from regexp.collection.targets import all_in
from regexp.errors import ConfigError
from regexp.record import RunDirectory, SweepDirectory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three runs, the second in the alphabet the newest, a hidden one, and a folder that is none."""
    runs = tmp_path / "runs"
    for age, name in enumerate([".digits-c3.new", "digits-b2", "iris-a1", "digits-a1"]):
        (runs / name).mkdir(parents=True)
        written(runs / name / "config.yaml", age)
    (runs / "notes").mkdir()
    return runs


@pytest.fixture
def sweep(folder: Path) -> Path:
    """A sweep older than all runs, with two runs of one setting and one of another."""
    sweep = folder / "my sweep"
    for name, seed in (("l2=0", 0), ("l2=0", 1), ("l2=1", 0)):
        (sweep / f"cells/{name}/seed={seed}").mkdir(parents=True)
        written(sweep / f"cells/{name}/seed={seed}/config.yaml", 10 - seed)
    SweepDirectory(sweep).describe("dataset: iris\n")
    os.utime(sweep / "sweep.yaml", (1e8, 1e8))
    return sweep


def written(file: Path, age: float) -> None:
    """Write an empty file so many seconds before a fixed time."""
    file.write_text("")
    os.utime(file, (1e9 - age, 1e9 - age))


def found(target: str | None, runs: Path) -> str:
    return find(target, runs).path.name


def missing(target: str | None, runs: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        find(target, runs)
    return str(caught.value)


@pytest.mark.parametrize("target", [None, "last"])
def test_the_newest(target: str | None, folder: Path, sweep: Path) -> None:
    assert found(target, folder) == "digits-b2"
    os.utime(sweep / "sweep.yaml", (2e9, 2e9))
    assert find(target, folder) == SweepDirectory(sweep)


@pytest.mark.parametrize("target", [None, "last"])
def test_no_runs_yet(target: str | None, tmp_path: Path) -> None:
    told = f"{tmp_path}/runs: holds no runs yet; try: regexp train digits"
    assert missing(target, tmp_path / "runs") == told
    with pytest.raises(ConfigError, match="holds no runs yet"):
        find_all(["last"], tmp_path / "runs")


def test_a_name(folder: Path) -> None:
    assert found("digits-a1", folder) == "digits-a1"


def test_a_path(folder: Path, tmp_path: Path) -> None:
    assert found(str(folder / "digits-a1"), tmp_path / "others") == "digits-a1"


def test_a_relative_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert found("digits-a1/", folder) == "digits-a1"
    assert found("./iris-a1", Path("runs")) == "iris-a1"


@pytest.mark.parametrize(
    ("pattern", "name"), [("*-a1", "iris-a1"), ("digits-*", "digits-b2"), ("*", "digits-b2")]
)
def test_of_several_that_a_glob_fits_the_newest(pattern: str, name: str, folder: Path, sweep: Path) -> None:
    assert found(pattern, folder) == name
    assert found(str(folder / pattern), Path("runs")) == name


def test_a_glob_may_mean_all(folder: Path, sweep: Path) -> None:
    names = [one.path.name for one in find_all(["*-a1", "my*", "iris-a1"], folder)]
    assert names == ["digits-a1", "iris-a1", "my sweep"]
    assert [one.path.name for one in all_in(folder)] == ["digits-a1", "digits-b2", "iris-a1", "my sweep"]


def test_an_unknown_name(folder: Path) -> None:
    assert missing("digitz-a1", folder) == (
        f"digitz-a1: no such run or sweep in {folder} (did you mean digits-a1?); give a path, a name or last"
    )
    assert missing("zzz", folder) == f"zzz: no such run or sweep in {folder}; give a path, a name or last"


@pytest.mark.parametrize("target", ["notes", "", "**x", "/", "x*", ".."])
def test_what_is_no_run(target: str, folder: Path) -> None:
    assert missing(target, folder).startswith(f"{target}: no such run or sweep in {folder}")


@pytest.mark.parametrize("file", ["result.json", "failure.json"])
def test_a_run_without_a_config_is_found_by_its_path_alone(file: str, folder: Path) -> None:
    (folder / "notes" / file).write_text('{"reason": "no memory"}')
    assert find("notes", folder) == RunDirectory(folder / "notes")
    assert found("*", folder) == "digits-b2"


class TestSweeps:
    """Sweeps, their settings and their runs."""

    def test_a_sweep(self, sweep: Path, folder: Path) -> None:
        assert find("my sweep", folder) == find(str(sweep), Path("runs")) == SweepDirectory(sweep)

    def test_a_setting(self, sweep: Path, folder: Path) -> None:
        assert find("my sweep/cells/l2=0", folder) == CellDirectory(sweep / "cells/l2=0")
        assert find(str(sweep / "cells/*"), folder) == CellDirectory(sweep / "cells/l2=0")  # of seed 1
        assert CellDirectory(sweep / "cells/l2=0").sweep == SweepDirectory(sweep)

    def test_a_sweep_whose_description_is_lost(self, sweep: Path, folder: Path) -> None:
        (sweep / "sweep.yaml").unlink()
        assert find("my sweep", folder) == SweepDirectory(sweep)
        assert find("my sweep/cells/l2=0", folder) == CellDirectory(sweep / "cells/l2=0")
        found = collect(find_all(["my sweep"], folder))
        assert found.problems == (f"{sweep}/sweep.yaml: is missing",)

    def test_a_folder_of_cells_without_runs_is_no_sweep(self, folder: Path) -> None:
        (folder / "other" / "cells" / "l2=0").mkdir(parents=True)
        assert missing("other", folder).startswith("other: no such run or sweep")
        assert missing("other/cells/l2=0", folder).startswith("other/cells/l2=0: no such run or sweep")

    def test_where_runs_and_settings_belong(
        self, sweep: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = sweep / "cells/l2=1/seed=0"
        for one in (RunDirectory(run), CellDirectory(run.parent), SweepDirectory(sweep)):
            assert runs_dir_of(one) == folder
        assert runs_dir_of(RunDirectory(folder / "digits-b2")) == folder
        assert sweep_of(RunDirectory(folder / "digits-b2")) is None
        assert sweep_of(RunDirectory(run)) == sweep_of(CellDirectory(run.parent)) == SweepDirectory(sweep)
        for place in (sweep, sweep / "cells", run.parent, run):
            monkeypatch.chdir(place)
            assert runs_dir_of(RunDirectory(run.relative_to(place))) == folder
        monkeypatch.chdir(sweep)
        assert runs_dir_of(CellDirectory(Path("cells/l2=1"))) == runs_dir_of(SweepDirectory(Path())) == folder
        monkeypatch.chdir(folder)
        assert runs_dir_of(RunDirectory(run.relative_to(folder))) == Path()
        (sweep / "sweep.yaml").unlink()
        assert runs_dir_of(RunDirectory(run)) == folder


def test_how_many_a_glob_fits_is_told(tmp_path: Path) -> None:
    for name in ("a1", "a2", "b"):
        made_run(tmp_path / name)
    told: list[str] = []
    chosen = find("a*", tmp_path, told.append)
    assert told == [f"{chosen.path}: the newest of 2 that fit a*"]
    for word in ("b", "b*", "last"):
        find(word, tmp_path, told.append)
    assert len(told) == 1


@pytest.mark.parametrize("name", ["-dash", "\x1b[31m red", "a*", "plain"])
def test_typed_names_find_what_they_name(name: str, tmp_path: Path) -> None:
    made_run(tmp_path / name)
    word = typed(name)
    assert word.isprintable()
    assert not word.startswith("-")
    assert find(word, tmp_path).path == tmp_path / name


def test_the_current_folder_is_no_pattern(tmp_path: Path) -> None:
    made_run(tmp_path / "one")
    with pytest.raises(ConfigError) as caught:
        find(".", tmp_path / "one" / "..")
    assert str(caught.value).startswith(".: no such run or sweep in ")
