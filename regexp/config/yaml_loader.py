"""A YAML loader with a position for every key and value, made for configs that strangers write.

It reads PyYAML's events, so nothing recurses however deep the brackets go. Its C parser is some 20 times
faster where there is one, but errors are always those of the Python parser: the same words everywhere.
"""

import re

import yaml
from yaml.reader import Reader

from regexp.config.nodes import Mark, Node, YamlError
from regexp.config.yaml_builder import Builder
from regexp.config.yaml_errors import rephrased

_INDENTED_BY_TAB = re.compile(r"^ *(?=\t[ \t]*[^\s#])", re.MULTILINE)
FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Node:
    """Return the one document of a text (null at 1:1 if there is none); raises YamlError."""
    _refuse_characters(text)
    try:
        return _built(text, FASTEST)
    except yaml.YAMLError:
        return _built_in_python(text)


def mark_at(text: str, index: int) -> Mark:
    """Return the position of a character of a text."""
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _refuse_characters(text: str) -> None:
    """Raise YamlError for tabs that indent and for characters that YAML doesn't allow."""
    if match := Reader.NON_PRINTABLE.search(text):
        raise YamlError(mark_at(text, match.start()), f"character U+{ord(match[0]):04X} can't stand in YAML")
    if match := _INDENTED_BY_TAB.search(text):
        raise YamlError(mark_at(text, match.end()), "a tab stands here; indent with spaces")


def _built(text: str, loader: type[yaml.SafeLoader]) -> Node:
    """Return the document that a parser's events describe."""
    builder = Builder()
    for event in yaml.parse(text, Loader=loader):
        builder.take(event)
    return builder.document or Node(None, Mark(1, 1))


def _built_in_python(text: str) -> Node:
    """Return the document that the Python parser sees; raises YamlError where it sees none."""
    try:
        return _built(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise rephrased(error) from error
