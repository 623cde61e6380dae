"""Plain values from YAML events: scalars of YAML 1.2, lists, and mappings with text keys, nothing else.

Duplicate keys, tags of other types and `<<` are refused, and so is what is too deep or too large; aliases
count as often as they are used, so a bomb of aliases of aliases doesn't go off.
"""

from dataclasses import dataclass, field

import yaml

from regexp.config.nodes import Mark, Node, YamlError
from regexp.config.scalars import Scalar, read_scalar
from regexp.config.wording import shown

DEEPEST = 50
MOST_VALUES = 100_000

_CORE = "tag:yaml.org,2002:"
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "null": (type(None),),
    "str": (str,),
}


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen: its anchor, the count at its start, a key without value."""

    node: Node
    anchor: str | None
    start: int
    key: str | None = None


@dataclass(slots=True)
class Builder:
    """Takes events one by one; `document` is there once the first document has ended."""

    document: Node | None = None
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    _count: int = 0

    def take(self, event: yaml.Event) -> None:
        """Go one event further; raises YamlError for what is refused."""
        match event:
            case yaml.ScalarEvent():
                self._count_values(event, 1)
                self._add(Node(_scalar(event), _position(event)), event.anchor, 1)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent() if self.document:
                raise YamlError(_position(event), "a second document (---) starts; one file is one config")

    def _count_values(self, event: yaml.Event, values: int) -> None:
        self._count += values
        if self._count > MOST_VALUES:
            raise YamlError(_position(event), f"more than {MOST_VALUES:,} values, counting aliases by use")

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mark = _position(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (None, _CORE + ("map" if is_mapping else "seq")):
            raise YamlError(mark, _refused_tag(event.tag))
        self._count_values(event, 1)
        self._refuse_depth(mark, 1)
        if self._awaits_key():
            raise YamlError(mark, "a key must be a word, not a list or mapping")
        self._stack.append(_Open(Node({} if is_mapping else [], mark, 1), event.anchor, self._count - 1))

    def _close(self) -> None:
        opened = self._stack.pop()
        self._add(opened.node, opened.anchor, self._count - opened.start)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark = _position(event)
        if event.anchor not in self._anchors:
            raise YamlError(mark, f"*{event.anchor} names nothing that stands complete above it")
        node, values = self._anchors[event.anchor]
        self._count_values(event, values)
        self._refuse_depth(mark, node.height)
        self._add(node, None, values)

    def _refuse_depth(self, mark: Mark, levels: int) -> None:
        if len(self._stack) + levels > DEEPEST:
            raise YamlError(mark, f"lists and mappings stand more than {DEEPEST} deep in each other")

    def _awaits_key(self) -> bool:
        return (
            bool(self._stack) and isinstance(self._stack[-1].node.value, dict) and self._stack[-1].key is None
        )

    def _add(self, node: Node, anchor: str | None, values: int) -> None:
        """Put a complete node where it belongs."""
        if anchor:
            self._anchors[anchor] = node, values
        if not self._stack:
            self.document = node
        elif self._awaits_key():
            self._stack[-1].key = _new_key(node, self._stack[-1].node)
        else:
            self._put(node)

    def _put(self, node: Node) -> None:
        """Make a node the next child of the innermost open collection."""
        opened = self._stack[-1]
        parent = opened.node
        parent.height = max(parent.height, node.height + 1)
        if opened.key is None:
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
        else:
            parent.children[opened.key] = node
            parent.value[opened.key] = node.value
            opened.key = None


def _new_key(node: Node, parent: Node) -> str:
    """Return a key of a mapping and note its position; raises YamlError if it can't be one."""
    key = node.value
    if key == "<<":
        raise YamlError(node.mark, "<< merges are not read; write the keys out")
    if not isinstance(key, str):
        raise YamlError(node.mark, "a key must be a word; put other keys in quotes")
    if key in parent.keys:
        raise YamlError(node.mark, f"{shown(key)} is given twice, first in line {parent.keys[key].line}")
    parent.keys[key] = node.mark
    return key


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    """Return the value of a scalar, quoted or not, with or without one of the core tags."""
    mark = _position(event)
    if strange := next((c for c in event.value if c == "\0" or "\ud800" <= c <= "\udfff"), None):
        raise YamlError(mark, f"the character U+{ord(strange):04X} can't stand in a config")
    kind = (event.tag or "").removeprefix(_CORE)
    if event.tag and (kind not in _TYPES or kind == event.tag):
        raise YamlError(mark, _refused_tag(event.tag))
    if kind == "str" or not (kind or event.implicit[0]):
        return str(event.value)
    try:
        value = read_scalar(event.value)
    except ValueError as error:
        raise YamlError(mark, str(error)) from error
    if kind and type(value) not in _TYPES[kind]:
        raise YamlError(mark, f"!!{kind} does not fit {shown(value)}")
    return float(value) if kind == "float" and isinstance(value, int) else value


def _position(event: yaml.Event) -> Mark:
    """Return where an event starts."""
    assert event.start_mark is not None
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _refused_tag(tag: str) -> str:
    shown = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
    return f"tag {shown} is not read; only plain values are"
