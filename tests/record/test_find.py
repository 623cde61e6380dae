"""Runs by what a user types."""

import os
from pathlib import Path

import pytest

from regexp.errors import ConfigError
from regexp.record import RunDirectory, find_run, runs_dir_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three runs, the second the newest, beside work in progress and a folder that is none."""
    runs = tmp_path / "runs"
    for age, name in enumerate([".digits-c3.new", "digits-b2", "iris-a1", "digits-a1"]):
        (runs / name).mkdir(parents=True)
        (runs / name / "config.yaml").write_text("")
        os.utime(runs / name / "config.yaml", (1e9 - age, 1e9 - age))
    (runs / "notes").mkdir()
    return runs


def found(target: str | None, runs: Path) -> str:
    return find_run(target, runs).path.name


def missing(target: str | None, runs: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        find_run(target, runs)
    return str(caught.value)


@pytest.mark.parametrize("target", [None, "last"])
def test_the_newest(target: str | None, folder: Path) -> None:
    assert found(target, folder) == "digits-b2"


@pytest.mark.parametrize("target", [None, "last"])
def test_no_runs_yet(target: str | None, tmp_path: Path) -> None:
    assert (
        missing(target, tmp_path / "runs") == f"{tmp_path}/runs: holds no runs yet; try: regexp train digits"
    )


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
def test_of_several_that_a_glob_fits_the_newest(pattern: str, name: str, folder: Path) -> None:
    assert found(pattern, folder) == name
    assert found(str(folder / pattern), Path("runs")) == name


def test_an_unknown_name(folder: Path) -> None:
    assert missing("digitz-a1", folder) == (
        f"digitz-a1: no such run in {folder} (did you mean digits-a1?); give a path, a name or last"
    )
    assert missing("zzz", folder) == f"zzz: no such run in {folder}; give a path, a name or last"


@pytest.mark.parametrize("target", ["notes", "", "**x", "/", "x*", ".."])
def test_what_is_no_run(target: str, folder: Path) -> None:
    assert missing(target, folder).startswith(f"{target}: no such run in {folder}")


class TestSweeps:
    """A sweep is no run; it says what it holds."""

    @pytest.fixture
    def sweep(self, folder: Path) -> Path:
        """A sweep that has just begun, beside the runs."""
        sweep = folder / "my sweep"
        sweep.mkdir()
        (sweep / "sweep.yaml").write_text("")
        return sweep

    @staticmethod
    def finish(sweep: Path, name: str) -> None:
        (sweep / "cells" / name).mkdir(parents=True)
        (sweep / "cells" / name / "result.json").write_text("")

    def test_not_finished(self, sweep: Path, folder: Path) -> None:
        told = f"{sweep}: is a sweep, and none of its runs is finished yet"
        assert missing("my sweep", folder) == missing(str(sweep), Path("runs")) == told

    def test_one_run(self, sweep: Path, folder: Path) -> None:
        self.finish(sweep, "l2=1/seed=0")
        assert missing("my sweep", folder) == (
            f"{sweep}: is a sweep of 1 finished run; to see one: regexp show '{sweep}/cells/l2=1/seed=0'"
        )

    def test_several_runs_and_a_table(self, sweep: Path, folder: Path) -> None:
        for name in ("l2=1/seed=0", "l2=0/seed=1", "l2=0/seed=0"):
            self.finish(sweep, name)
        (sweep / "results.csv").write_text("")
        assert missing("my sweep", folder) == (
            f"{sweep}: is a sweep of 3 finished runs, see results.csv there; to see one: "
            f"regexp show '{sweep}/cells/l2=0/seed=0'"
        )

    def test_the_newest_is_a_run(self, sweep: Path, folder: Path) -> None:
        assert found(None, folder) == found("*", folder) == "digits-b2"

    def test_of_sweeps_alone_the_newest(self, tmp_path: Path) -> None:
        runs = tmp_path / "runs"
        for age, name in enumerate(["b", "a", "c"]):
            (runs / name).mkdir(parents=True)
            (runs / name / "sweep.yaml").write_text("")
            os.utime(runs / name, (1e9 + age % 2, 1e9 + age % 2))
        assert missing(None, runs) == f"{runs}/a: is a sweep, and none of its runs is finished yet"

    def test_where_a_run_of_a_sweep_belongs(
        self, sweep: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.finish(sweep, "l2=1/seed=0")
        run = sweep / "cells/l2=1/seed=0"
        assert runs_dir_of(RunDirectory(run)) == folder
        assert runs_dir_of(RunDirectory(folder / "digits-b2")) == folder
        for place in (sweep, sweep / "cells", run.parent):
            monkeypatch.chdir(place)
            assert runs_dir_of(RunDirectory(run.relative_to(place))) == folder
        monkeypatch.chdir(folder)
        assert runs_dir_of(RunDirectory(run.relative_to(folder))) == Path()
        (sweep / "sweep.yaml").unlink()
        assert runs_dir_of(RunDirectory(run)) == run.parent
