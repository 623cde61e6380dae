"""Sweeps from words and options of the command line."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from regexp.errors import DataError

BASE = "dataset: moons\n"


def names(grid: Any) -> list[str]:
    return names_of(grid.cells)


def names_of(cells: Any) -> list[str]:
    return [cell.name for cell in cells]


def test_the_command_of_the_readme(made: Any) -> None:
    grid = made(BASE, **{"lambda": "0,1e-3,1e-1", "dropout": "0,0.5", "seeds": "3"})
    assert grid.axes == ("regularization.l2.strength", "regularization.dropout.rate")
    assert names(grid) == [
        "l2=0,dropout=0",
        "l2=0,dropout=0.5",
        "l2=0.001,dropout=0",
        "l2=0.001,dropout=0.5",
        "l2=0.1,dropout=0",
        "l2=0.1,dropout=0.5",
    ]
    assert (grid.seeds, grid.notes, grid.path.name) == ((0, 1, 2), (), "c.yaml")
    cell = grid.cells[3]
    assert dict(cell.settings) == {"regularization.l2.strength": 0.001, "regularization.dropout.rate": 0.5}
    assert cell.config.regularization["l2"].strength == 0.001
    assert cell.config.regularization["dropout"].rate == 0.5


def test_a_sweep_of_nothing_but_seeds(made: Any) -> None:
    grid = made(BASE + "seed: 4", "l2=1", seeds="2")
    assert (grid.axes, names(grid), grid.seeds) == ((), ["base"], (4, 5))
    assert (grid.cells[0].config.seed, grid.cells[0].config.regularization["l2"].strength) == (4, 1.0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["l2=1,0,0.1"], ["l2=0", "l2=0.1", "l2=1"]),
        (["l2=0,log:1e-4:1e-1:4"], ["l2=0", "l2=0.0001", "l2=0.001", "l2=0.01", "l2=0.1"]),
        (["l2=none,1e-9"], ["l2=0", "l2=1e-09"]),
        (["early_stopping=none,3"], ["early_stopping=none", "early_stopping=3"]),
        (["non_negative=true,false"], ["non_negative=none", "non_negative=true"]),
        (["hidden=256x256,64,[8,8]"], ["hidden=8x8", "hidden=64", "hidden=256x256"]),
        (["epochs=lin:10:30:3"], ["epochs=10", "epochs=20", "epochs=30"]),
        (["hidden=log:16:64:3"], ["hidden=16", "hidden=32", "hidden=64"]),
        (["train_size=lin:10:30:3"], ["train_size=10", "train_size=20", "train_size=30"]),
        (["train_size=lin:0.25:0.75:3"], ["train_size=0.25", "train_size=0.5", "train_size=0.75"]),
        (["batch_size=full,32"], ["batch_size=32", "batch_size=full"]),
        (["optimizer.kind=sgd,adam", "learning_rate=1"], ["optimizer=adam", "optimizer=sgd"]),
        (["dataset=circles,moons"], ["dataset=circles", "dataset=moons"]),
        (["activation=tanh,relu"], ["activation=relu", "activation=tanh"]),
        (
            ["optimizer=sgd", "learning_rate=1", "nesterov=true,false", "momentum=0.9"],
            ["nesterov=false", "nesterov=true"],
        ),
        (["l2.scale=sum,half", "l2=1"], ["l2.scale=half", "l2.scale=sum"]),
        (["loss=auto,sigmoid_cross_entropy"], ["loss=auto", "loss=sigmoid_cross_entropy"]),
        (["dataset.scale=none,minmax"], ["scale=minmax", "scale=none"]),
        (["scale=none,minmax"], ["scale=minmax", "scale=none"]),
        (["schedule=none,cosine"], ["schedule=constant", "schedule=cosine"]),
        (["layers=[0],[0,1]", "l2=1", "hidden=4x4"], []),
        (["l2.layers=[0],[0,1]", "l2=1", "hidden=4x4"], ["l2.layers=0", "l2.layers=0x1"]),
    ],
    ids=str,
)
def test_values(made: Any, refused: Any, words: list[str], expected: list[str]) -> None:
    if expected:
        assert names(made(BASE, *words)) == expected
    else:
        assert len(refused(BASE, *words)) == 1


def test_a_mapping_is_a_value(made: Any) -> None:
    cells = made(BASE, "l2={strength: 1, scale: sum},{scale: sum, strength: 1.0},{strength: 2}").cells
    assert [
        (cell.config.regularization["l2"].strength, cell.config.regularization["l2"].scale) for cell in cells
    ] == [
        (1.0, "sum"),
        (2.0, "half"),
    ]
    assert cells[0].settings["regularization.l2.strength"] == "{scale: sum, strength: 1}"


def test_regularizers_as_values_have_readable_names(made: Any) -> None:
    word = "regularization=none,{l2: 1e-3},{dropout: {rate: 0.5}, l2: {scale: sum, strength: 1}}"
    grid = made(BASE, word, "schedule={kind: cosine},constant")
    settings = ["none", "{l2: 0.001}", "{dropout: 0.5, l2: {scale: sum, strength: 1}}"]
    assert [cell.settings["regularization"] for cell in grid.cells[::2]] == [None, *sorted(settings[1:])]
    assert names(grid)[0] == "regularization=none,schedule=constant"
    assert names(made(BASE, "regularization=none,{l2: 1e-3}")) == [
        "regularization=none",
        f"regularization=l2-0.001-{sha256(b'{l2: 0.001}').hexdigest()[:6]}",
    ]


def test_mappings_and_lists_are_values_in_one_form(made: Any, tmp_path: Path) -> None:
    layers = made(BASE, "l2={strength: 1, layers: [0]},{strength: 1, layers: [0, 1]}").cells
    assert [cell.settings["regularization.l2.strength"] for cell in layers] == [
        "{layers: [0, 1], strength: 1}",
        "{layers: [0], strength: 1}",
    ]
    write_files(tmp_path, a="x,y\n")
    dropped = made("dataset: {kind: csv, path: a.csv}", "drop=[a],[a,b]").cells
    assert [cell.settings["dataset.drop"] for cell in dropped] == ["[a, b]", "[a]"]
    assert [cell.config.dataset.model_dump()["drop"] for cell in dropped] == [["a", "b"], ["a"]]


def test_numbers_are_text_where_only_text_fits(made: Any, tmp_path: Path) -> None:
    write_files(tmp_path, a="x,y\n")
    cells = made("dataset: {kind: csv, path: a.csv}", "target=1.0,1,1e-3,x").cells
    assert names_of(cells) == ["target=1", "target=1.0", "target=1e-3", "target=x"]
    assert [cell.config.dataset.model_dump()["target"] for cell in cells] == ["1", "1.0", "1e-3", "x"]


def test_a_single_value_changes_the_base_of_all_cells(made: Any) -> None:
    cells = made(BASE, "l2=0,1", "epochs=7", "l2.scale=sum", dropout="0.25").cells
    assert [cell.config.optimizer.epochs for cell in cells] == [7, 7]
    assert [cell.config.regularization["l2"].scale for cell in cells] == ["sum", "sum"]
    assert [cell.config.regularization["dropout"].rate for cell in cells] == [0.25, 0.25]


def test_values_given_twice_are_one_setting_and_a_note(made: Any) -> None:
    grid = made(BASE, "l2=0,1e-3,0.0,lin:0:1:2", seeds="0,0,1")
    assert names(grid) == ["l2=0", "l2=0.001", "l2=1"]
    assert grid.notes == (
        "l2=0.0: is given twice; it is one setting",
        "l2=lin:0:1:2: is given twice; it is one setting",
    )
    assert grid.seeds == (0, 1)


def test_none_is_0_where_0_turns_off(made: Any) -> None:
    grid = made(BASE + "regularization: {l2: {strength: 5, scale: sum}}", "l2=0,none,1", "dropout=none,.5")
    assert names(grid) == [f"l2={l2},dropout={rate}" for l2 in (0, 1) for rate in (0, 0.5)]
    assert grid.notes == ("l2=none: is given twice; it is one setting",)
    assert [entry.in_words() for entry in grid.cells[0].config.regularization.values()] == [
        "dropout 0", "l2 0",
    ]  # fmt: skip
    assert grid.cells[0].config == made(BASE, "l2={strength: 0, scale: sum}", "dropout=0").cells[0].config


def test_lists_with_spaces_are_told_once(refused: Any) -> None:
    assert refused(BASE, "l2=0,1", "3", seeds="0,") == [
        "command line: 3: belongs to no key; write lists without spaces, such as --seeds 0,3"
    ]


def test_dropped_fields_are_noted_once(made: Any) -> None:
    text = BASE + "optimizer: {kind: adam, beta1: 0.8, learning_rate: 1}"
    grid = made(text, "optimizer=sgd,adam", "l2=0,1,2")
    assert grid.notes == ("optimizer=sgd: dropped beta1, which sgd does not have",)
    assert [cell.config.optimizer.kind for cell in grid.cells] == ["adam"] * 3 + ["sgd"] * 3


@pytest.mark.parametrize(
    ("words", "options", "seeds"),
    [
        (["seed=3"], {}, (3,)),
        (["seed=4,0,1"], {}, (0, 1, 4)),
        (["seed=lin:0:4:5"], {}, (0, 1, 2, 3, 4)),
        (["seed=3"], {"seeds": "2"}, (3, 4)),
        (["seeds=2:4"], {}, (2, 3)),
        ([], {"seeds": "7,0"}, (0, 7)),
    ],
    ids=str,
)
def test_seeds(made: Any, words: list[str], options: dict[str, str], seeds: tuple[int, ...]) -> None:
    assert made(BASE, *words, **options).seeds == seeds


@pytest.mark.parametrize(
    ("text", "words", "axis"),
    [
        (BASE, [], "l2"),
        (BASE + "regularization: {l1: 2, dropout: 0.5}", [], "l1"),
        (BASE + "regularization: {l1: 2, l2: 1}", ["l2=none"], "l1"),
        (BASE + "sweep: {l1: [3, 4]}", [], "l1"),
    ],
)
def test_lambda_is_the_strength_of_the_one_penalty(made: Any, text: str, words: list[str], axis: str) -> None:
    assert made(text, *words, **{"lambda": "0,1"}).axes == (f"regularization.{axis}.strength",)


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        ([], {"lambda": "auto"}, ["l2=0", "l2=0.01", "l2=1"]),
        (["l1=auto"], {}, ["l1=0", "l1=0.1", "l1=1"]),
        (["l2=auto", "l2.scale=sum"], {}, ["l2=0", "l2=0.01", "l2=1"]),
    ],
    ids=str,
)
def test_automatic_strengths(outlined: Any, made: Any, words: Any, options: Any, expected: list[str]) -> None:
    """The values are those of `strengths` in conftest.py, which checks the config that it gets."""
    assert outlined(BASE, *words, **options).runs == 1
    assert names(made(BASE, *words, **options)) == expected


def test_zip_pairs_the_axes_of_the_command_line(made: Any) -> None:
    grid = made(BASE, "l2=0,1", "learning_rate=lin:0.1:0.2:2", zipped=True, dropout="0,0.5", seeds="2")
    assert names(grid) == ["l2=0,learning_rate=0.1,dropout=0", "l2=1,learning_rate=0.2,dropout=0.5"]
    assert names(made(BASE, "l2=0,0,1", "dropout=0,.5,.5", zipped=True)) == [
        "l2=0,dropout=0", "l2=0,dropout=0.5", "l2=1,dropout=0.5",
    ]  # fmt: skip


def write_files(folder: Path, **contents: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name}.csv").write_text(content)


@pytest.mark.parametrize(
    "word",
    ["dataset.path=data/*.csv", "dataset=data/*.csv", "dataset=data/b.csv,data/a.csv", "path=data/?.csv"],
)
def test_files_by_name_or_pattern(made: Any, tmp_path: Path, word: str) -> None:
    write_files(tmp_path / "data", b="x,z\n", a="x,y\n")
    text = (
        "dataset: {kind: csv, target: y}"
        if "path" in word
        else "dataset: {target: y, kind: csv, path: no.csv}"
    )
    cells = made(text, word).cells
    assert [cell.config.dataset.model_dump()["path"] for cell in cells] == [
        str(tmp_path / "data" / "a.csv"), str(tmp_path / "data" / "b.csv"),
    ]  # fmt: skip
    assert [cell.config.dataset.model_dump()["target"] for cell in cells] == ["y", "y"]


def test_names_of_files_are_of_their_content(made: Any, tmp_path: Path) -> None:
    write_files(tmp_path / "one", a="x,y\n")
    write_files(tmp_path / "two", a="x,z\n")
    write_files(tmp_path / "three", a="x,y\n")
    grid = made("dataset: {kind: csv}", "path=*/a.csv")
    twice, once = (f"path=a.csv-{sha256(content).hexdigest()[:6]}" for content in (b"x,y\n", b"x,z\n"))
    assert names(grid) == sorted([once, twice])
    assert grid.notes == (f"{twice}: is given 2 times; it is one setting",)


def test_one_match_is_an_axis_and_a_literal_name_no_pattern(made: Any, tmp_path: Path) -> None:
    write_files(tmp_path / "data", only="x,y\n", **{"[a]": "x,y\n"})
    assert len(made("dataset: {kind: csv}", "path=data/o*.csv").cells) == 1
    assert made("dataset: iris", "dataset=data/[a].csv").axes == ()


def test_missing_files_are_errors_of_data(made: Any, outlined: Any, tmp_path: Path) -> None:
    write_files(tmp_path, a="x,y\n")
    with pytest.raises(DataError) as among_values:
        made("dataset: iris", "dataset=a.csv,b.csv")
    assert str(among_values.value) == f"{tmp_path / 'b.csv'}: no such file"
    with pytest.raises(DataError) as in_the_base:
        outlined("dataset: b.csv", "l2=0,1")
    assert str(in_the_base.value) == f"{tmp_path / 'b.csv'}: no such file"


@pytest.mark.parametrize(
    ("words", "options", "runs"),
    [
        ([], {}, 1),
        (["l2=0,1"], {"seeds": "5"}, 10),
        (["l2=0,1,1.0"], {}, 2),
        (["l2=lin:0:1:100000", "learning_rate=log:1:2:100000"], {"seeds": "1000000000"}, 10**19),
        (["l2=0,1"], {"seeds": f"0:{2**63}"}, 2**64),
    ],
)
def test_runs_are_counted_before_they_are_made(
    outlined: Any, words: list[str], options: dict[str, str], runs: int
) -> None:
    assert outlined(BASE, *words, **options).runs == runs
