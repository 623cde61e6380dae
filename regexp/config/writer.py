"""Plain values as YAML that our loader reads back to the same values and types."""

from collections.abc import Iterator
from typing import Any

from regexp.config.scalars import write_scalar


def write_yaml(tree: dict[str, Any]) -> str:
    """Return a mapping as YAML: a key a line, lists in brackets, lists of lists or mappings a row a line."""
    return "".join(f"{line}\n" for line in _block(tree, ""))


def _block(tree: dict[str, Any], indent: str) -> Iterator[str]:
    """Yield the lines of a mapping."""
    for key, value in tree.items():
        name = f"{indent}{write_scalar(key)}:"
        if isinstance(value, dict) and value:
            yield name
            yield from _block(value, f"{indent}  ")
        elif isinstance(value, list) and any(isinstance(row, list | dict) for row in value):
            yield name
            yield from (f"{indent}  - {write_flow(row)}" for row in value)
        else:
            yield f"{name} {write_flow(value)}"


def write_flow(value: Any) -> str:
    """Return a value as it stands within a line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{write_scalar(key)}: {write_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(write_flow, value))}]"
    return write_scalar(value)
