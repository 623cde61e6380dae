"""looks.csv: what it says, and that no look is lost or goes uncounted."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import environment

from regexp.errors import FileError
from regexp.record import DamagedFile
from regexp.record.looks import COLUMNS, Look, count_look, now

HEADINGS = "time,data,dataset_seed,test_rows,targets,settings,metric,epoch,seeds"
LOOK = Look(
    time="2026-11-22T23:52:01Z",
    data="8f6293cbc1c7",
    dataset_seed="0",
    test_rows="449",
    targets="digits-sweep-34b71a",
    settings='l2=0.01, dropout=0.5; the "plain" one',
    metric="test_loss",
    epoch="best",
    seeds="0 1 2",
)
LOOKING = """
import sys
from pathlib import Path
from regexp.record.looks import Look, count_look
for number in range(10):
    count_look(Path(sys.argv[1]), Look("", "a", "0", "9", sys.argv[2], str(number), "", "", ""))
"""


def other(**changes: str) -> Look:
    return Look(**{**{name: getattr(LOOK, name) for name in COLUMNS}, **changes})


def test_a_look_is_a_line_of_csv(runs: Path) -> None:
    assert count_look(runs, LOOK) == []
    assert (runs / "looks.csv").read_text() == (
        f"{HEADINGS}\n2026-11-22T23:52:01Z,8f6293cbc1c7,0,449,digits-sweep-34b71a,"
        '"l2=0.01, dropout=0.5; the ""plain"" one",test_loss,best,0 1 2\n'
    )
    with open(runs / "looks.csv", encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["settings"] == LOOK.settings
    assert [path.name for path in runs.iterdir()] == ["looks.csv"]


def test_earlier_looks_at_the_same_rows_are_returned(runs: Path) -> None:
    assert count_look(runs, LOOK) == []
    second = other(time="2026-11-23T08:00:00Z", settings="l2=0", metric="test_accuracy", targets="other")
    assert count_look(runs, second) == [LOOK]
    assert count_look(runs, LOOK) == [LOOK, second]


@pytest.mark.parametrize("change", [{"data": "8f6293cbc1c8"}, {"dataset_seed": "1"}, {"test_rows": "450"}])
def test_looks_at_other_rows_don_t_count(runs: Path, change: dict[str, str]) -> None:
    count_look(runs, LOOK)
    assert count_look(runs, other(**change)) == []


def test_a_name_with_a_line_break_stays_one_look(runs: Path) -> None:
    strange = other(targets="a\nb,c\td")
    count_look(runs, strange)
    assert count_look(runs, LOOK) == [strange]


def test_a_line_that_somebody_left_open_is_ended(runs: Path) -> None:
    count_look(runs, LOOK)
    path = runs / "looks.csv"
    path.write_text(path.read_text().rstrip("\n"))
    assert count_look(runs, LOOK) == [LOOK]
    assert len(path.read_text().splitlines()) == 3


@pytest.mark.slow
def test_looks_of_several_processes_are_all_counted(runs: Path) -> None:
    """Three processes look ten times each, at once."""
    each = [
        subprocess.Popen([sys.executable, "-c", LOOKING, str(runs), name], env=environment())
        for name in "abc"
    ]
    assert [process.wait(timeout=60) for process in each] == [0, 0, 0]
    earlier = count_look(runs, Look("", "a", "0", "9", "d", "", "", "", ""))
    assert sorted((look.targets, int(look.settings)) for look in earlier) == [
        (name, number) for name in "abc" for number in range(10)
    ]


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        f"{HEADINGS}\nonly,three,cells\n",
        f"{HEADINGS},more\n",
    ],
)
def test_another_table_is_left_alone(runs: Path, content: str) -> None:
    runs.mkdir()
    path = runs / "looks.csv"
    path.write_text(content)
    with pytest.raises(DamagedFile) as caught:
        count_look(runs, LOOK)
    assert str(caught.value) == (
        f"{path}: is not a table of looks at test rows with columns {HEADINGS.replace(',', ', ')}"
    )
    assert path.read_text() == content


def test_a_file_that_is_no_text(runs: Path) -> None:
    runs.mkdir()
    (runs / "looks.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DamagedFile) as caught:
        count_look(runs, LOOK)
    assert str(caught.value) == f"{runs}/looks.csv: is not text"


def test_a_folder_in_its_place(runs: Path) -> None:
    (runs / "looks.csv").mkdir(parents=True)
    with pytest.raises(FileError) as caught:
        count_look(runs, LOOK)
    assert str(caught.value) == f"{runs}/looks.csv: cannot be read: Is a directory"


def test_a_runs_directory_that_cannot_be_written(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replacing is made to fail as on a read-only file system, for every user."""

    def refuse(source: Path, target: Path) -> None:
        raise OSError(30, os.strerror(30))

    count_look(runs, LOOK)
    before = (runs / "looks.csv").read_bytes()
    monkeypatch.setattr("regexp.record.files.os.replace", refuse)
    with pytest.raises(FileError) as caught:
        count_look(runs, LOOK)
    assert str(caught.value) == f"{runs}/looks.csv: cannot be written: Read-only file system"
    assert (runs / "looks.csv").read_bytes() == before
    assert [path.name for path in runs.iterdir()] == ["looks.csv"]


def test_time_is_in_utc() -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())
