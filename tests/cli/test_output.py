"""What the terminal can do: pipes that close, no colours, no braille."""

import re
import subprocess
from pathlib import Path

import pytest
from support.command import command, environment, in_a_process, process_arguments
from support.runs import result, rewrite_result, trained

from regexp.explain import FAMILIES

COLOUR = re.compile("\x1b" + r"\[(\d+;)*3\d")


@pytest.mark.parametrize("words", [["config", "digits", "--schema"], ["explain", "adam"], ["datasets"]])
def test_a_pipe_that_is_closed_early(words: list[str]) -> None:
    with subprocess.Popen(
        process_arguments(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


def test_a_pipe_that_is_closed_while_training(flowers: Path, runs: Path) -> None:
    arguments = process_arguments("train", flowers, "--runs-dir", runs)
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout.readline() == (
            b"flowers: mlp 4-8-3 (67 parameters), adam, no regularization, seed 0\n"
        )
        process.stdout.close()
        assert process.stderr.read() == b""
    (run,) = runs.iterdir()
    assert (run / "result.json").is_file()


def test_plain_ascii_in_a_pipe_that_knows_no_more(flowers: Path, runs: Path) -> None:
    done = in_a_process("train", flowers, "--runs-dir", runs, PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()
    assert "\x1b" not in done.out
    assert "\r" not in done.out


@pytest.mark.usefixtures("no_pictures")
class TestTerminal:
    """stderr is a terminal."""

    @pytest.fixture(autouse=True)
    def xterm(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "80")

    def shown(self, flowers: Path, runs: Path, *words: object) -> str:
        done = command("train", flowers, "epochs=60", "--runs-dir", runs, *words, terminal=True)
        assert done.code == 0
        assert "\x1b" not in done.out
        return done.err

    def test_progress(self, flowers: Path, runs: Path) -> None:
        shown = self.shown(flowers, runs)
        assert "epoch " in shown
        assert "/60" in shown
        assert "best epoch" in shown
        assert COLOUR.search(shown)

    def test_no_colours_on_request(self, flowers: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        shown = self.shown(flowers, runs)
        assert "epoch " in shown
        assert not COLOUR.search(shown)

    def test_quiet(self, flowers: Path, runs: Path) -> None:
        assert self.shown(flowers, runs, "--quiet") == ""


def test_text_from_others_can_not_steer_the_terminal(tmp_path: Path) -> None:
    done = command("train", tmp_path / "a\x1b[31m.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{tmp_path}/a\\x1b[31m.yaml: no such file")


class TestAscii:
    """A terminal that knows neither braille nor Greek gets other characters, never an error."""

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
    @pytest.mark.usefixtures("no_pictures")
    def test_the_panel(self, encoding: str, flowers: Path, runs: Path) -> None:
        done = command("train", flowers, "epochs=20", "--runs-dir", runs, encoding=encoding)
        assert (done.code, done.err) == (0, "")
        assert done.out.isascii()
        assert re.search(r"^ *\+[-+^]+$", done.out, re.MULTILINE)
        assert "?" not in done.out

    @pytest.mark.parametrize(("encoding", "shown"), [("ascii", "R? of ?"), ("cp1252", "R² of ?")])
    @pytest.mark.usefixtures("no_pictures")
    def test_what_can_not_be_shown_is_a_question_mark(
        self, encoding: str, shown: str, flowers: Path, runs: Path
    ) -> None:
        run = trained(flowers, runs)
        rewrite_result(run, verdict=result(run)["verdict"] | {"evidence": ["R² of λ"]})
        done = command("show", run, encoding=encoding)
        assert (done.code, done.err) == (0, "")
        assert f"\n  - {shown}\n" in done.out

    @pytest.mark.parametrize(
        "kind", sorted({kind for family in FAMILIES.values() for kind in family.kinds()})
    )
    def test_explain(self, kind: str) -> None:
        done = command("explain", kind, encoding="ascii")
        assert (done.code, done.err) == (0, "")

    def test_messages(self, write_config) -> None:
        config = write_config("dataset: iris\nλ: 3\n")
        done = command("config", config, encoding="ascii")
        assert done.code == 2
        assert done.err.startswith(f"{config}:2:1: ")

    @pytest.mark.usefixtures("no_pictures")
    def test_names_of_files(self, write_config, tmp_path: Path) -> None:
        config = write_config("dataset: iris\noptimizer: {epochs: 2}\n", "größe.yaml")
        assert command("train", config, "--runs-dir", tmp_path / "läufe", encoding="ascii").code == 0


def test_braille_where_it_can_be_shown(flowers: Path, runs: Path, no_pictures: None) -> None:
    trained(flowers, runs)
    shown = command("show", "--runs-dir", runs).out
    assert any("\u2801" <= character <= "\u28ff" for character in shown)
