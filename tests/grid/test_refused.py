"""Whole messages, kept in a text file beside this one."""

import re
from pathlib import Path
from typing import Any

import pytest

BASE = "dataset: moons\n"
FILES = {
    "empty.csv": "l2\n",
    "wrong.csv": "l2,lr,seed,,l2\n1,2,3,4,5\n",
    "points.csv": "l2,epochs\n1,2\n-1,3\n",
    "quotes.csv": 'l2\n"1\n',
    "rows.csv": 'l2,dropout,epochs\n1\n1,"0,0.5",3\n1,[1,3\nlin:0:1:3,-1,auto\n',
    "semicolons.csv": "l2;dropout\n1;0.5\n",
    "latin.csv": "l2,ä\n",
}
CASES = (Path(__file__).parent / "refused_sweeps.txt").read_text(encoding="utf-8").split("---\n")[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.partition("=>")[0][-60:]))
def test_sweeps(refused: Any, tmp_path: Path, case: str) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="latin-1")
    asked, *messages = case.rstrip("\n").split("\n=> ")
    lines = asked.split("\n")
    typed = [line[2:] for line in lines if line.startswith("$ ")]
    options = dict(word[2:].split(" ") for word in typed if word.startswith("--") and " " in word)
    found = refused(
        BASE + "\n".join(line for line in lines if not line.startswith("$ ")),
        *(word for word in typed if not word.startswith("--")),
        zipped="--zip" in typed,
        **options,
    )
    assert len(found) == len(messages), found
    for line, message in zip(found, messages, strict=True):
        assert re.fullmatch(re.escape(message).replace("<…>", ".+"), line), f"{line}\n{message}"


def test_a_cells_problem_is_told_once_and_at_most_20_are(refused: Any) -> None:
    wrong = ",".join(f"-{number}" for number in range(1, 31))
    lines = refused(BASE, f"l2={wrong}", "epochs=1,2,3", "dropout=0,0.1")
    assert (
        lines[0] == "command line: l2=-1: regularization.l2.strength: must be a number of at least 0, not -1"
    )
    assert lines[20:] == ["and 10 more problems"]


def test_problems_of_later_cells_are_found_too(refused: Any) -> None:
    assert refused(BASE, "dropout=lin:0:0.9:100", "l2=0,-1") == [
        "command line: l2=-1: regularization.l2.strength: must be a number of at least 0, not -1"
    ]
