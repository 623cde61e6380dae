"""What the terminal can do: pipes that close, no colours, no braille."""

import os
import pty
import subprocess
from pathlib import Path

import pytest
from support.command import command, environment, in_a_process, process_arguments
from support.runs import trained

from regexp.explain import FAMILIES


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


def test_no_colours_and_no_progress_in_pipes(flowers: Path, runs: Path) -> None:
    for words in (["train", flowers, "--runs-dir", runs], ["show", "--runs-dir", runs], ["datasets"]):
        done = in_a_process(*words)
        assert (done.code, done.err) == (0, "")
        assert "\x1b" not in done.out
        assert "\r" not in done.out


def terminal_output(*words: object, **variables: str) -> bytes:
    """Return what a command writes to stderr where that is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        process_arguments(*words),
        stdout=subprocess.DEVNULL,
        stderr=slave,
        env=environment(TERM="xterm", COLUMNS="80", **variables),
    )
    os.close(slave)
    written = b""
    try:
        while part := os.read(master, 4096):
            written += part
    except OSError:  # Linux's word for the end of a terminal
        pass
    os.close(master)
    assert process.wait() == 0
    return written


def test_progress_on_a_terminal(flowers: Path, runs: Path) -> None:
    shown = terminal_output("train", flowers, "epochs=3000", "--runs-dir", runs)
    assert b"epoch " in shown
    assert b"/3000" in shown
    assert b"best epoch" in shown
    assert b"\x1b[" in shown


def test_no_colours_on_request(flowers: Path, runs: Path) -> None:
    shown = terminal_output("train", flowers, "epochs=3000", "--runs-dir", runs, NO_COLOR="1")
    assert b"epoch " in shown
    assert b"\x1b[3" not in shown  # 30 to 38 set colours; what else there is moves the cursor


def test_quiet_is_quiet_on_a_terminal(flowers: Path, runs: Path) -> None:
    assert terminal_output("train", flowers, "epochs=3000", "--quiet", "--runs-dir", runs) == b""


class TestAscii:
    """A terminal that knows neither braille nor Greek gets other characters, never an error."""

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
    @pytest.mark.usefixtures("no_pictures")
    def test_the_panel(self, encoding: str, line: Path, runs: Path) -> None:
        # the verdict of a regression speaks of R²
        words = ["epochs=20", "optimizer=sgd", "learning_rate=0.6", "batch_size=2", "--name", "one"]
        done = command("train", line, *words, "--runs-dir", runs, encoding=encoding)
        assert done.code == 0
        assert " of R" in done.out
        assert "\n  0 |" in done.out or "|" in done.out
        assert "?" not in done.out.replace("R?", "") or encoding == "ascii"
        again = command("show", "--runs-dir", runs, encoding=encoding)
        assert (again.code, again.err) == (0, "")

    def test_in_a_process(self, flowers: Path, runs: Path) -> None:
        for words in (["train", flowers, "--runs-dir", runs], ["show", "--runs-dir", runs], ["datasets"]):
            done = in_a_process(*words, PYTHONIOENCODING="ascii")
            assert (done.code, done.err) == (0, "")
            assert done.out.isascii()

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
