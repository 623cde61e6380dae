"""What settings are called: by what they have, so that no two look alike."""

import pytest

from regexp.grid import flat
from regexp.grid.flat import flat_axes
from regexp.record import Setting
from regexp.summary.naming import called, settings_in_words
from regexp.summary.wording import axes_in_a_title

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
LIMIT, STRENGTH, RATIO = (
    "regularization.max_norm.limit",
    "regularization.elastic_net.strength",
    "regularization.elastic_net.l1_ratio",
)

NAMES: list[tuple[dict[str, Setting], list[str], str]] = [
    ({L2: 0.0}, ["l2=0"], "l2=0"),
    ({L2: 0.0, "model.hidden": (64,)}, ["l2=0", "hidden=64"], "l2=0 with hidden=64"),
    ({L2: 0.0, DROPOUT: 0.0, LIMIT: None}, ["no regularization"], "no regularization"),
    ({L2: 0.0, DROPOUT: 0.5}, ["dropout=0.5"], "dropout=0.5 alone"),
    ({L2: 0.1, DROPOUT: 0.5}, ["l2=0.1", "dropout=0.5"], "l2=0.1 with dropout=0.5"),
    ({L2: 0.0, LIMIT: 2.0}, ["max_norm=2"], "max_norm=2"),
    ({L2: 0.0, STRENGTH: 0.1, RATIO: 0.9}, ["elastic_net=0.1", "l1_ratio=0.9"], ""),
    ({L2: 0.0, STRENGTH: 0.0, RATIO: 0.9}, ["no regularization", "l1_ratio=0.9"], ""),
    ({"arm": "both", L2: 0.1, DROPOUT: 0.5}, ["arm=both", "l2=0.1", "dropout=0.5"], ""),
    ({"regularization": "{}"}, ["no regularization"], "no regularization"),
    ({"regularization": None}, ["no regularization"], "no regularization"),
    ({"regularization": "{l2: 0.1}"}, ["l2=0.1"], "l2=0.1"),
    ({L2: "{strength: 0.1}"}, ["l2=0.1"], "l2=0.1"),
]


@pytest.mark.parametrize(("settings", "words", "sentence"), NAMES)
def test_a_setting_is_called_by_what_it_has(
    settings: dict[str, Setting], words: list[str], sentence: str
) -> None:
    assert settings_in_words(settings) == words
    assert not sentence or called(settings) == sentence


def test_what_is_given_for_a_regularizer_that_is_off_tells_settings_apart() -> None:
    names = [settings_in_words({L2: 0.0, STRENGTH: 0.0, RATIO: ratio}) for ratio in (0.5, 0.9)]
    assert names[0] != names[1]


def test_mappings_are_their_fields() -> None:
    given: dict[str, Setting] = {
        "regularization": "{early_stopping: {}, elastic_net: {l1_ratio: 0.9, strength: 1}}",
        "optimizer.kind": "{kind: sgd, learning_rate: 0.1}",
        "model.hidden": (64, 64),
    }
    assert flat(given) == {
        "regularization.early_stopping.patience": 20,  # the default
        RATIO: 0.9,
        STRENGTH: 1.0,
        "optimizer.kind": "sgd",
        "optimizer.learning_rate": 0.1,
        "model.hidden": (64, 64),
    }


def test_axes_of_mappings_are_the_fields_in_them() -> None:
    cells: list[dict[str, Setting]] = [
        {"regularization": "{}", "model.hidden": (8,)},
        {"regularization": "{l2: 0.1}", "model.hidden": (8,)},
        {"regularization": "{dropout: 0.5}", "model.hidden": (8,)},
    ]
    assert flat_axes(("regularization", "model.hidden"), cells) == (L2, DROPOUT, "model.hidden")
    assert flat_axes((L2,), []) == (L2,)


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        ((L2,), "l2"),
        ((L2, DROPOUT, LIMIT), "l2, dropout and max_norm"),
        ((L2, DROPOUT, LIMIT, STRENGTH), "regularization"),
        ((L2, "model.hidden", DROPOUT, LIMIT), "hidden and regularization"),
    ],
)
def test_many_regularizers_are_named_together(axes: tuple[str, ...], words: str) -> None:
    assert axes_in_a_title(axes) == words
