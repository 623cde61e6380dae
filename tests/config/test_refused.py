"""Whole messages, kept in text files beside this one."""

import re
from pathlib import Path
from typing import Any

import pytest

from regexp.config.wording import any_of
from regexp.optimizers import Optimizer

BASE = """\
dataset: {kind: moons, noise: 0.2}
model: {kind: mlp, hidden: [64]}
optimizer: {kind: adam, learning_rate: 0.01}
regularization: {l2: {strength: 0.1, scale: sum}}
"""

Case = tuple[str, list[str]]


def cases(name: str) -> list[Any]:
    """Return the input and the lines of the error of each block of a file."""
    blocks = (Path(__file__).parent / name).read_text(encoding="utf-8").split("---\n")[1:]
    halves = [block.partition("\n=> ")[::2] for block in blocks]
    return [
        pytest.param(text, errors.rstrip("\n").split("\n=> "), id=ascii(text[-50:]))
        for text, errors in halves
    ]


def assert_lines(found: list[str], expected: list[str], start: str) -> None:
    """Compare the lines of an error, in which <…> stands for any text, with what was expected."""
    assert len(found) == len(expected), found
    for line, pattern in zip(found, expected, strict=True):
        wanted = re.escape(start + pattern).replace("<…>", ".+")
        assert re.fullmatch(wanted, line), f"{line}\n{start}{pattern}"


@pytest.mark.parametrize(("text", "lines"), cases("refused_configs.txt"))
def test_configs(refused: Any, text: str, lines: list[str]) -> None:
    assert_lines(refused(text), lines, "c.yaml:")


@pytest.mark.parametrize(("text", "lines"), cases("refused_combinations.txt"))
def test_combinations(refused: Any, text: str, lines: list[str]) -> None:
    assert_lines(refused(text), lines, "c.yaml:")


@pytest.mark.parametrize(("words", "lines"), cases("refused_words.txt"))
def test_words(refused: Any, words: str, lines: list[str]) -> None:
    assert_lines(refused(BASE, *words.split("\n")), lines, "command line: ")


def test_lists_of_choices_are_complete(refused: Any) -> None:
    known = any_of(Optimizer.kinds(), "and")
    assert refused(BASE, "optimizer=qqqq") == [
        f"command line: optimizer=qqqq: optimizer.kind: qqqq is not known; known are {known}"
    ]
