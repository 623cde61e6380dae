"""The panel of a run fits 80 columns, whatever the numbers and names."""

import shutil
from pathlib import Path

import pytest
from support.command import command
from support.runs import rewrite_result, trained

from regexp.analysis import Baseline, judge
from regexp.config import load_config
from regexp.describe import gap_in_words, metric_in_words, three_digits
from regexp.history import History
from regexp.panel import Panel, header, settings
from regexp.record import RunDirectory, write_history

pytestmark = pytest.mark.usefixtures("no_pictures")

NAN, INF = float("nan"), float("inf")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runs directory as users have it: a short relative path."""
    monkeypatch.chdir(tmp_path)
    return Path("runs")


def too_long(text: str) -> list[str]:
    return [line for line in text.splitlines() if len(line) > 80]


def scaled(original: Path, train: float, validation: float, epochs: int = 1) -> str:
    """Return the panel of a run whose losses and R² are multiplied, and whose epochs are counted so."""
    run = Path(shutil.copytree(original, f"{original}-scaled", dirs_exist_ok=True))
    before = RunDirectory(run).history
    factors = {"epoch": epochs}
    for split, factor in (("train", train), ("validation", validation)):
        factors |= {f"{split}_{name}": abs(factor) for name in ("loss", "mse", "mae")} | {
            f"{split}_r2": factor
        }
    history = History(before.columns, before.values * [factors.get(name, 1) for name in before.columns])
    verdict = judge(history, "validation_loss", Baseline(2.0, 2.0, "r2", 0.0), "completed")
    rows = {"best": history.row(history.best_row("validation_loss")), "last": history.row(-1)}
    changed = {which: row | {"epoch": int(row["epoch"])} for which, row in rows.items()}
    others = {"verdict": verdict.to_json(), "epochs": changed["last"]["epoch"]}
    write_history(run / "metrics.csv", history)
    rewrite_result(run, **changed, **others)
    shown = command("show", run)
    assert (shown.code, shown.err) == (0, "")
    return shown.out


@pytest.mark.parametrize("factor", [1e30, 1e100, 1e-9, 1e-100, 12345.678, 0.0, NAN, INF, -1e12])
def test_extreme_numbers(factor: float, line: Path, here: Path) -> None:
    run = trained(line, here, "epochs=12", "dtype=float64")
    for train, validation in ((factor, factor), (1.0, factor), (factor, 1.0)):
        assert too_long(scaled(run, train, validation)) == []


def test_columns_never_touch(line: Path, here: Path) -> None:
    run = trained(line, here, "epochs=12", "dtype=float64")
    shown = scaled(run, -1e-100, -1e100, epochs=800_000)
    assert too_long(shown) == []
    lines = shown.splitlines()
    first = next(number for number, text in enumerate(lines) if text.endswith("gap"))
    assert lines[first].split() == ["train", "validation", "gap"]
    assert lines[first + 1].startswith(" last, epoch 9,600,000 ")
    assert [len(text.split()) for text in lines[first + 1 : first + 3]] == [7, 4]


def test_a_deep_net_with_a_long_name(write_config, here: Path) -> None:
    write_config(
        "dataset: iris\nmodel: {hidden: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]}\n"
        "optimizer: {epochs: 2}\nregularization: {dropout: 0.5, input_dropout: 0.25, l1: 1e-3, l2: 1e-3}\n"
    )
    name = "a" * 50
    done = command("train", "exp.yaml", "--name", name)
    assert (done.code, done.err) == (0, "")
    assert too_long(done.out) == []
    assert f"{name}: mlp" in done.out


def test_header_of_one_row(write_config) -> None:
    config = load_config(str(write_config("dataset: iris\nname: one\n"))).config
    rows = {"train": 1, "validation": 0, "test": 0, "flipped": 1, "left_out": 12345}
    assert header(config, [4, 64, 64, 3], rows) == [
        "one: mlp 4-64-64-3 (4,675 parameters), adam, no regularization, seed 0",
        "rows: 1 train (1 label flipped on purpose), 0 validation, 0 test (sealed);",
        "      12,345 left out because train_size is None",
    ]


def test_a_long_command_goes_on_in_the_next_line(flowers: Path, runs: Path) -> None:
    run = RunDirectory(trained(flowers, runs))
    config = load_config(str(flowers)).config
    lines = Panel(run, config, "a folder/" + "b" * 60 + ".yaml").lines()
    start = next(number for number, line in enumerate(lines) if line.startswith(" Try"))
    assert lines[start] == " Try  regexp train \\"
    assert lines[start + 1] == f"        'a folder/{'b' * 60}.yaml' \\"
    assert lines[start + 2].startswith("        epochs=40")


def test_settings() -> None:
    changed = {
        "dataset.kind": "inline",
        "dataset.x": list(range(100)),
        "model.hidden": [8, 8],
        "optimizer.nesterov": True,
        "regularization.l2.strength": 1e-5,
    }
    assert settings(changed) == [
        " Settings that differ from the defaults: dataset.kind=inline,",
        "   dataset.x=[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,…, model.hidden=[8,8],",
        "   optimizer.nesterov=true, regularization.l2.strength=1e-05",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.000"),
        (0.2345, "0.234"),
        (9.9994, "9.999"),
        (0.00512, "0.0051"),
        (-0.00512, "-0.0051"),
        (0.0001, "0.0001"),
        (0.00009, "9.0e-5"),
        (1e-9, "1.0e-9"),
        (12.34, "12.3"),
        (-123.45, "-123.5"),
        (1234.5, "1,234"),
        (99999.4, "99,999"),
        (123456.0, "1.2e5"),
        (-3.4e30, "-3.4e30"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert three_digits(value) == text


def test_metrics_and_gaps() -> None:
    assert metric_in_words("accuracy", 0.98765) == "98.8%"
    assert metric_in_words("loss", NAN) == metric_in_words("accuracy", INF) == "-"
    # worse on validation is positive: accuracies in points, R² and losses in their own unit
    assert gap_in_words("accuracy", 0.99, 0.9) == "9.0"
    assert gap_in_words("loss", 0.25, 0.5) == "0.250"
    assert gap_in_words("r2", 0.5, 0.25) == "0.250"
    assert gap_in_words("r2", 0.5, NAN) == "-"
