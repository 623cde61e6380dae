"""The JSON Schema of configs, by which editors complete and check them."""

from typing import Any

from regexp.config.schema import Config
from regexp.datasets import Dataset
from regexp.regularizers import Regularizer


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of configs as they are written, shorthand included."""
    schema = _with_shorthand(Config.model_json_schema())
    definitions = schema["$defs"]
    keys = schema["properties"]
    entries = keys["regularization"].pop("properties")
    mapping = {key: keys["regularization"].pop(key) for key in ("type", "additionalProperties")}
    mapping["properties"] = {
        kind: _with_main(entry, definitions, member.main)
        for (kind, member), entry in zip(Regularizer.kinds().items(), entries.values(), strict=True)
    }
    keys["regularization"]["anyOf"] = [mapping, *_NOTHING]
    keys["dataset"]["anyOf"].append({"type": "string", "pattern": rf"\.({'|'.join(_file_kinds())})$"})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_NOTHING: list[dict[str, Any]] = [{"const": "none"}, {"type": "null"}]


def _with_shorthand(schema: Any) -> Any:
    """Return a schema in which the name of a kind may stand for a component without further settings."""
    if isinstance(schema, list):
        return [_with_shorthand(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    widened = {key: _with_shorthand(value) for key, value in schema.items()}
    if "discriminator" in widened:
        kinds = list(widened.pop("discriminator")["mapping"])
        widened["anyOf"] = [{"enum": kinds}, *widened.pop("oneOf")]
        if isinstance(widened.get("default"), dict):
            widened["default"] = widened["default"]["kind"]
    return widened


def _with_main(entry: dict[str, Any], definitions: dict[str, Any], main: str) -> dict[str, Any]:
    """Return a regularizer's schema in which a bare value of its main field may stand for it."""
    definition = definitions[entry["$ref"].rsplit("/", 1)[-1]]
    bare = {
        key: value for key, value in definition["properties"][main].items() if key not in ("default", "title")
    }
    return {"description": definition["description"], "anyOf": [bare, entry, *_NOTHING]}


def _file_kinds() -> list[str]:
    """Return the kinds of data sets that the suffix of a file names."""
    return [kind for kind, member in Dataset.kinds().items() if member.main != "kind"]
