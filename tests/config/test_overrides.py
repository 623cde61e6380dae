from pathlib import Path
from typing import Any

import pytest

from regexp.schedules import Cosine

BASE = """\
dataset:
  kind: moons
  noise: 0.2
model: {kind: mlp, hidden: [64]}
optimizer: {kind: adam, beta1: 0.8, learning_rate: 0.01, batch_size: 16, schedule: {kind: cosine, final: 0.1}}
regularization: {l2: {strength: 0.1, scale: sum}}
"""


def at(config: Any, path: str) -> Any:
    for step in path.split("."):
        config = config[step] if isinstance(config, dict) else getattr(config, step)
    return config


@pytest.mark.parametrize(
    ("word", "path", "value"),
    [
        ("l2=1e-3", "regularization.l2.strength", 1e-3),
        ("l2=1e-3", "regularization.l2.scale", "sum"),
        ("l2.scale=half", "regularization.l2.strength", 0.1),
        ("regularization.l2.strength=2", "regularization.l2.strength", 2.0),
        ("l2={strength: 3}", "regularization.l2.scale", "half"),
        ("dropout=.5", "regularization.dropout.rate", 0.5),
        ("learning_rate=1", "optimizer.learning_rate", 1.0),
        ("optimizer.learning_rate=1", "optimizer.beta1", 0.8),
        ("seed=3", "seed", 3),
        ("dataset.seed=3", "dataset.seed", 3),
        ("hidden=256x128", "model.hidden", (256, 128)),
        ("hidden=[3,2]", "model.hidden", (3, 2)),
        ("hidden=5", "model.hidden", (5,)),
        ("activation=tanh", "model.activation.kind", "tanh"),
        ("negative_slope=0.1", "model.activation.kind", "relu"),
        ("final=0", "optimizer.schedule.final", 0.0),
        ("schedule=none", "optimizer.schedule.kind", "constant"),
        ("schedule=~", "optimizer.schedule.kind", "constant"),
        ("every=5", "evaluation.every", 5),
        ("batch_size=full", "optimizer.batch_size", "full"),
        ("name=2024", "name", "2024"),
        ("name=1e-3", "name", "1e-3"),
        ("dataset=iris", "dataset.kind", "iris"),
        ("split_seed=none", "dataset.split_seed", None),
        ("dataset.scale=none", "dataset.scale", "none"),
        ("loss=squared_error", "loss.kind", "squared_error"),
        ("loss=auto", "loss", "auto"),
        ("model.kind=linear", "model.kind", "linear"),
    ],
)
def test_one_word(load: Any, word: str, path: str, value: object) -> None:
    if word.startswith("negative_slope"):
        config = load(BASE, "activation=leaky_relu", word).config
        assert config.model.activation.negative_slope == 0.1
    else:
        assert at(load(BASE, word).config, path) == value


@pytest.mark.parametrize("word", ["l2=none", "regularization=none", "regularization={}", "regularization=~"])
def test_components_are_taken_away(load: Any, word: str) -> None:
    assert load(BASE, word).config.regularization == {}


@pytest.mark.parametrize("words", [("regularization=none", "l1=2"), ("l1=2", "regularization=none")])
def test_the_order_of_words_does_not_matter(load: Any, words: tuple[str, ...]) -> None:
    assert list(load(BASE, *words).config.regularization) == ["l1"]


def test_a_new_kind_keeps_what_it_has_and_drops_the_rest_with_a_note(load: Any) -> None:
    loaded = load(BASE, "momentum=0.9", "optimizer=sgd")
    assert loaded.notes == ("optimizer=sgd: dropped beta1, which sgd does not have",)
    assert loaded.config.optimizer.model_dump(exclude={"schedule"}) == {
        "kind": "sgd", "momentum": 0.9, "nesterov": False, "learning_rate": 0.01, "batch_size": 16,
        "epochs": 100, "batch_order": None,
    }  # fmt: skip
    assert loaded.config.optimizer.schedule == Cosine(final=0.1)


def test_notes_name_all_that_was_dropped(load: Any) -> None:
    notes = load(
        BASE, "optimizer.kind=exact", "model=linear", "regularization=none", "loss=squared_error"
    ).notes
    assert notes == (
        "optimizer.kind=exact: dropped beta1, learning_rate, batch_size and schedule, "
        "which exact does not have",
        "model=linear: dropped hidden, which linear does not have",
    )


def test_the_same_kind_drops_nothing(load: Any) -> None:
    loaded = load(BASE, "optimizer=adam")
    assert loaded.notes == ()
    assert loaded.config.optimizer.beta1 == 0.8


def test_fields_of_components_that_the_file_leaves_out(load: Any) -> None:
    config = load("dataset: moons", "beta1=0.5", "hidden=3", "dataset.noise=0").config
    assert (config.optimizer.kind, config.optimizer.beta1) == ("adam", 0.5)
    assert config.model.hidden == (3,)
    assert config.dataset.noise == 0


def test_features_by_one_of_their_fields(load: Any) -> None:
    config = load("dataset: line\nmodel: linear", "polynomial=3").config
    assert config.dataset.features.polynomial == 3


@pytest.mark.parametrize(
    ("regularization", "kind"),
    [
        ("{}", "l2"),
        ("{dropout: 0.1}", "l2"),
        ("{l2: 1}", "l2"),
        ("{l1: 1}", "l1"),
        ("{l1: 1, early_stopping: 3}", "l1"),
    ],
)
def test_lambda_is_the_strength_of_the_one_penalty(load: Any, regularization: str, kind: str) -> None:
    options = {"lambda": "0.25", "dropout": "0.5", "seed": "7", "name": "42"}
    config = load(f"dataset: moons\nregularization: {regularization}", **options).config
    assert config.regularization[kind].strength == 0.25
    assert config.regularization["dropout"].rate == 0.5
    assert {"l1", "l2"} & set(config.regularization) == {kind}
    assert (config.seed, config.name) == (7, "42")


def test_lambda_looks_at_what_the_words_left(load: Any) -> None:
    config = load("dataset: iris\nregularization: {l1: 1, l2: 1}", "l2=none", **{"lambda": "3"}).config
    assert (list(config.regularization), config.regularization["l1"].strength) == (["l1"], 3.0)


def test_files_on_the_command_line_are_relative_to_the_current_folder(load: Any, tmp_path: Path) -> None:
    config = load(BASE, "dataset=data/x.csv", "weights=../w.npz").config
    assert (config.dataset.kind, config.dataset.path) == ("csv", str(tmp_path / "data/x.csv"))
    assert config.model.weights == str(tmp_path.parent / "w.npz")


def test_lambda_with_two_penalties(refused: Any) -> None:
    assert refused(BASE, "l1=1", **{"lambda": "2"}) == [
        "command line: --lambda 2: the config has l1 and l2; write l1=2 or l2=2"
    ]
    assert refused(BASE, "l2=1", **{"lambda": "2"}) == [
        "command line: --lambda 2: sets regularization.l2 again, after l2=1"
    ]


def test_options_are_named_as_typed(refused: Any) -> None:
    options = {"lambda": "x", "dropout": "2", "seed": "1.5", "name": ".."}
    assert refused(BASE, **options) == [
        "command line: --lambda x: regularization.l2.strength: must be a number of at least 0, not x",
        "command line: --dropout 2: regularization.dropout.rate: must be a number of at least 0 and below 1, "
        "not 2",
        "command line: --seed 1.5: seed: must be a whole number of at least 0 and below 9223372036854775808, "
        "not 1.5",
        "command line: --name ..: name: must be at most 100 letters, digits, . _ and -, the first no dot, "
        "not ..",
    ]


def test_several_values_of_options(refused: Any) -> None:
    assert refused(BASE, "epochs=5", **{"lambda": "0,1", "dropout": "0.1,0.2", "seed": "1,2"}) == [
        "command line: --lambda 0,1: one run takes one value; several take: "
        "regexp sweep c.yaml epochs=5 --lambda 0,1 --dropout 0.1,0.2 seed=1,2"
    ]


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (
            ["1e-3"],
            {"lambda": "0"},
            "1e-3: belongs to no key; write lists without spaces, such as --lambda 0,1e-3",
        ),
        (
            ["1e-3"],
            {"lambda": "0,"},
            "1e-3: belongs to no key; write lists without spaces, such as --lambda 0,1e-3",
        ),
        (
            ["epochs=5", ".2", "0.5"],
            {"dropout": "0,"},
            ".2 0.5: belong to no key; write lists without spaces, such as --dropout 0,.2,0.5",
        ),
        (
            ["dropout=0,", "0.5"],
            {"lambda": "1"},
            "0.5: belongs to no key; write lists without spaces, such as dropout=0,0.5",
        ),
        (
            [],
            {"lambda": "auto"},
            "--lambda auto: one run takes one value; several take: regexp sweep c.yaml --lambda auto",
        ),
    ],
)
def test_values_that_are_not_for_one_run(
    refused: Any, words: list[str], options: dict[str, str], message: str
) -> None:
    assert refused(BASE, *words, **options) == [f"command line: {message}"]


def test_lambda_beside_the_other_penalty(refused: Any) -> None:
    assert refused("dataset: moons", "l1=1", **{"lambda": "2"}) == [
        "command line: --lambda 2: sets regularization.l1 again, after l1=1; did you mean l2=2?"
    ]


@pytest.mark.parametrize("kind", ["elastic_net", "group_lasso", "orthogonal", "weight_decay"])
def test_lambda_is_the_strength_of_what_acts_on_weights(load: Any, kind: str) -> None:
    config = load(f"dataset: iris\nregularization: {{{kind}: 0.5}}", **{"lambda": "0.25"}).config
    assert {name: one.model_dump()["strength"] for name, one in config.regularization.items()} == {kind: 0.25}


@pytest.mark.parametrize("kind", ["activity_l2", "confidence_penalty"])
def test_lambda_is_l2_beside_what_acts_on_activations(load: Any, kind: str) -> None:
    config = load(f"dataset: iris\nregularization: {{{kind}: 0.5}}", **{"lambda": "0.25"}).config
    assert config.regularization["l2"].model_dump()["strength"] == 0.25
    assert config.regularization[kind].model_dump()["strength"] == 0.5
