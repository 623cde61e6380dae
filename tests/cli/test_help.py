"""Help and usage: an example in each, 80 columns, and nothing heavy imported for it."""

import re
import shlex
from pathlib import Path

import pytest
from support.command import command, in_a_process
from support.made_runs import made_sweep

import regexp

COMMANDS = [
    "train",
    "sweep",
    "list",
    "show",
    "compare",
    "plot",
    "predict",
    "config",
    "explain",
    "datasets",
    "doctor",
]
HEAVY = ["numpy", "sklearn", "scipy", "matplotlib", "yaml"]


def help_of(*words: str) -> str:
    done = command(*words)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    return done.out


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_all_commands_are_listed(option: str) -> None:
    listed = re.findall(r"^  (\w+)  ", help_of(option).split("Commands:")[1], re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_an_example(name: str) -> None:
    assert f"  Example:  regexp {name}" in help_of(name, "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_example_works(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_pictures: None
) -> None:
    monkeypatch.chdir(tmp_path)
    prepare(name)
    example = re.search(r"Example:  (.*)", help_of(name, "--help"))[1]
    words = shlex.split(example)[1:] + (["epochs=2"] if name in ("train", "sweep") else [])
    done = command(*words)
    assert done.code == 0
    assert done.out
    assert [line for line in done.err.splitlines() if " of 30 runs, best so far " not in line] == []
    if name in ("train", "sweep"):
        assert command("show", "last").code == 0


def prepare(name: str) -> None:
    """Put what a command reads into the current folder."""
    if name in ("list", "show", "compare", "plot"):
        axes = {"regularization.l2": [0, 0.01], "regularization.dropout": [0, 0.5]}
        made_sweep(Path("runs"), axes=axes, losses=lambda settings, seed: 0.5 - 0.01 * seed, seeds=2)
    if name == "predict":
        Path("iris.yaml").write_text("dataset: iris\n", encoding="utf-8")
        assert command("train", "iris.yaml", "epochs=2").code == 0
        inputs = ",".join(regexp.open().inputs)
        Path("flowers.csv").write_text(f"{inputs}\n5.1,3.5,1.4,0.2\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "heavy"),
    # typer itself imports pydantic for a command's options in some of its versions
    [(["--help"], [*HEAVY, "pydantic"]), (["train", "--help"], HEAVY), (["sweep", "--help"], HEAVY)],
)
def test_nothing_heavy_is_imported(words: list[str], heavy: list[str]) -> None:
    program = (
        "import atexit, sys; sys.argv[0] = 'regexp'\n"
        f"found = lambda: [name for name in {heavy} if name in sys.modules]\n"
        "atexit.register(lambda: print(found(), file=sys.stderr))\n"
        "from regexp.cli.main import main; main()"
    )
    done = in_a_process(*words, program=program)
    assert (done.code, done.err) == (0, "[]\n")
    assert done.out.startswith("Usage: regexp ")


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["trian"], "No such command 'trian'."),
        (["--version"], "No such option: --version"),
        (["show", "--fast"], "No such option: --fast"),
        (["train"], "Missing argument 'CONFIG'."),
        (["datasets", "iris"], "Got unexpected extra argument(s) (iris)"),
        (["train", "digits", "--threads", "0"], "Invalid value for '--threads': "),
        (["train", "digits", "--name"], "Option '--name' requires an argument."),
    ],
)
def test_wrong_usage(words: list[str], wrong: str) -> None:
    done = command(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(f"Error: {wrong}")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fast"], "command line: --fast: is no option of this command\n"),
        (["--l2", "0.1"], None),
    ],
)
def test_options_that_are_settings_here(words: list[str], message: str | None, runs: Path) -> None:
    done = command("train", "digits", *words, "--runs-dir", runs)
    assert (done.code, done.out) == (2, "")
    assert done.err == message if message else "l2=0.1" in done.err
    assert not runs.exists()


def test_nothing_given_shows_the_help() -> None:
    done = command()
    assert done.code in (0, 2)  # which of them depends on typer's version
    assert "Commands:" in done.out + done.err
