"""Every run of a sweep has the bytes of `regexp train` on its config.yaml, however it was stacked."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.command import command
from support.components import example, objects, regularizers
from support.sweeps import different, only_sweep, swept, table, unlike_single_runs

from regexp.optimizers import Optimizer
from regexp.regularizers import Regularizer

NETWORK = {
    "dataset": {"kind": "iris", "train_size": 40, "label_noise": 0.1},
    "model": {"kind": "mlp", "hidden": [6]},
    "optimizer": {"kind": "adam", "batch_size": 16, "epochs": 3},
}
LINE = {
    "dataset": {"kind": "line", "samples": 60},
    "model": "linear",
    "optimizer": {"kind": "gd", "learning_rate": 0.1, "epochs": 3},
}
FOLDERS = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all sweeps of this file."""
    return tmp_path_factory.mktemp("exact")


@contextmanager
def quickly(most: int | None = None) -> Iterator[None]:
    """Draw no pictures, and train at most so many runs in a stack."""
    with (
        patch("regexp.summary.pictures.draw_overview", lambda path, _: path.write_bytes(b"PNG")),
        patch("regexp.training.plots.draw_curves", lambda _, path, picture: path.write_bytes(b"PNG")),
        patch("regexp.sweep.stacks.runs_per_stack", lambda problem: most or 64),
    ):
        yield


def fitting(optimizer: str, hidden: int) -> list[Regularizer]:
    """Return every regularizer in each of its variants that goes with an optimizer and a depth."""
    made = example(Optimizer.kinds()[optimizer])
    loss = "softmax_cross_entropy" if hidden else "squared_error"
    return [one for one in regularizers() if not objects(one, made, hidden, loss)]


def as_yaml(regularizer: Regularizer) -> dict[str, Any]:
    """Return the fields of a regularizer as they stand in a config."""
    return regularizer.model_dump(exclude={"kind"}, exclude_none=True)


def write(tree: dict[str, Any], folder: Path) -> Path:
    """Write a config into a folder of its own."""
    path = folder / str(next(FOLDERS)) / "exact.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(tree, sort_keys=False))
    return path


@pytest.mark.parametrize(
    ("tree", "optimizer", "hidden"),
    [(NETWORK, "adam", 1), (LINE, "gd", 0), (LINE | {"optimizer": "exact"}, "exact", 0)],
    ids=["network", "line", "exact"],
)
def test_every_regularizer_beside_every_other(
    tree: dict[str, Any], optimizer: str, hidden: int, folder: Path
) -> None:
    chosen = fitting(optimizer, hidden)
    points = [{}, *({f"regularization.{one.kind_name()}": as_yaml(one)} for one in chosen)]
    config = write(tree | {"sweep": {"points": points, "seeds": 2}}, folder)
    with quickly():
        sweep = swept(config, config.parent / "runs", "--jobs", 1)
        # points that are the same settings, such as an example that has a default's value, are one cell
        assert 2 * len({one.kind_name() for one in chosen}) < len(table(sweep)) <= 2 * len(points)
        assert unlike_single_runs(sweep, config.parent / "single") == []


def axes_of(kind: str, hidden: int) -> dict[str, list[Any]]:
    """Return values for every key that a sweep of this optimizer and depth may vary."""
    axes: dict[str, list[Any]] = {
        "dataset.train_size": [20, 25],
        "dataset.split_seed": [3, 4],
        "dataset.scale": ["minmax", "none"],
        "dtype": ["float32", "float64"],
    }
    if hidden:
        axes |= {"model.hidden": ["4", "5x3"], "dataset.label_noise": [0, 0.3]}
        axes |= {
            "model.activation": ["tanh", "relu"],
            "loss": ["softmax_cross_entropy", "sigmoid_cross_entropy"],
        }
    if kind in ("adam", "sgd"):
        axes |= {"optimizer.batch_size": [7, "full"]}
    if kind != "exact":
        axes |= {"optimizer.learning_rate": [0.01, 1e30], "optimizer.schedule": ["constant", "cosine"]}
        axes |= {"optimizer.epochs": [1, 3]}
    for one in fitting(kind, hidden):
        axes.setdefault(f"regularization.{one.kind_name()}", ["none"]).append(as_yaml(one))
    return axes


@st.composite
def sweeps(draw: Any) -> dict[str, Any]:
    """Draw a config with a sweep of at most eight runs: two axes of two values, two seeds."""
    kind, hidden = draw(st.sampled_from([("adam", 1), ("sgd", 1), ("gd", 1), ("gd", 0), ("exact", 0)]))
    axes = axes_of(kind, hidden)
    names = draw(st.lists(st.sampled_from(sorted(axes)), min_size=1, max_size=2, unique=True))
    block = {name: draw(st.permutations(axes[name]))[:2] for name in names}
    first = draw(st.integers(0, 2))
    optimizer = {"kind": kind} | ({} if kind == "exact" else {"learning_rate": 0.1, "epochs": 3})
    base = NETWORK if hidden else LINE
    return base | {"optimizer": optimizer, "sweep": {**block, "seeds": f"{first}:{first + 2}"}}


def check(tree: dict[str, Any], folder: Path, jobs: int, most: int) -> None:
    """Compare a sweep with one in other stacks by other processes, and its runs with single ones."""
    config = write(tree, folder)
    one, other = config.parent / "one", config.parent / "other"
    with quickly():
        first = command("sweep", config, "--runs-dir", one, "--jobs", 1)
    with quickly(most):
        second = command("sweep", config, "--runs-dir", other, "--jobs", jobs)
    statuses = {row["status"] for row in table(only_sweep(one))}
    assert statuses <= {"completed", "early_stopped", "diverged"}
    assert first.code == second.code == (1 if "diverged" in statuses else 0)
    assert different(only_sweep(one), only_sweep(other)) == []
    with quickly():
        assert unlike_single_runs(only_sweep(one), config.parent / "single") == []


@settings(max_examples=15)
@given(sweeps(), st.sampled_from([1, 2]), st.integers(1, 3))
def test_random_sweeps(folder: Path, tree: dict[str, Any], jobs: int, most: int) -> None:
    check(tree, folder, jobs, most)


@pytest.mark.slow
@settings(max_examples=30)
@given(sweeps(), st.sampled_from([1, 2, 3]), st.integers(1, 3))
def test_more_random_sweeps(folder: Path, tree: dict[str, Any], jobs: int, most: int) -> None:
    check(tree, folder, jobs, most)
