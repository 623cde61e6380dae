"""A damaged run is named, and shown as far as it can be read; never a traceback."""

from pathlib import Path

import pytest
from support.command import command
from support.damage import DAMAGES
from support.runs import trained

pytestmark = pytest.mark.usefixtures("no_pictures")

FILES = [
    "result.json",
    "config.yaml",
    "metrics.csv",
    "best.npz",
    "last.npz",
    "curves.png",
    "preprocessing.json",
    "test.json",
]


@pytest.fixture
def run(flowers: Path, runs: Path) -> Path:
    return trained(flowers, runs, "epochs=9", "--name", "mine")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_any_file_in_any_way(name: str, damage, run: Path) -> None:
    damage(run / name)
    done = command("show", run)
    assert done.code == 1
    first, *others = done.err.splitlines()
    assert first.startswith(f"{run / name}:")
    assert all(line.startswith(f"{run / name}:") for line in others)  # a config has a line a problem
    assert f"\n {run}/\n" in done.out
    assert "Verdict: " in done.out or name == "result.json"


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("result.json", b"{", "is not JSON, or it is damaged"),
        ("result.json", b'{"schema_version": 99}', "schema_version is 99; this version reads 1"),
        ("metrics.csv", b"epoch,train_loss\n", "holds no epochs"),
        ("best.npz", b"PK", "is not NPZ, or it is damaged"),
        ("test.json", b"{}", "has changed since it was written"),
    ],
)
def test_what_is_wrong_is_said_once(name: str, content: bytes, wrong: str, run: Path) -> None:
    (run / name).write_bytes(content)
    done = command("show", run)
    assert (done.code, done.err) == (1, f"{run / name}: {wrong}\n")


@pytest.mark.parametrize("name", [name for name in FILES if name != "result.json"])
def test_a_missing_file(name: str, run: Path) -> None:
    (run / name).unlink()
    done = command("show", "mine", "--runs-dir", run.parent)
    assert (done.code, done.err) == (1, f"{run / name}: is missing\n")
    assert " Verdict: " in done.out


def test_several_files(run: Path) -> None:
    for name in ("metrics.csv", "best.npz"):
        (run / name).write_bytes(b"")
    done = command("show", run)
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == [
        f"{run}/metrics.csv",
        f"{run}/best.npz",
    ]
    assert " loss without penalty" not in done.out
    assert " weights: norm " in done.out  # as it was measured


def test_a_change_that_can_be_read_is_shown_and_named(run: Path) -> None:
    text = (run / "result.json").read_text()
    (run / "result.json").write_text(text.replace('"seed": 0', '"seed": 7'))
    done = command("show", run)
    assert done.err == f"{run}/result.json: has changed since it was written\n"
    assert " Verdict: " in done.out


def test_the_rest_without_a_result(run: Path) -> None:
    whole = command("show", run).out
    (run / "result.json").write_bytes(b"")
    out = command("show", run).out
    assert out.startswith("mine: its result can't be read\n\n loss without penalty\n")
    axis = next(line for line in whole.splitlines() if line.endswith(" best"))
    assert f"{axis}\n" in out  # the best epoch is read off the curve
    assert "\n layers/0         4 x 8 " in out
    assert "\n Settings that differ from the defaults: dataset.kind=iris,\n" in out


def test_the_rest_without_a_config(run: Path) -> None:
    (run / "config.yaml").write_text("dataset: irys\n")
    done = command("show", run)
    assert done.err.startswith(f"{run}/config.yaml:1:10: ")
    assert done.out.startswith("mine: seed 0, 67 parameters\n\n loss without penalty\n")
    assert "Settings that differ" not in done.out
    assert " Try " not in done.out


def test_a_damaged_run_is_trained_again_by_what_is_suggested(run: Path) -> None:
    (run / "metrics.csv").write_bytes(b"")
    out = command("show", run).out
    again = " ".join(out[out.index(" Try  regexp ") :].replace("\\\n", "").split()).split()[2:]
    assert again == ["train", f"{run}/config.yaml", "--name", "mine", "--runs-dir", str(run.parent)]
    done = command(*again)
    assert (done.code, done.err) == (
        0,
        f"{run}/metrics.csv: has changed since it was written; the run is done again\n",
    )
    assert command("show", run).code == 0
