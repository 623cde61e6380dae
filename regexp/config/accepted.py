"""What a slot accepts, in words, read off its JSON Schema."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import TypeAdapter

from regexp.config.shapes import Slot
from regexp.config.wording import any_of, shown

Schema = dict[str, Any]


def choices(slot: Slot) -> list[str]:
    """Return the words that a slot accepts: kinds of components, words of its own, true and false."""
    switch = slot.is_switch or True in slot.words
    words = [word for word in slot.words if word is not True]
    return [*slot.kinds(), *words, *(["true", "false"] if switch else [])]


def accepted(slot: Slot, depth: int = 0) -> str:
    """Return what a slot, or the values `depth` lists deep in it, must be: `a number above 0`."""
    if slot.by_kind is not None:
        return _mapping_of(slot.by_kind.kinds())
    if slot.family:
        return f"one of {any_of(choices(slot))}, or a mapping with its kind"
    if slot.main:
        keys = [key for key in slot.slots_of({}) if key != "kind"]
        return f"{accepted(slot.slots_of({})[slot.main])}, or {_mapping_of(keys)}"
    if slot.section is not None:
        return _mapping_of(slot.slots_of({}))
    annotation: Any = Annotated[slot.info.annotation, slot.info]
    schema = TypeAdapter[Any](annotation).json_schema(mode="serialization")  # the form without shorthand
    return _phrase(_items(schema, depth))


def _mapping_of(keys: Collection[str]) -> str:
    return f"a mapping with the {'keys' if len(keys) > 1 else 'key'} {any_of(keys, 'and')}"


def _items(schema: Schema, depth: int) -> Schema:
    """Return the schema of the values `depth` lists deep."""
    if not depth:
        return schema
    branches = [branch for branch in schema.get("anyOf", [schema]) if "items" in branch]
    return _items(branches[0]["items"], depth - 1)


def _phrase(schema: Schema) -> str:
    """Return one schema in words."""
    if "anyOf" in schema:
        branches = [branch for branch in schema["anyOf"] if branch.get("type") != "null"]
        return any_of(dict.fromkeys(_phrase(branch) for branch in branches))
    if words := schema.get("enum", [schema["const"]] if "const" in schema else None):
        return any_of(map(shown, words))
    if "pattern" in schema:
        return str(schema["patternErrorMessage"])
    if schema["type"] == "array":
        return _list_of(schema)
    names = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "string": "text"}
    return " ".join([names[schema["type"]], *_bounds(schema)])


def _list_of(schema: Schema) -> str:
    least = f" of at least {schema['minItems']}" if "minItems" in schema else ""
    return f"a list{least}, each {_phrase(schema['items'])}"


def _bounds(schema: Schema) -> list[str]:
    """Return the bounds of a number, such as `of at least 0 and below 1`."""
    names = {
        "minimum": "of at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    bounds = [f"{name} {_number(schema[key])}" for key, name in names.items() if key in schema]
    return [any_of(bounds, "and")] if bounds else []


def _number(bound: float) -> str:
    """Return a bound without a needless fraction."""
    return str(int(bound)) if bound == int(bound) else str(bound)
