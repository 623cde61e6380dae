"""A component that can only be on: true is it, false is the same as leaving it out."""

from typing import Any

import pytest

START = "dataset: moons\nregularization: "


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("{non_negative: true}", ["non_negative"]),
        ("{non_negative: {}}", ["non_negative"]),
        ("{non_negative: {layers: [0]}}", ["non_negative"]),
        ("{non_negative: false}", []),
        ("{non_negative: none}", []),
        ("{non_negative: ~}", []),
        ("{non_negative: {enabled: false, layers: [0]}}", []),
        ("{l2: 0.1, non_negative: false}", ["l2"]),
    ],
)
def test_in_a_file(load: Any, written: str, kinds: list[str]) -> None:
    assert list(load(START + written).config.regularization) == kinds


@pytest.mark.parametrize("word", ["non_negative=false", "non_negative.enabled=false", "non_negative=none"])
def test_false_in_the_shell_takes_away_what_the_file_says(load: Any, word: str) -> None:
    assert load(START + "{non_negative: {layers: [0]}}", word).config.regularization == {}


def test_true_in_the_shell_keeps_its_other_fields(load: Any) -> None:
    config = load(START + "{non_negative: {layers: [0]}}", "non_negative=true").config
    assert config.regularization["non_negative"].layers == (0,)


def test_false_is_no_way_to_leave_out_a_number(refused: Any) -> None:
    assert refused(START + "{l2: false}") == [
        "c.yaml:2:22: regularization.l2: must be a number of at least 0, not false"
    ]
