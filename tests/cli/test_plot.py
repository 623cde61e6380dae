"""regexp plot: which picture is drawn where, and what is said where none can be."""

from pathlib import Path

import pytest
from support.command import command
from support.made_runs import made_run, made_sweep

from regexp.gallery.descriptions import DESCRIPTIONS
from regexp.gallery.kinds import DRAWS
from regexp.plots.figures import is_ours

KINDS = ", ".join(DRAWS)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_newest_is_drawn_into_a_picture_here() -> None:
    made_sweep(Path("runs"), axes={"l2": [0, 0.1]})
    done = command("plot")
    assert (done.code, done.err) == (0, "")
    assert done.out == "digits-sweep-0a1b2c-validation-curve.png\n"
    assert Path("digits-sweep-0a1b2c-validation-curve.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.PDF", b"%PDF")])
def test_the_ending_is_the_format(name: str, start: bytes) -> None:
    made_run(Path("runs/one"))
    done = command("plot", "one", "--kind", "gap", "-o", name)
    assert (done.code, done.out, done.err) == (0, f"{name}\n", "")
    assert Path(name).read_bytes().startswith(start)


def test_our_own_picture_is_drawn_anew_with_the_same_bytes() -> None:
    made_run(Path("runs/one"))
    contents = [(command("plot", "-o", "a.png").code, Path("a.png").read_bytes()) for _ in range(2)]
    assert contents[0] == contents[1]
    assert contents[0][0] == 0


def test_another_file_is_kept_unless_forced() -> None:
    made_run(Path("runs/one"))
    Path("notes.png").write_text("notes")
    done = command("plot", "-o", "notes.png")
    assert (done.code, done.out) == (2, "")
    assert done.err == "notes.png: is no picture of regexp's; choose another name or give --force\n"
    assert Path("notes.png").read_text() == "notes"
    assert command("plot", "-o", "notes.png", "--force").code == 0
    assert is_ours(Path("notes.png"))


@pytest.mark.parametrize(
    ("metric", "title"),
    [
        ("accuracy", "validation accuracy by l2"),
        ("train_accuracy", "train accuracy by l2"),
        ("validation_loss", "validation loss by l2"),
    ],
)
def test_another_metric_is_drawn(metric: str, title: str) -> None:
    made_sweep(Path("runs"), axes={"l2": [0, 0.1]}, losses=lambda settings, seed: [0.9, 0.2])
    assert command("plot", "--metric", metric, "-o", "a.svg").code == 0
    # matplotlib draws text as paths and keeps the words in a comment
    assert f"<!-- digits-sweep-0a1b2c: {title} -->" in Path("a.svg").read_text()


def test_several_targets_are_one_picture() -> None:
    for seed in (0, 1):
        made_run(Path(f"runs/plain-{seed}"), seed=seed)
        made_run(Path(f"runs/decay-{seed}"), seed=seed, settings={"regularization.l2.strength": 0.1})
    done = command("plot", "plain-*", "decay-*")
    assert (done.code, done.out, done.err) == (0, "4-runs-validation-curve.png\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--kind", "heatmp"], f"--kind heatmp: no such kind (did you mean heatmap?); there are {KINDS}"),
        (["-o", "a.jpg"], "a.jpg: the ending names no format; accepted are .png, .svg, .pdf"),
        (["-o", "a"], "a: the ending names no format; accepted are .png, .svg, .pdf"),
        (
            ["--kind", "heatmap"],
            "--kind heatmap: needs runs that differ in two or three settings; these differ in nothing",
        ),
        (
            ["--metric", "acuracy"],
            "--metric acuracy: was not measured (did you mean accuracy?); there are train_loss, "
            "validation_loss, train_accuracy, validation_accuracy",
        ),
        (["two"], "two: no such run or sweep in runs; give a path, a name or last"),
    ],
)
def test_what_can_not_be_drawn(words: list[str], message: str) -> None:
    made_run(Path("runs/one"))
    done = command("plot", *words)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert [path.name for path in Path().iterdir()] == ["runs"]


def test_runs_that_are_not_finished_are_nothing_to_draw() -> None:
    made_sweep(Path("runs"), losses=lambda settings, seed: {"status": "unfinished"})
    done = command("plot")
    assert (done.code, done.err) == (2, "digits-sweep-0a1b2c: holds no finished runs to draw\n")


def test_a_file_that_can_not_be_written() -> None:
    made_run(Path("runs/one"))
    done = command("plot", "-o", "missing/a.png")
    assert (done.code, done.err) == (4, "missing/a.png: cannot be written: No such file or directory\n")


def test_damaged_curves_are_named_and_the_other_runs_drawn() -> None:
    sweep = made_sweep(Path("runs"), axes={"l2": [0, 0.1]}, seeds=2)
    damaged = sweep / "cells/l2=0/seed=1/metrics.csv"
    damaged.write_text("nonsense")
    done = command("plot", "--kind", "curves")
    assert (done.code, done.out) == (1, "digits-sweep-0a1b2c-curves.png\n")
    assert done.err == f"{damaged}: has changed since it was written\n"
    assert command("plot", "--kind", "validation-curve").code == 0  # it needs no curves


def test_a_damaged_result_is_named_and_the_other_runs_drawn() -> None:
    sweep = made_sweep(Path("runs"), axes={"l2": [0, 0.1]}, seeds=2)
    damaged = sweep / "cells/l2=0/seed=1/result.json"
    damaged.write_text("{}")
    done = command("plot")
    assert (done.code, done.out) == (1, "digits-sweep-0a1b2c-validation-curve.png\n")
    assert done.err == f"{damaged}: schema_version is None; this version reads 1\n"


def test_only_damaged_curves_are_a_file_error() -> None:
    Path(made_run(Path("runs/one")) / "metrics.csv").unlink()
    done = command("plot")
    assert (done.code, done.out, done.err) == (4, "", "runs/one/metrics.csv: is missing\n")


def test_a_slide_is_drawn() -> None:
    made_run(Path("runs/one"))
    assert command("plot", "--slide", "-o", "slide.png").code == 0
    assert command("plot", "-o", "page.png").code == 0
    assert Path("slide.png").read_bytes() != Path("page.png").read_bytes()


def test_help_describes_every_kind() -> None:
    assert list(DESCRIPTIONS) == list(DRAWS)
    shown = command("plot", "--help").out
    assert all(f"    {name:17} {sentence}\n" in shown for name, sentence in DESCRIPTIONS.items())


@pytest.mark.parametrize("kind", ["curves", "validation-curve", "ranking"])
def test_without_validation_rows_there_is_no_validation_metric(kind: str) -> None:
    rows = {"validation": 0}
    made_sweep(Path("runs"), axes={"l2": [0, 0.1]}, losses=lambda settings, seed: [0.5, 0.4], rows=rows)
    done = command("plot", "--kind", kind)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"--kind {kind}: there is no validation loss, as these runs have no validation rows; "
        "try --metric train_loss\n"
    )
    assert command("plot", "--kind", kind, "--metric", "train_loss").code == 0


def test_without_validation_rows_there_is_no_gap() -> None:
    made_run(Path("runs/one"), rows={"validation": 0})
    done = command("plot", "--kind", "gap")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "--kind gap: needs validation rows, and these runs have none; train them with validation_size=0.2\n"
    )
