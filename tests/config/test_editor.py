"""The JSON Schema is checked by a short validator of the keywords that our schema uses, and no others."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from regexp.config import json_schema, shipped_folder, shipped_names
from regexp.config.yaml_loader import parse_yaml

SCHEMA = json_schema()
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "number": (int, float), "null": (type(None),),
}  # fmt: skip
KEYWORDS = {
    "$ref", "anyOf", "enum", "const", "type", "properties", "required", "additionalProperties", "items",
    "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern",
}  # fmt: skip
NOTES = {"title", "description", "default", "examples", "patternErrorMessage", "$schema", "$defs"}


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """Tell whether a value is valid by a JSON Schema (draft 2020-12)."""
    assert set(schema) <= KEYWORDS | NOTES
    if "$ref" in schema and not accepts(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], value):
        return False
    if "anyOf" in schema and not any(accepts(branch, value) for branch in schema["anyOf"]):
        return False
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        return False
    if "type" in schema and (type(value) not in TYPES[schema["type"]]):
        return False
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is False and set(value) - set(properties):
            return False
        within = all(accepts(properties.get(key, {}), inner) for key, inner in value.items())
        return within and set(schema.get("required", ())) <= set(value)
    if isinstance(value, list):
        fits = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return fits and all(accepts(schema.get("items", {}), inner) for inner in value)
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, int | float):
        above = value >= schema.get("minimum", value) and not value <= schema.get(
            "exclusiveMinimum", value - 1
        )
        return (
            above
            and value <= schema.get("maximum", value)
            and not value >= schema.get("exclusiveMaximum", value + 1)
        )
    return True


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_configs_are_valid(name: str) -> None:
    text = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    assert accepts(SCHEMA, parse_yaml(text).value)


@pytest.mark.parametrize(
    "text",
    [
        "dataset: digits",
        "dataset: data/x.csv",
        "dataset: {kind: npz, path: x.npz}",
        "dataset: iris\nmodel: linear\noptimizer: adam\nloss: auto",
        "dataset: iris\nmodel: {activation: tanh, initialization: he}\nloss: squared_error",
        "dataset: iris\noptimizer: {learning_rate: 0.1, schedule: cosine}",
        "dataset: iris\nregularization: {l2: 1e-3, dropout: 0.5, early_stopping: 5, l1: none}",
        "dataset: iris\nregularization: {l2: {strength: 1, layers: [0]}}",
        "dataset: iris\nregularization: none",
        "dataset: iris\nregularization:",
        "dataset: iris\nsweep: {l2: [1, 2]}",
    ],
)
def test_shorthand_is_valid(load: Any, text: str) -> None:
    load(text)
    assert accepts(SCHEMA, parse_yaml(text).value)


@pytest.mark.parametrize(
    "text",
    [
        "seed: 1",
        "dataset: digit",
        "dataset: iris\nsede: 1",
        "dataset: iris\nname: a/b",
        "dataset: iris\nseed: -1",
        "dataset: iris\noptimizer: adamax",
        "dataset: iris\noptimizer: {kind: sgd}",
        "dataset: iris\nregularization: {l2: -1}",
        "dataset: iris\nregularization: {l2: abc}",
        "dataset: iris\nregularization: {dropout: 1}",
        "dataset: iris\nregularization: {l3: 1}",
        "dataset: iris\nmonitor: val_loss",
    ],
)
def test_what_is_refused_is_not_valid(refused: Any, text: str) -> None:
    assert refused(text)
    assert not accepts(SCHEMA, parse_yaml(text).value)


def test_it_is_json_with_a_description_for_every_key() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    keys = {**SCHEMA["properties"], **SCHEMA["$defs"]}
    assert [name for name, schema in keys.items() if "description" not in schema] == []


def test_a_copy_beside_the_shipped_configs_is_up_to_date() -> None:
    copy = Path(shipped_folder() / "schema.json")
    assert not copy.exists() or json.loads(copy.read_text(encoding="utf-8")) == SCHEMA
