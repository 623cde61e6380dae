"""Places that can't be written and disks that are full: exit 4, one sentence, nothing lost.

A full disk is played by the limit on the size of files, which makes the same calls fail for every user.
"""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.command import command, environment, process_arguments
from support.runs import contents, same_bytes, trained, watched

from regexp.errors import FileError

resource = pytest.importorskip("resource", reason="limits on files are of Unix")


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("no_pictures")
def test_a_file_in_the_place_of_the_runs_directory(flowers: Path, runs: Path) -> None:
    runs.write_text("thesis")
    refused = command("train", flowers, "--runs-dir", runs, "--name", "mine")
    assert (refused.code, refused.err) == (4, f"{runs}/mine: cannot be made: Not a directory\n")
    assert runs.read_text() == "thesis"


@pytest.mark.parametrize(
    ("size", "name"), [(100, "config.yaml"), (700, "metrics.csv"), (1200, "best.npz"), (4000, "curves.png")]
)
def test_a_full_disk(size: int, name: str, write_config, runs: Path) -> None:
    config = write_config(
        "dataset: {kind: iris, train_size: 60}\n"
        "model: {kind: mlp, hidden: [8]}\n"
        f"optimizer: {{epochs: {8 if name == 'metrics.csv' else 2}}}\n"
    )
    with files_of_at_most(size):
        full = command("train", config, "--runs-dir", runs, "--name", "mine", "--quiet")
    assert (full.code, full.out) == (4, "")
    assert full.err == f"{runs}/mine/{name}: cannot be written: File too large\n"
    assert not (runs / "mine" / "result.json").exists()
    assert [path.name for path in (runs / "mine").iterdir() if path.name.startswith(".")] == []
    assert trained(config, runs, "--name", "mine") == runs / "mine"


@pytest.mark.usefixtures("no_pictures")
def test_a_full_disk_loses_no_checkpoint(flowers: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = trained(flowers, runs / "whole")
    monkeypatch.setattr("regexp.training.checkpoint_is_due", lambda seconds, cost: True)
    limits = []

    def fill(member: object) -> None:
        if member.epoch == 3:
            limits.append(files_of_at_most(1000))
            limits[0].__enter__()

    with pytest.raises(FileError) as full:
        watched(flowers, runs, fill, name="mine")
    limits[0].__exit__(None, None, None)
    assert str(full.value) == f"{runs}/mine/checkpoint.npz: cannot be written: File too large"
    done = command("train", flowers, "--runs-dir", runs, "--name", "mine", "--quiet")
    assert (done.code, done.err) == (0, f"{runs}/mine: goes on after epoch 2 of 4\n")
    assert same_bytes(whole, runs / "mine", "metrics.csv", "best.npz", "last.npz")


@pytest.mark.usefixtures("no_pictures")
def test_a_full_disk_leaves_the_run_that_was_to_be_replaced(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    before = contents(run)
    with files_of_at_most(1200):
        full = command("train", flowers, "--runs-dir", runs, "--force", "--quiet")
    assert full.code == 4
    assert contents(run) == before
    assert command("show", "--runs-dir", runs).code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("words", [["explain", "l2"], ["datasets"], ["--help"]])
def test_nowhere_to_print(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        refused = subprocess.run(
            process_arguments(*words), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert (refused.returncode, refused.stderr) == (4, b"output: No space left on device\n")


def test_signals_of_full_disks_are_ignored() -> None:
    # Python ignores SIGXFSZ, so that the limit above raises an error as a full disk does.
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN
