import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from regexp.config import load_config, shipped_folder, shipped_names
from regexp.errors import ConfigError, FileError

DIGITS = """\
# configs/digits.yaml: an MLP that overfits. Try: regexp train digits l2=1e-2 dropout=0.5
name: digits                     # default: the file's stem; letters, digits, . _ - only
seed: 0
dataset:
  kind: digits                   # `regexp datasets` lists the kinds; `dataset: FILE.csv` infers csv
  train_size: 400                # rows, or fraction of all rows; small on purpose, to provoke overfitting
  validation_size: 0.25          # default 0.2 each; 0 is allowed (columns stay, empty)
  test_size: 0.25
  label_noise: 0.1               # fraction of *training* labels changed to another class
  scale: standard                # standard | minmax | none, fitted on the training rows
model:
  kind: mlp                      # linear | mlp
  hidden: [256, 256]             # also 256x256
  activation: relu
optimizer:
  kind: adam
  learning_rate: 1e-3
  batch_size: 64                 # or full (then not shuffled)
  epochs: 200
  schedule: {kind: cosine}
monitor: validation_loss         # what best epoch, early stopping, verdict and compare look at
evaluation: {every: 1}           # epochs between measurements; the last epoch always
regularization: {}               # every key is a kind, a bare number sets its main field, e.g.
#  l2: 1e-2
#  dropout: 0.5                  # hidden units; input_dropout is a kind of its own
#  early_stopping: {patience: 20}
#sweep:
#  regularization.l2: [0, 1e-3, 1e-2, 1e-1]
#  seeds: 5
"""


def test_the_example_of_the_design(load: Any, tmp_path: Path) -> None:
    loaded = load(DIGITS)
    config = loaded.config
    assert (loaded.path, loaded.notes) == (tmp_path / "c.yaml", ())
    assert (config.name, config.seed, config.dtype, config.loss) == ("digits", 0, "float32", "auto")
    assert (config.dataset.kind, config.dataset.train_size, config.dataset.label_noise) == (
        "digits",
        400,
        0.1,
    )
    assert (config.model.hidden, config.model.activation.kind) == ((256, 256), "relu")
    assert (config.optimizer.learning_rate, config.optimizer.schedule.kind) == (0.001, "cosine")
    assert (config.regularization, config.active()) == ({}, ())


def test_the_example_with_everything_switched_on(load: Any) -> None:
    text = (
        DIGITS.replace("regularization: {}", "regularization:  ")
        .replace("#  ", "  ")
        .replace("#sweep", "sweep")
    )
    loaded = load(text)
    assert loaded.notes == ("sweep: is left alone by a single run; regexp sweep runs it",)
    assert [regularizer.kind_name() for regularizer in loaded.config.active()] == [
        "dropout",
        "early_stopping",
        "l2",
    ]
    assert loaded.config.sweep == {"regularization.l2": [0, 0.001, 0.01, 0.1], "seeds": 5}


def test_regularizers_come_in_the_order_of_their_hooks_and_only_if_they_do_something(load: Any) -> None:
    config = load(
        "dataset: moons\nregularization: {l1: 1, l2: 1, input_dropout: 0, early_stopping: 3}"
    ).config
    assert [regularizer.kind_name() for regularizer in config.active()] == ["early_stopping", "l2", "l1"]
    assert list(config.regularization) == ["early_stopping", "input_dropout", "l1", "l2"]


@pytest.mark.parametrize(
    ("text", "kind"), [("data.csv", "csv"), ("a/b.NPZ", "npz"), ("~/x.csv", "csv"), ("digits", "digits")]
)
def test_the_kind_of_a_data_set_is_inferred(load: Any, text: str, kind: str) -> None:
    assert load(f"dataset: {text}").config.dataset.kind == kind


def test_files_are_relative_to_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "configs").mkdir()
    text = "dataset: ../data/x.csv\nmodel: {weights: w.npz}\noptimizer: {batch_order: /abs/o.npy}"
    Path("configs/mine.yaml").write_text(text)
    config = load_config("configs/mine.yaml").config
    assert config.dataset.model_dump()["path"] == str(tmp_path / "data/x.csv")
    assert config.model.weights == str(tmp_path / "configs/w.npz")
    assert config.optimizer.model_dump()["batch_order"] == "/abs/o.npy"


def test_a_home_folder_is_written_out(load: Any) -> None:
    assert load("dataset: ~/x.csv").config.dataset.path == os.path.join(os.path.expanduser("~"), "x.csv")


@pytest.mark.parametrize(
    ("file", "name"), [("wide net (2).yaml", "wide-net-2"), (".hidden.yml", "hidden"), ("ä.yaml", "config")]
)
def test_the_default_name_is_the_stem(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text("dataset: iris")
    assert load_config(str(tmp_path / file)).config.name == name


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_configs_load_from_anywhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir(parents=True)
    loaded = load_config(name)
    assert loaded.path == shipped_folder() / f"{name}.yaml"
    assert (loaded.config.name, loaded.notes) == (Path(name).name, ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1:1: is empty; the shortest config is dataset: digits"),
        (b"# only a comment\n", "1:1: is empty; the shortest config is dataset: digits"),
        (b"[1, 2]", "1:1: must be a mapping of keys to values, such as dataset: digits"),
        (b"\n  digits", "2:3: must be a mapping of keys to values, such as dataset: digits"),
        (b"PK\x03\x04\0\0", "1:1: is a binary file; a config is YAML text"),
        ("dataset: iris".encode("utf-16"), "1:1: is a binary file; a config is YAML text"),
        ("seed: 1\nname: ä".encode("latin-1"), "2:7: is not UTF-8 text"),
        (b"# " + b"x" * 2**20, "1:1: is larger than 1 MiB; put data in a file of its own"),
        (b"seed: 1\nseed: 2", "2:1: seed is given twice, first in line 1"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_unreadable_content(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_config(str(path))
    assert str(caught.value) == f"{path}:{message}"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(b"\xef\xbb\xbfdataset: iris\r\nseed: 3\r\n")
    assert load_config(str(path)).config.seed == 3


def test_missing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("dataset: iris")
    Path("empty").mkdir()
    shipped = ", ".join(shipped_names())
    for source, hint in {
        "mine.yml": " (did you mean mine.yaml?)",
        "digts": " (did you mean digits?)",
        "three_points": " (did you mean textbook/three_points?)",
        "textbook/three-points": " (did you mean textbook/three_points?)",
        "nowhere/x.yaml": f"; shipped are {shipped}",
        "x" * 300: f"; shipped are {shipped}",
    }.items():
        with pytest.raises(ConfigError) as caught:
            load_config(source)
        assert str(caught.value) == f"{source}: no such file or shipped config{hint}"


@pytest.mark.parametrize(
    ("folder", "hint"), [("empty", ""), ("full", f" such as {Path('full/a.yaml')}")]
)  # fmt: skip
def test_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, hint: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("empty").mkdir()
    for name in ("full/b.yaml", "full/a.yaml"):
        Path(name).write_text("dataset: iris")
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    assert str(caught.value) == f"{folder}: is a folder; give a config file{hint}"


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("dataset: iris")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError) as caught:
        load_config(str(path))
    assert str(caught.value) == f"{path}: can't be read (Permission denied)"


def test_the_import_loads_nothing_heavy() -> None:
    heavy = "{'sklearn', 'scipy', 'matplotlib', 'rich', 'typer'}"
    code = f"import regexp.config, sys; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
