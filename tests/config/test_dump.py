import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regexp.config import (
    Config,
    changed,
    config_hash,
    input_files,
    load_config,
    shipped_names,
    to_tree,
    to_yaml,
)
from regexp.config.expand import expand
from regexp.config.yaml_loader import parse_yaml
from regexp.errors import DataError, FileError
from regexp.regularizers import Regularizer

PLENTY = """\
dataset: {kind: csv, path: data.csv, target: "1e-3", drop: ["a, b", 'yes', "null"], scale: none}
model: {kind: mlp, hidden: 8x4, activation: {kind: leaky_relu, negative_slope: 1e-5}}
optimizer: {kind: sgd, learning_rate: 3e-7, batch_size: full, schedule: {kind: cosine, final: 1}}
regularization: {l2: {strength: 1, layers: [0, 2]}, dropout: 0.5}
loss: half_squared_error
sweep: {l2: "log:1e-5:1:11", seeds: 5, dropout: [0, 0.5]}
"""

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)
RATES = st.floats(0, 1, exclude_max=True)
REGULARIZATION = st.fixed_dictionaries(
    {},
    optional={
        "l2": st.floats(0, 1e9)
        | st.fixed_dictionaries({"strength": st.floats(0, 1e-9), "scale": st.just("sum")}),
        "l1": st.fixed_dictionaries({"strength": st.integers(0, 9), "layers": st.just([0])}),
        "dropout": RATES,
        "early_stopping": st.integers(1, 99),
    },
)
TREES = st.fixed_dictionaries(
    {
        "name": st.from_regex(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}", fullmatch=True),
        "dataset": st.sampled_from(["iris", "moons"])
        | st.fixed_dictionaries({"kind": st.just("csv"), "path": st.just("/x.csv"), "target": TEXTS}),
        "seed": st.integers(0, 2**63 - 1),
        "optimizer": st.just("adam") | st.fixed_dictionaries({"learning_rate": st.floats(1e-12, 1e12)}),
        "regularization": REGULARIZATION,
        "sweep": st.none() | st.dictionaries(TEXTS.filter(lambda key: key != "<<"), RATES, max_size=2),
    }
)


@given(TREES)
def test_every_config_survives_being_written(tree: dict[str, Any]) -> None:
    config = Config.model_validate(expand(tree, "/"))
    written = parse_yaml(to_yaml(config)).value
    assert Config.model_validate(expand(written, "/")) == config
    assert to_tree(Config.model_validate(expand(written, "/"))) == to_tree(config)


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_configs_survive_being_written(load: Any, name: str) -> None:
    config = load_config(name).config
    assert load(to_yaml(config)).config == config


def test_resolved_yaml(load: Any) -> None:
    assert to_yaml(load("dataset: iris\nregularization: {l2: 1e-5, dropout: 0}\nname: x").config) == (
        "name: x\n"
        "seed: 0\n"
        "dtype: float32\n"
        "dataset:\n"
        "  kind: iris\n"
        "  seed: 0\n"
        "  label_noise: 0.0\n"
        "  feature_noise: 0.0\n"
        "model:\n"
        "  kind: mlp\n"
        "  hidden: [64, 64]\n"
        "  activation:\n"
        "    kind: relu\n"
        "  normalization:\n"
        "    kind: none\n"
        "  initialization:\n"
        "    kind: he\n"
        "  bias: true\n"
        "loss: auto\n"
        "optimizer:\n"
        "  kind: adam\n"
        "  learning_rate: 0.001\n"
        "  beta1: 0.9\n"
        "  beta2: 0.999\n"
        "  epsilon: 1e-08\n"
        "  batch_size: 32\n"
        "  epochs: 100\n"
        "  schedule:\n"
        "    kind: constant\n"
        "    warmup: 0.0\n"
        "monitor: validation_loss\n"
        "evaluation:\n"
        "  every: 1\n"
        "regularization:\n"
        "  dropout:\n"
        "    rate: 0.0\n"
        "    noise: bernoulli\n"
        "  l2:\n"
        "    strength: 1e-05\n"
        "    scale: half\n"
    )


def test_it_keeps_working_in_another_folder(load: Any, tmp_path: Path) -> None:
    config = load(PLENTY).config
    assert input_files(config) == {("dataset", "path"): str(tmp_path / "data.csv")}
    folder = tmp_path / "runs" / "x"
    folder.mkdir(parents=True)
    text = to_yaml(config, folder)
    assert f"  path: {os.path.join('..', '..', 'data.csv')}\n" in text
    (folder / "config.yaml").write_text(text)
    assert load_config(str(folder / "config.yaml")).config == config


def test_what_differs_from_the_defaults(load: Any, tmp_path: Path) -> None:
    assert changed(load(PLENTY).config) == {
        "dataset.kind": "csv",
        "dataset.path": str(tmp_path / "data.csv"),
        "dataset.target": "1e-3",
        "dataset.drop": ["a, b", "yes", "null"],
        "dataset.scale": "none",
        "model.hidden": [8, 4],
        "model.activation.kind": "leaky_relu",
        "model.activation.negative_slope": 1e-5,
        "loss.kind": "half_squared_error",
        "optimizer.kind": "sgd",
        "optimizer.learning_rate": 3e-7,
        "optimizer.batch_size": "full",
        "optimizer.schedule.kind": "cosine",
        "optimizer.schedule.final": 1.0,
        "regularization.dropout.rate": 0.5,
        "regularization.l2.layers": [0, 2],
        "regularization.l2.strength": 1.0,
    }


@pytest.mark.parametrize("name", shipped_names())
def test_what_differs_is_all_that_there_is(load: Any, name: str) -> None:
    config = load_config(name).config
    words = (f"{key}={str(value).replace(chr(39), '')}" for key, value in changed(config).items())
    assert load(f"dataset: iris\nname: {config.name}", *words).config == config


def test_the_hash_is_of_what_is_computed(load: Any) -> None:
    base = config_hash(load("dataset: iris\nregularization: {l2: 1, dropout: 0.5}").config)
    stopped = "dataset: iris\nregularization: {l2: 1, dropout: 0.5, early_stopping: {}}"
    assert config_hash(load(stopped).config) != base
    same = "name: other\nregularization: {dropout: 0.5, l2: {strength: 1.0}}\ndataset: {kind: iris}\nsweep: 3"
    assert config_hash(load(same).config) == base
    assert len(base) == 64
    different = [
        config_hash(load(same, word).config) for word in ("seed=1", "l2=2", "epochs=5", "dtype=float64")
    ]
    assert len({base, *different}) == 5


def test_the_hash_is_of_the_content_of_files(load: Any, tmp_path: Path) -> None:
    contents = {"a.csv": "x,target\n1,2\n", "b.csv": "x,target\n1,2\n", "c.csv": "x,target\n1,3\n"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    a, b, c = (config_hash(load(f"dataset: {name}").config) for name in contents)
    assert a == b != c


def test_the_hash_is_of_the_files_in_a_folder(load: Any, tmp_path: Path) -> None:
    for folder, content in {"a": "1", "b": "1", "c": "2"}.items():
        (tmp_path / folder / "deeper").mkdir(parents=True)
        (tmp_path / folder / "labels").write_text(content)
    a, b, c = (config_hash(load(f"dataset: {{kind: idx, path: {name}}}").config) for name in "abc")
    assert a == b != c


def test_missing_files(load: Any, tmp_path: Path) -> None:
    with pytest.raises(DataError) as missing_data:
        config_hash(load("dataset: a.csv").config)
    assert str(missing_data.value) == f"{tmp_path / 'a.csv'}: no such file"
    with pytest.raises(FileError) as missing_weights:
        config_hash(load("dataset: iris\nmodel: {weights: w.npz}").config)
    assert str(missing_weights.value) == f"{tmp_path / 'w.npz'}: no such file"


@pytest.mark.parametrize("kind", Regularizer.kinds())
def test_every_regularizer_survives_with_its_examples(load: Any, kind: str) -> None:
    fields = Regularizer.kinds()[kind].model_fields
    given = {name: field.examples[0] for name, field in fields.items() if field.examples}
    config = load(
        f"dataset: iris\nmodel: {{hidden: 3}}\nregularization: {{{kind}: {given}}}".replace("'", "")
    ).config
    assert to_tree(config)["regularization"][kind].items() >= given.items()
    assert load(to_yaml(config)).config == config
