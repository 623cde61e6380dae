from typing import Any

import pytest
import yaml

from regexp.config import yaml_loader
from regexp.config.nodes import YamlError
from regexp.config.yaml_loader import parse_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, key in zip("abcdefg", "bcdefgh", strict=True)
)
"""Eight lines that stand for 10⁸ values.

*d stands for 11,111 values, and 12,351 come before the first one in line 5: the eighth is one too many.
"""

REFUSED = {
    "a: 1\nb: 2\na: 3": "3:1: a is given twice, first in line 1",
    "a: {b: 1, b: 2}": "1:11: b is given twice, first in line 1",
    "\ta: b": "1:1: a tab stands here; indent with spaces",
    "a:\n  \tb: 1": "2:3: a tab stands here; indent with spaces",
    "a: !foo 1": "1:4: tag !foo is not read; only plain values are",
    "a: ! 5": "1:4: tag ! is not read; only plain values are",
    "a: !!set {b}": "1:4: tag !!set is not read; only plain values are",
    "a: !!python/object:os.system x": "1:4: tag !!python/object:os.system is not read; only plain values are",
    "a: !!timestamp 2024-01-01": "1:4: tag !!timestamp is not read; only plain values are",
    "a: !x!y 1": "1:4: tags are not read",
    "a: !!int 1.5": "1:4: !!int does not fit 1.5",
    "a: !!float true": "1:4: !!float does not fit true",
    "a: !!bool yes": "1:4: !!bool does not fit yes",
    "<<: {a: 1}": "1:1: << merges are not read; write the keys out",
    "a: &a {b: 1}\nc:\n  <<: *a": "3:3: << merges are not read; write the keys out",
    "1: 2": "1:1: a key must be a word; put other keys in quotes",
    "null: 2": "1:1: a key must be a word; put other keys in quotes",
    "[a]: 2": "1:1: a key must be a word, not a list or mapping",
    "? {a: 1}\n: 2": "1:3: a key must be a word, not a list or mapping",
    "a: *x": "1:4: *x names nothing that stands complete above it",
    "a: &x [*x]": "1:8: *x names nothing that stands complete above it",
    BOMB: "5:36: more than 100,000 values, counting aliases by use",
    "x: [" + "1," * 100_000 + "]": "1:199999: more than 100,000 values, counting aliases by use",
    "[" * 5000: "1:51: lists and mappings stand more than 50 deep in each other",
    "x: " + "[" * 5000 + "]" * 5000: "1:53: lists and mappings stand more than 50 deep in each other",
    "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30: (
        "2:34: lists and mappings stand more than 50 deep in each other"
    ),
    "a: " + "9" * 5000: "1:4: a number of 5000 characters; at most 100 are read",
    "a: 0x" + "f" * 5000: "1:4: a number of 5002 characters; at most 100 are read",
    "a: 1\n---\nb: 2": "2:1: a second document (---) starts; one file is one config",
    "a: 1\n...\nb": "3:1: text stands after the end of the document",
    "a: \x07": "1:4: character U+0007 can't stand in YAML",
    "a: [1 2\nb: 3": "1:4: the [ here is never closed, or a comma is missing in it",
    "a: {b: 1\nc: 3": "1:4: the { here is never closed, or a comma is missing in it",
    "a: 'b\nc: d": "1:4: the quote here is never closed",
    "a: '\n---\n": "1:4: the quote here is never closed",
    "a: b: c": "1:5: a colon can't stand here; check the indentation, or add quotes",
    "a: 1\n b: 2": "2:3: a colon can't stand here; check the indentation, or add quotes",
    "a:\n  b: 1\n c: 2": "3:2: is indented or written unlike the lines above it",
    "- a\nb: c": "2:1: is indented or written unlike the lines above it",
    "a: 1\nbc": "2:1: a colon is missing after the key here",
    "a: - b": "1:4: a list item can't start here; put it on a line of its own",
    "a: }": "1:4: a value is missing before }",
    "a: {b: 1,, c: 2}": "1:10: a value is missing before ,",
    "a: [1,": "1:7: a value is missing at the end",
    "a: @x": "1:4: a value can't start with @; put it in quotes",
    "a: %x": "1:4: a value can't start with %; put it in quotes",
    'a: "\\q"': "1:6: \\q is no escape in double quotes; use single quotes",
    "a: !<x": "1:7: is not YAML: expected '>', but found '\\x00'",
}


def message(text: str) -> str:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    return f"{caught.value.mark.line}:{caught.value.mark.column}: {caught.value.problem}"


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:30]))
def test_refused(text: str) -> None:
    assert message(text) == REFUSED[text]


@pytest.mark.parametrize(
    "text", [text for text in REFUSED if len(text) < 20_000], ids=lambda text: ascii(text[:30])
)
def test_refused_in_the_same_words_without_the_c_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_loader, "FASTEST", yaml.SafeLoader)
    assert message(text) == REFUSED[text]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1e-3\nb: [1, two, {c: null}]", {"a": 0.001, "b": [1, "two", {"c": None}]}),
        ("d:\n- x\n- - y", {"d": ["x", ["y"]]}),
        ("a: '1'\nb: \"2\"\nc: |\n  3\nd: !!str 4\ne: !!float 5\nf: !!seq [!!null ~]", {
            "a": "1", "b": "2", "c": "3\n", "d": "4", "e": 5.0, "f": [None],
        }),
        ("a: &x {b: 1}\nc: [*x, *x]\nd: &x 2\ne: *x", {"a": {"b": 1}, "c": [{"b": 1}] * 2, "d": 2, "e": 2}),
        ("# nothing\n", None),
        ("%YAML 1.2\n---\na: 1\n", {"a": 1}),
        ("word", "word"),
    ],
)  # fmt: skip
def test_values(text: str, value: Any) -> None:
    assert parse_yaml(text).value == value


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml_loader.FASTEST])
def test_positions_count_characters_from_1(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_loader, "FASTEST", loader)
    document = parse_yaml("# ä\nä: {böse: [1,  '2']}\nlist:\n  - a\n  - b: 3\n")
    assert document.keys == {"ä": (2, 1), "list": (3, 1)}
    assert document.at(("ä",)).mark == (2, 4)
    assert document.at(("ä",)).keys == {"böse": (2, 5)}
    assert document.at(("ä", "böse", 1)).mark == (2, 16)
    assert document.at(("list", 1, "b")).mark == (5, 8)
    assert document.depth_of(("list", 1, "c", "d")) == 2


def test_exactly_50_levels_and_100_000_values_are_read() -> None:
    assert parse_yaml("[" * 50 + "]" * 50).height == 50
    assert len(parse_yaml("[" + "1," * 99_999 + "]").value) == 99_999
