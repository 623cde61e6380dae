"""What the README says: its commands work, its screen is what is printed, its table is the catalogue."""

import re
import shlex
import warnings
from pathlib import Path
from typing import Any

import pytest
from sklearn.datasets import load_digits
from support.command import command

from regexp.explain import FAMILIES
from regexp.regularizers import Regularizer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
FENCED = [text for language, text in BLOCKS if not language]
WRITTEN = [line for block in FENCED for line in block.splitlines() if line.startswith("regexp ")]
COMMANDS = [line.split("  #")[0].strip() for line in WRITTEN] + re.findall(r"\| `(regexp [^`]+)` \|", README)
TWO_COMMANDS = (
    "pip install -e . && regexp train configs/digits.yaml",
    "pip install -e '.[test]' && pytest",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all commands of the README run in, one after the other."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_work(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    _, *words = shlex.split(line)
    short = ["epochs=2"] if words[0] in ("train", "sweep") else []
    done = command(*words, *short)
    assert done.code == 0
    assert [said for said in done.err.splitlines() if not re.search("dropped|of [0-9,]+ runs", said)] == []
    assert done.out or "-o" in words


def test_the_second_screen_is_laid_out_as_compare_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers take 120 runs of 200 epochs; what surrounds them is the same for two epochs."""
    monkeypatch.chdir(folder)
    (sweep,) = (path.parent.parent.name for path in folder.glob("runs/*/cells/l2=0.1,dropout=0.5"))
    printed = command("compare", sweep).out.replace("2 epochs", "200 epochs")
    (shown,) = (text for text in FENCED if text.startswith("digits-sweep"))
    for part in (slice(0, 1), slice(3, 5), slice(6, 8)):
        assert _unnamed(shown)[part] == _unnamed(printed)[part]
    assert _paragraphs(shown, " What this") == _paragraphs(printed, " What this")


def _unnamed(screen: str) -> list[list[str]]:
    """Return the words of a screen's lines, without the sweep's hash."""
    return [re.sub(r"-sweep-\w{6}", "", line).split() for line in screen.splitlines()]


def _paragraphs(screen: str, start: str) -> list[str]:
    return [part for part in screen.split("\n\n") if part.startswith(start)]


def test_the_python_lines_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    sweeps, estimators = (text for language, text in BLOCKS if language == "python")
    with warnings.catch_warnings(record=True, action="always") as said:
        exec(sweeps, {"x": load_digits().data[:5]})
    told = [str(one.message) for one in said if "the newest of" not in str(one.message)]
    assert [text.split(",")[0] for text in told] == ["retraining 1 run without stored weights"]
    found: dict[str, Any] = {}
    exec(estimators, found)
    assert found["search"].score(found["x_new"], found["y_new"]) > 0.85


def test_the_first_screen_has_the_two_commands() -> None:
    assert FENCED[0].splitlines() == list(TWO_COMMANDS)
    assert README.index(FENCED[0]) < 600
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert tuple(script[-2:]) == TWO_COMMANDS


def test_the_screen_is_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers and curves may differ in the last bits from processor to processor; the words may not."""
    monkeypatch.chdir(ROOT)
    done = command("train", "configs/digits.yaml", "--runs-dir", str(folder))
    printed = _words(done.out.split("\n Try")[0])
    assert printed == _words(FENCED[1].split("\n Try")[0])


def _words(screen: str) -> list[str]:
    """Return a screen's lines without its plot, every number replaced."""
    lines = [line for line in screen.splitlines() if not re.search("[│└┬]|▲", line)]
    return [re.sub(r" *[-+]?[\d.,]+%?", " #", line) for line in lines]


@pytest.mark.parametrize(
    "place",
    ["model", "model.normalization", "optimizer", "optimizer.schedule", "loss"],
)
def test_the_table_is_the_catalogue(place: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{place}` |"))
    assert set(re.findall(r"`(\w+)`", row.split("|")[2])) == set(FAMILIES[place].kinds())


def test_the_table_of_regularizers_is_the_catalogue() -> None:
    """Each kind once, with the field that a bare number sets."""
    table = README.split("| `regularization` |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", table, re.MULTILINE)
    assert sorted(rows) == [(kind, member.main) for kind, member in Regularizer.kinds().items()]


def test_the_config_is_the_shipped_one() -> None:
    (shown,) = re.findall(r"```yaml\n(name: digits.*?)```", README, re.DOTALL)
    shipped = (ROOT / "configs" / "digits.yaml").read_text(encoding="utf-8")
    assert [line.split("#")[0].rstrip() for line in shown.splitlines()] == [
        line.split("#")[0].rstrip() for line in shipped.splitlines() if not line.startswith("#")
    ]
