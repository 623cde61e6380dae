"""sweep.yaml: what is written asks for the same cells and seeds again, also after a sweep has grown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.config.writer import write_yaml
from regexp.grid import Grid

BASE = """\
name: x
dataset: moons
model: {hidden: [4, 4]}
optimizer: {learning_rate: 0.01}
regularization: {l2: 5}
"""

STRENGTHS = st.floats(0, 10) | st.integers(0, 3) | st.just("none")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "l2": STRENGTHS,
    "regularization.l1": STRENGTHS,
    "dropout": st.floats(0, 0.9) | st.just("none"),
    "epochs": st.integers(1, 5),
    "optimizer": st.sampled_from(["adam", "sgd", "gd"]),
    "activation": st.sampled_from(["relu", "tanh", {"kind": "leaky_relu", "negative_slope": 0.1}]),
    "hidden": st.sampled_from(["4x4", "8x8", [16, 4]]),
    "dataset.scale": st.sampled_from(["none", "minmax"]),
}


def axes(keys: Sequence[str], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw up to `most` axes of one to three values, in any order."""
    chosen = st.lists(st.sampled_from(keys), unique=True, max_size=most)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries(
            {name: st.lists(VALUES[name], min_size=1, max_size=3) for name in names}
        )
    )


SEEDS = st.sampled_from([1, 3, "2:4", [0, 7]])
POINT = st.fixed_dictionaries(
    {}, optional={**{key: VALUES[key] for key in ("l2", "epochs", "optimizer")}, "seeds": SEEDS}
)
POINTS = st.lists(POINT, min_size=1, max_size=4)
ARM_POINTS = st.lists(
    st.tuples(st.sampled_from(["a", "none", "1"]), POINT).map(lambda drawn: {"arm": drawn[0], **drawn[1]}),
    min_size=1,
    max_size=4,
)
ARM = st.tuples(axes(["l2", "dropout", "epochs"], 2), st.fixed_dictionaries({}, optional={"seeds": SEEDS}))
ARMS = st.dictionaries(
    st.sampled_from(["none", "a.1", "B_2"]), ARM.map(lambda drawn: {**drawn[0], **drawn[1]}), min_size=1
)
BLOCKS = st.one_of(
    st.tuples(axes(list(VALUES), 3), SEEDS).map(lambda drawn: {**drawn[0], "seeds": drawn[1]}),
    st.tuples(POINTS, SEEDS).map(lambda drawn: {"points": drawn[0], "dropout": [0, 0.5], "seeds": drawn[1]}),
    ARM_POINTS.map(lambda points: {"points": points}),
    ARMS.map(lambda arms: {"hidden": [4, 8], "arms": arms}),
    ARMS.map(lambda arms: {"arms": arms, "activation": ["relu", "tanh"]}),
)


def config_with(block: dict[str, Any]) -> str:
    return BASE + write_yaml({"sweep": block})


def content(grid: Grid) -> Any:
    cells = [(cell.name, list(cell.settings.items()), cell.config, cell.seeds) for cell in grid.cells]
    return grid.directory, grid.axes, cells


def runs(*grids: Grid) -> set[tuple[str, int]]:
    """Return every run of some grids by its config and seed."""
    cells = [(cell.config.model_dump_json(), cell.seeds) for grid in grids for cell in grid.cells]
    return {(config, seed) for config, seeds in cells for seed in seeds}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(BLOCKS)
def test_what_is_written_is_read_back(
    made: Any, read_back: Any, tmp_path: Path, block: dict[str, Any]
) -> None:
    grid = made(config_with(block))
    again = read_back(grid)
    assert content(again) == content(grid)
    assert again.to_yaml(tmp_path / "runs" / "x") == grid.to_yaml(tmp_path / "runs" / "x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_grown_sweep_has_all_cells_under_their_names(
    made: Any, read_back: Any, data: st.DataObject
) -> None:
    keys = data.draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=3, unique=True))
    sweeps = []
    for order in (keys, data.draw(st.permutations(keys))):
        drawn = {key: data.draw(st.lists(VALUES[key], min_size=1, max_size=3)) for key in order}
        sweeps.append(made(config_with({**drawn, "seeds": data.draw(SEEDS)})))
    earlier, later = sweeps
    joined = later.joined(read_back(earlier))
    assert {cell.name for cell in joined.cells} >= {cell.name for cell in earlier.cells}
    assert runs(joined) == runs(*sweeps)
    assert joined.runs == len(runs(*sweeps))
    assert content(read_back(joined)) == content(joined)
    assert content(earlier.joined(joined)) == content(joined)


def written_block(grid: Grid, folder: Path) -> str:
    return grid.to_yaml(folder).partition("sweep:\n")[2]


def test_a_product_is_written_as_axes(made: Any, tmp_path: Path) -> None:
    grid = made(BASE, "l2=0,log:1e-3:1e-1:3", "dropout=0,0.5", "hidden=4x4,[8,8]", seeds="2")
    assert grid.to_yaml(tmp_path) == (
        "name: x\n"
        "dataset:\n"
        "  kind: moons\n"
        "model:\n"
        "  kind: mlp\n"
        "  hidden: [4, 4]\n"
        "optimizer:\n"
        "  kind: adam\n"
        "  learning_rate: 0.01\n"
        "regularization:\n"
        "  l2:\n"
        "    strength: 5\n"
        "sweep:\n"
        "  regularization.l2: [0, 0.001, 0.01, 0.1]\n"
        "  regularization.dropout: [0, 0.5]\n"
        "  model.hidden:\n"
        "    - [4, 4]\n"
        "    - [8, 8]\n"
        "  seeds: 2\n"
    )


def test_what_is_no_product_is_written_as_points(made: Any, tmp_path: Path) -> None:
    one, other = made(BASE, "l2=0,1", "dropout=0,0.1"), made(BASE, "dropout=0,0.5", "l2=0,2")
    assert written_block(other.joined(one), tmp_path) == (
        "  points:\n"
        "    - {regularization.l2: 0, regularization.dropout: 0}\n"
        "    - {regularization.l2: 0, regularization.dropout: 0.1}\n"
        "    - {regularization.l2: 0, regularization.dropout: 0.5}\n"
        "    - {regularization.l2: 1, regularization.dropout: 0}\n"
        "    - {regularization.l2: 1, regularization.dropout: 0.1}\n"
        "    - {regularization.l2: 2, regularization.dropout: 0}\n"
        "    - {regularization.l2: 2, regularization.dropout: 0.5}\n"
        "  seeds: 1\n"
    )


def test_points_have_their_seeds_where_they_differ(made: Any, read_back: Any, tmp_path: Path) -> None:
    """Three strengths with 4 seeds, then two of them with 6: 16 runs, not 18."""
    grown = made(BASE, "l2=0,1", seeds="6").joined(made(BASE, "l2=0,1,2", seeds="4"))
    assert [cell.seeds for cell in grown.cells] == [tuple(range(6)), tuple(range(6)), tuple(range(4))]
    assert (grown.seeds, grown.runs) == (tuple(range(6)), 16)
    assert written_block(grown, tmp_path) == (
        "  points:\n"
        "    - {regularization.l2: 0, seeds: 6}\n"
        "    - {regularization.l2: 1, seeds: 6}\n"
        "    - {regularization.l2: 2, seeds: 4}\n"
    )
    assert content(read_back(grown)) == content(grown)


def test_arms_have_their_seeds_where_they_differ(made: Any, tmp_path: Path) -> None:
    arms = "{none: {seeds: 5}, decay: {l2: [1, 2], seeds: [0, 7]}}"
    grid = made(f"{BASE}sweep: {{arms: {arms}, epochs: [1, 2]}}")
    assert grid.runs == 2 * (5 + 2 * 2)
    assert written_block(grid, tmp_path) == (
        "  arms:\n"
        "    none:\n"
        "      seeds: 5\n"
        "    decay:\n"
        "      regularization.l2: [1, 2]\n"
        "      seeds: [0, 7]\n"
        "  optimizer.epochs: [1, 2]\n"
    )


def test_arms_are_written_beside_common_axes(made: Any, tmp_path: Path) -> None:
    arms = "{none: {}, dropout: {dropout: [0.2, 0.5]}, decay: {l2: [1, 2], dropout: 0}}"
    grid = made(f"{BASE}sweep: {{epochs: [1, 2], arms: {arms}, activation: [relu, tanh]}}")
    assert grid.axes[1:4] == (
        "optimizer.epochs",
        "regularization.dropout.rate",
        "regularization.l2.strength",
    )
    assert written_block(grid, tmp_path) == (
        "  optimizer.epochs: [1, 2]\n"
        "  arms:\n"
        "    none: {}\n"
        "    dropout:\n"
        "      regularization.dropout: [0.2, 0.5]\n"
        "    decay:\n"
        "      regularization.dropout: [0]\n"
        "      regularization.l2: [1, 2]\n"
        "  model.activation: [relu, tanh]\n"
        "  seeds: 1\n"
    )


def test_files_move_with_the_folder(made: Any, read_back: Any, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "w.npz"):
        (tmp_path / name).write_text(f"x,target\n1,{name}\n")
    folder = tmp_path / "runs" / "x"
    grid = made("dataset: {kind: csv}\nmodel: {weights: w.npz}", "path=*.csv")
    assert content(read_back(grid)) == content(grid)
    assert written_block(grid, folder) == "  dataset.path: [../../a.csv, ../../b.csv]\n  seeds: 1\n"
    assert "  weights: ../../w.npz\n" in grid.to_yaml(folder)


@pytest.mark.parametrize("words", [[], ["l2=0,1"], ["dataset.scale=none,standard"]])
def test_a_grid_joined_with_itself(made: Any, words: list[str]) -> None:
    grid = made(BASE, *words, seeds="2")
    assert content(grid.joined(grid)) == content(grid)
