"""Sweeps from the sweep: block of a config."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

BASE = "dataset: moons\nmodel: {hidden: [4, 4]}\n"
ARMS = "sweep: {arms: {none: {}, dropout: {dropout: [0.2, 0.5]}, decay: {l2: 'log:1e-4:1e-2:3'}}, seeds: 2}"


def names(grid: Any) -> list[str]:
    return [cell.name for cell in grid.cells]


@pytest.mark.parametrize(
    ("yaml", "word"),
    [
        ("l2: [0, 1e-3, 1]", "l2=0,1e-3,1"),
        ("l2: 0,1e-3,1", "l2=0,1e-3,1"),
        ("regularization.l2.strength: '0, log:1e-3:1:2'", "l2=0,1e-3,1"),
        ("l2: [0, log:1e-3:1:2]", "l2=0,1e-3,1"),
        ("l2: [none, 1]", "l2=none,1"),
        ("l2: [null, 1]", "l2=0,1"),
        ("hidden: [[64], [256, 256]]", "hidden=64,256x256"),
        ("hidden: 64,256x256", "hidden=64,256x256"),
        ("hidden: [64, 256]", "hidden=64,256"),
        ("l2: [{strength: 1, scale: sum}, {strength: 1}]", "l2={strength: 1, scale: sum},{strength: 1}"),
        ("lambda: [0, 1]", "l2=0,1"),
        ("dropout: lin:0:0.8:5", "dropout=lin:0:0.8:5"),
        ("activation: [relu, tanh]", "activation=relu,tanh"),
    ],
)
def test_a_list_and_a_text_with_commas_mean_what_a_word_means(made: Any, yaml: str, word: str) -> None:
    block = made(f"{BASE}sweep:\n  {yaml}")
    typed = made(BASE, word)
    assert [(cell.name, cell.config, cell.settings) for cell in block.cells] == [
        (cell.name, cell.config, cell.settings) for cell in typed.cells
    ]
    assert (block.axes, block.directory) == (typed.axes, typed.directory)


@pytest.mark.parametrize("block", ["", "none", "{}", "null", "{seeds: 1}"])
def test_an_empty_block_asks_for_the_base(made: Any, block: str) -> None:
    assert names(made(f"{BASE}sweep: {block}")) == ["base"]


def test_one_value_is_an_axis_too(made: Any) -> None:
    assert names(made(f"{BASE}sweep: {{l2: 3}}")) == ["l2=3"]


def test_the_block_is_no_part_of_the_cells_configs(made: Any) -> None:
    assert [cell.config.sweep for cell in made(f"{BASE}sweep: {{l2: [0, 1]}}").cells] == [None, None]


def test_automatic_strengths(made: Any) -> None:
    """The values are those of `strengths` in conftest.py."""
    assert names(made(f"{BASE}sweep: {{lambda: auto}}")) == ["l2=0", "l2=0.01", "l2=1"]
    assert names(made(f"{BASE}sweep: {{arms: {{a: {{l1: auto}}}}}}")) == [
        "arm=a,l1=0",
        "arm=a,l1=0.1",
        "arm=a,l1=1",
    ]


@pytest.mark.parametrize(
    ("seeds", "words", "options", "expected"),
    [
        ("3", [], {}, (7, 8, 9)),
        ("'0:2'", [], {}, (0, 1)),
        ("0:2", [], {}, (0, 1)),
        ("[0, 5]", [], {}, (0, 5)),
        ("0,5", [], {}, (0, 5)),
        ("3", ["seed=1"], {}, (1, 2, 3)),
        ("[0, 5]", ["seed=1"], {}, (1,)),
        ("3", ["seed=1,4"], {}, (1, 4)),
        ("3", [], {"seeds": "1"}, (7,)),
    ],
)
def test_seeds(made: Any, seeds: str, words: Any, options: Any, expected: Any) -> None:
    assert made(f"{BASE}seed: 7\nsweep:\n  seeds: {seeds}", *words, **options).seeds == expected


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        ([], {}, [(7, 8), (0, 1, 2), (7,)]),
        (["seed=1"], {}, [(1, 2), (1,), (1,)]),
        (["seed=1,4"], {}, [(1, 4), (1, 4), (1, 4)]),
        ([], {"seeds": "1"}, [(7,), (7,), (7,)]),
    ],
)
@pytest.mark.parametrize(
    "block",
    [
        "points: [{l2: 1, seeds: 2}, {l2: 2, seeds: '0:3'}, {l2: 3}]",
        "points: points.csv",
        "arms: {a: {l2: 1, seeds: 2}, b: {l2: 2, seeds: [0, 1, 2]}, c: {l2: 3}}",
        "arms: {a: {seeds: 2, points: [{l2: 1}, {l2: 2, seeds: '0:3'}]}, b: {l2: 3}}",
    ],
)
def test_seeds_of_points_and_arms(
    outlined: Any, made: Any, block: str, words: Any, options: Any, expected: Any
) -> None:
    """The command line wins; a number of seeds counts from its seed."""
    Path("points.csv").write_text("l2,seeds\n1,2\n2,0:3\n3,\n")
    text = f"{BASE}seed: 7\nsweep:\n  {block}"
    assert [cell.seeds for cell in made(text, *words, **options).cells] == expected
    assert outlined(text, *words, **options).runs == sum(map(len, expected))
    crossed = made(text, "epochs=1,2", *words, **options)
    assert [cell.seeds for cell in crossed.cells] == [seeds for seeds in expected for _ in range(2)]
    assert outlined(text, "epochs=1,2", *words, **options).runs == crossed.runs == 2 * sum(map(len, expected))


def test_a_point_listed_with_other_seeds_has_them_all(made: Any) -> None:
    grid = made(f"{BASE}sweep: {{points: [{{l2: 1, seeds: 2}}, {{l2: 1, seeds: [5]}}]}}")
    assert [(cell.name, cell.seeds) for cell in grid.cells] == [("l2=1", (0, 1, 5))]


def test_the_shell_wins(made: Any) -> None:
    text = f"{BASE}sweep:\n  l2: [0, 1]\n  dropout: [0, 0.5]\n  zip: true"
    assert names(made(text)) == ["l2=0,dropout=0", "l2=1,dropout=0.5"]
    assert names(made(text, "l2=3,4")) == ["l2=3,dropout=0", "l2=4,dropout=0.5"]
    single = made(text, "dropout=0.25")
    assert names(single) == ["l2=0", "l2=1"]
    assert [cell.config.regularization["dropout"].rate for cell in single.cells] == [0.25, 0.25]
    assert names(made(text, dropout="0.1,0.2", **{"lambda": "5,6"})) == [
        "l2=5,dropout=0.1",
        "l2=6,dropout=0.2",
    ]


def test_the_command_lines_pairs_are_crossed_with_the_block(made: Any) -> None:
    grid = made(f"{BASE}sweep: {{l2: [0, 1]}}", "dropout=0,0.5", "epochs=1,2", zipped=True)
    assert names(grid) == [
        f"l2={l2},{rest}" for l2, rest in product("01", ["dropout=0,epochs=1", "dropout=0.5,epochs=2"])
    ]


def test_arms(made: Any) -> None:
    grid = made(BASE + ARMS)
    assert names(grid) == [
        "arm=none",
        "arm=dropout,dropout=0.2",
        "arm=dropout,dropout=0.5",
        "arm=decay,l2=0.0001",
        "arm=decay,l2=0.001",
        "arm=decay,l2=0.01",
    ]
    assert grid.axes == ("arm", "regularization.dropout.rate", "regularization.l2.strength")
    assert [dict(cell.settings) for cell in grid.cells][:2] == [
        {"arm": "none"},
        {"arm": "dropout", "regularization.dropout.rate": 0.2},
    ]
    assert [list(cell.config.regularization) for cell in grid.cells] == [
        [],
        *[["dropout"]] * 2,
        *[["l2"]] * 3,
    ]


def test_arms_are_crossed_with_axes_outside(outlined: Any, made: Any) -> None:
    grid = made(BASE + ARMS, "epochs=1,2")
    assert names(grid)[:4] == [
        "arm=none,epochs=1",
        "arm=none,epochs=2",
        "arm=dropout,dropout=0.2,epochs=1",
        "arm=dropout,dropout=0.2,epochs=2",
    ]
    assert outlined(BASE + ARMS, "epochs=1,2").runs == len(grid.cells) * len(grid.seeds) == 24


def test_arms_with_points_and_lambda(made: Any) -> None:
    arms = "{a: {lambda: [2, 3]}, b: {points: [{l1: 4, epochs: 5}]}, c: }"
    assert names(made(f"{BASE}regularization: {{l1: 1}}\nsweep: {{arms: {arms}}}")) == [
        "arm=a,l1=2",
        "arm=a,l1=3",
        "arm=b,l1=4,epochs=5",
        "arm=c",
    ]


POINTS = ["l2=0.1,dropout=0", "l2=1,dropout=0.5", "l2=5,dropout=0.5"]
"""Of a base with l2 5: a key that a point leaves out is the base's, and named."""


@pytest.mark.parametrize(
    "points",
    [
        "[{l2: 0.1}, {dropout: 0.5}, {l2: 1, dropout: 0.5}]",
        "[{l2: 0.1, dropout: none}, {l2: null, dropout: 0.5}, {l2: 1, dropout: 0.5}, {l2: 1, dropout: .5}]",
        "tables/points.csv",
    ],
)
def test_points(made: Any, tmp_path: Path, points: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "points.csv").write_text("l2,dropout\n0.1,\n,0.5\n1,0.5\n")
    text = f"{BASE}regularization: {{l2: 5}}\nsweep: {{points: {points}}}"
    assert names(made(text)) == POINTS
    crossed = [f"{point},epochs={epochs}" for point in POINTS for epochs in (1, 2)]
    assert names(made(text, "epochs=1,2")) == crossed


@pytest.mark.parametrize("first", ["{l2: 0.1}", "{l2: 0.1, dropout: none}", "{l2: 0.1, dropout: 0}"])
def test_points_without_a_regularizer_have_it_at_0(made: Any, first: str) -> None:
    """All three are the cell that the axes l2=0.1 and dropout=0 make."""
    grid = made(f"{BASE}sweep: {{points: [{first}, {{dropout: 0.5}}]}}")
    assert names(grid) == ["l2=0,dropout=0.5", "l2=0.1,dropout=0"]
    assert grid.cells[1].config == made(BASE, "l2=0.1,1", "dropout=0,0.5").cells[0].config


@pytest.mark.parametrize(
    "content",
    [
        "l2,dropout\n0.1,\n,0.5\n1,0.5\n",
        "\ufeffregularization.l2.strength , dropout.rate\r\n\r\n0.1,none\r\n5,.5\r\n1.0, 0.5 \r\n1,0.5\r\n",
        '"lambda","dropout"\n"0.1",""\n,0.5\n1,0.5',
    ],
    ids=ascii,
)
def test_points_on_the_command_line(made: Any, tmp_path: Path, content: str) -> None:
    (tmp_path / "points.csv").write_text(content, encoding="utf-8", newline="")
    assert names(made(f"{BASE}regularization: {{l2: 5}}", "@points.csv")) == POINTS


def test_points_of_the_command_line_replace_axes_of_the_block(made: Any, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text('l2,hidden\n1,256x256\n2,"[8, 8]"\n')
    grid = made(f"{BASE}sweep: {{l2: [7, 8], epochs: [1, 2]}}", "@points.csv")
    assert names(grid) == [
        f"epochs={n},{point}" for n in (1, 2) for point in ("l2=1,hidden=256x256", "l2=2,hidden=8x8")
    ]


def test_points_name_arms(made: Any) -> None:
    text = "sweep: {points: [{arm: plain, epochs: 1}, {arm: decay, l2: 1, epochs: 1}]}"
    assert names(made(BASE + text)) == ["arm=plain,epochs=1", "arm=decay,epochs=1,l2=1"]


def test_points_keep_what_a_kind_has_no_field_for(made: Any) -> None:
    text = "sweep: {points: [{optimizer: sgd, momentum: 0.9}, {optimizer: sgd}, {optimizer: adam}]}"
    grid = made(f"{BASE}optimizer: {{learning_rate: 1}}\n{text}")
    assert names(grid) == [
        "optimizer=adam,momentum=none",
        "optimizer=sgd,momentum=0",
        "optimizer=sgd,momentum=0.9",
    ]


def test_files_are_relative_to_the_file_that_names_them(made: Any, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    for name in ("tables/a.csv", "tables/b.csv"):
        (tmp_path / name).write_text(f"x,target\n1,{name}\n")
    (tmp_path / "tables" / "points.csv").write_text("dataset\na.csv\nb.csv\n")
    expected = [str(tmp_path / "tables" / name) for name in ("a.csv", "b.csv")]
    for text in ("[tables/a.csv, tables/b.csv]", "tables/[ab].csv", "'tables/b.csv, tables/a.csv'"):
        cells = made(
            f"{BASE}sweep: {{dataset: {text}}}".replace("tables/[ab].csv", "'tables/[ab].csv'")
        ).cells
        assert [cell.config.dataset.path for cell in cells] == expected
    assert [cell.config.dataset.path for cell in made(BASE, "@tables/points.csv").cells] == expected
