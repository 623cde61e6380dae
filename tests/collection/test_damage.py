"""Damaged, foreign and newer files: each is named, and none hides the runs beside it."""

from pathlib import Path

import pytest
from support.damage import DAMAGES, READS_EVERYTHING
from support.made_runs import made_run, made_sweep

from regexp.collection import Collection, collect, find_all
from regexp.record import DamagedFile

AXES = {"regularization.l2": [0, 0.1]}
EVERY = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


def collected(runs: Path) -> Collection:
    return collect(find_all(["*"], runs))


@pytest.fixture
def one(runs: Path) -> Path:
    """One of four runs of a sweep."""
    return made_sweep(runs, "two", AXES, seeds=2) / "cells" / "l2=0" / "seed=0"


@EVERY
def test_a_result(damage, one: Path, runs: Path) -> None:
    damage(one / "result.json")
    found = collected(runs)
    (problem,) = found.problems
    assert problem.startswith(f"{one}/result.json: ")
    assert "\n" not in problem
    assert (len(found.runs), found.failed, found.planned) == (3, (), 4)


@pytest.mark.parametrize(
    ("damage", "reason"),
    {
        "truncated": "is not JSON, or it is damaged",
        "emptied": "is not JSON, or it is damaged",
        "foreign": "is not JSON, or it is damaged",
        "folder": "is no file",
        "dangling": "is no file",
        "loop": "is no file",
    }.items(),
)
def test_what_is_said_of_a_result(damage: str, reason: str, one: Path, runs: Path) -> None:
    DAMAGES[damage](one / "result.json")
    assert collected(runs).problems == (f"{one}/result.json: {reason}",)


@pytest.mark.parametrize("position", range(0, 3000, 211))
@pytest.mark.parametrize("bit", [1, 16])
def test_a_flipped_bit_anywhere_in_a_result(position: int, bit: int, runs: Path) -> None:
    """But for white space, and the hashes of other files, which show when those are read."""
    path = made_run(runs / "one")
    content = bytearray((path / "result.json").read_bytes())
    position %= len(content)
    is_harmless = content[position : position + 1].isspace() or position > content.index(b'"sha256"')
    content[position] ^= bit
    (path / "result.json").write_bytes(content)
    found = collected(runs)
    assert is_harmless or (len(found.runs), len(found.problems)) == (0, 1)


@EVERY
def test_a_history_is_looked_at_when_it_is_asked_for(damage, one: Path, runs: Path) -> None:
    damage(one / "metrics.csv")
    found = collected(runs)
    assert (len(found.runs), found.problems) == (4, ())
    with pytest.raises(DamagedFile) as caught:
        assert found.runs[0].history
    assert str(caught.value).startswith(f"{one}/metrics.csv: ")
    assert len(found.runs[1].history) == 4


@EVERY
@pytest.mark.parametrize("name", ["config.yaml", "preprocessing.json", "test.json"])
def test_files_that_a_table_does_not_need(name: str, damage, one: Path, runs: Path) -> None:
    damage(one / name)
    assert len(collected(runs).runs) == 4


@EVERY
def test_a_description(damage, one: Path, runs: Path) -> None:
    """A sweep without it is known by its name alone, and its runs are read all the same."""
    description = one.parents[2] / "sweep.yaml"
    damage(description)
    found = collect(find_all(["two"], runs)) if description.is_file() else None
    if found is not None:
        (problem,) = found.problems
        assert problem.startswith(f"{description}: ")
        assert (len(found.runs), found.axes, found.planned) == (4, (), 4)


@EVERY
def test_the_note_of_a_failure(damage, one: Path, runs: Path) -> None:
    made_sweep(runs, "three", AXES, lambda *_: {"status": "failed"})
    note = runs / "three" / "cells" / "l2=0" / "seed=0" / "failure.json"
    damage(note)
    found = collected(runs)
    assert len(found.runs) == 4
    assert len(found.failed) == (2 if note.is_file() else 1)


def test_a_newer_result(one: Path, runs: Path) -> None:
    made_run(one, schema_version=2)
    found = collected(runs)
    assert found.problems == (f"{one}/result.json: schema_version is 2; this version reads 1",)
    assert len(found.runs) == 3


def test_what_other_tools_keep_there(one: Path, runs: Path) -> None:
    """Folders without our files are no runs; foreign ones in a sweep are neither finished nor failed."""
    for stranger in ("mlruns/0", "wandb/run-1", ".git/objects", "two/cells/notes", "two/cells/l2=0/plots"):
        (runs / stranger).mkdir(parents=True)
        (runs / stranger / "meta.yaml").write_text("name: mine\n")
    (runs / "config.yaml").write_text("mine")
    (runs / "two" / "cells" / "readme").write_text("mine")
    found = collected(runs)
    assert ([one.path.name for one in found.found], found.problems) == (["two"], ())
    assert len(found.runs) == 4


@pytest.mark.parametrize("place", [".", "two", "two/cells", "two/cells/l2=0"])
def test_links_that_lead_nowhere_or_in_circles(place: str, one: Path, runs: Path) -> None:
    (runs / place / "dangling").symlink_to("nowhere")
    (runs / place / "loop").symlink_to("loop")
    (runs / place / "up").symlink_to("..")
    found = collected(runs)
    assert (len(found.runs), found.problems) == (4, ())


def test_a_linked_run_is_read_where_it_stands(one: Path, runs: Path, tmp_path: Path) -> None:
    one.rename(tmp_path / "elsewhere")
    one.symlink_to(tmp_path / "elsewhere")
    assert len(collected(runs).runs) == 4


NAMES = ["\x1b[31mred", "[bold]b", "two\nlines", "tab\t", "e\u0301\u202e", "-rf", "a=b,c", "x" * 200]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_kind(name: str, runs: Path) -> None:
    made_run(runs / name)
    made_run(runs / f"{name}2", schema_version=3)
    found = collect(find_all([name, f"{name}2"], runs))
    assert [run.directory.path.name for run in found.runs] == [name]
    assert found.problems == (f"{runs}/{name}2/result.json: schema_version is 3; this version reads 1",)


@pytest.mark.skipif(READS_EVERYTHING, reason="the superuser may read everything")
@pytest.mark.parametrize("place", ["two/cells/l2=0", "two/cells/l2=0/seed=0"])
def test_folders_that_may_not_be_read(place: str, one: Path, runs: Path) -> None:
    (runs / place).chmod(0)
    try:
        found = collected(runs)
    finally:
        (runs / place).chmod(0o755)
    assert found.problems == (f"{runs}/{place}: cannot be read: Permission denied",)
    assert len(found.runs) == 4 - (2 if place.endswith("l2=0") else 1)


def test_a_config_that_is_lost(one: Path, runs: Path) -> None:
    (one / "config.yaml").unlink()
    found = collected(runs)
    assert found.problems == (f"{one}/config.yaml: is missing",)
    assert (len(found.runs), found.damaged) == (4, 0)


def test_a_file_in_the_place_of_a_setting(one: Path, runs: Path) -> None:
    one.parent.rename(runs.parent / "away")
    one.parent.touch()
    found = collected(runs)
    assert found.problems == (f"{one.parent}: is no folder of runs",)
    assert (len(found.runs), found.planned) == (2, 4)
