"""PyYAML's errors in words that a newcomer can act on."""

import re

import yaml
from yaml.error import Mark as YamlMark
from yaml.error import MarkedYAMLError

from regexp.config.nodes import Mark, YamlError

_OPENED_HERE = "is never closed, or a comma is missing in it"

# What PyYAML says, what we say, and whether the start of the construct is the better place to look at.
_REPHRASED: tuple[tuple[str, str, bool], ...] = (
    (r"found character '\t' that cannot start any token", "a tab stands here; use spaces", False),
    (
        r"found character '(.)' that cannot start any token",
        r"a value can't start with \1; put it in quotes",
        False,
    ),
    (
        r"mapping values are not allowed here",
        "a colon can't stand here; check the indentation, or add quotes",
        False,
    ),
    (
        r"sequence entries are not allowed here",
        "a list item can't start here; put it on a line of its own",
        False,
    ),
    (r"expected ',' or '\]', but got .*", f"the [ here {_OPENED_HERE}", True),
    (r"expected ',' or '\}', but got .*", f"the {{ here {_OPENED_HERE}", True),
    (r"found unexpected end of stream", "the quote here is never closed", True),
    (r"found unexpected document separator", "the quote here is never closed", True),
    (r"expected the node content, but found '<stream end>'", "a value is missing at the end", False),
    (r"expected the node content, but found '(.*)'", r"a value is missing before \1", False),
    (r"expected <block end>, but found .*", "is indented or written unlike the lines above it", False),
    (r"could not find expected ':'", "a colon is missing after the key here", True),
    (
        r"found unknown escape character '(.)'",
        r"\\\1 is no escape in double quotes; use single quotes",
        False,
    ),
    (r"found undefined tag handle .*", "tags are not read", False),
    (r"expected '<document start>', but found .*", "text stands after the end of the document", False),
)


def rephrased(error: yaml.YAMLError) -> YamlError:
    """Return PyYAML's error as one of ours."""
    assert isinstance(error, MarkedYAMLError)
    problem = str(error.problem)
    for pattern, text, at_start in _REPHRASED:
        if match := re.fullmatch(pattern, problem):
            started = error.context_mark if at_start else None
            return YamlError(_position(started or error.problem_mark), match.expand(text))
    return YamlError(_position(error.problem_mark), f"is not YAML: {problem}")


def _position(mark: YamlMark | None) -> Mark:
    """Return a mark of PyYAML counted from 1."""
    assert mark is not None
    return Mark(mark.line + 1, mark.column + 1)
