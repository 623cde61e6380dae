"""Pydantic's errors sorted out: where in the config each one is, and which of several tells most."""

from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from regexp.config.nodes import Path
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots

_STRUCTURAL = {"missing", "extra_forbidden", "union_tag_invalid", "union_tag_not_found"}
_RAISED_BY_US = {"value_error", "assertion_error"}
_PYDANTICS = set(get_args(ErrorType)) - _RAISED_BY_US


_WHOLE = Slot(FieldInfo.from_annotation(Config))


class Spot(NamedTuple):
    """A place in the config's structure: the slot there and what may be in it."""

    path: Path = ()
    slot: Slot = _WHOLE
    known: dict[str, Slot] = slots(Config)
    kind: str | None = None
    """Of a component, its kind."""
    depth: int = 0
    """How many lists deep in the slot's value."""


class Fault(NamedTuple):
    """One of pydantic's errors; of an unknown key, the spot is the mapping around it."""

    path: Path
    spot: Spot
    kind: str
    value: Any
    message: str

    @property
    def is_mismatch(self) -> bool:
        """Whether a value is simply not what its slot accepts."""
        return self.kind in _PYDANTICS - _STRUCTURAL


def faults(errors: Iterable[ErrorDetails], tree: dict[str, Any]) -> list[Fault]:
    """Return one fault for each wrong path of a tree, without those that only follow from a deeper one."""
    found: dict[Path, Fault] = {}
    for error in errors:
        fault = _fault(error, tree)
        if fault.path not in found or found[fault.path].is_mismatch:
            found[fault.path] = fault
    above = {path[:depth] for path in found for depth in range(len(path))}
    return [fault for path, fault in found.items() if not (fault.is_mismatch and path in above)]


def _fault(error: ErrorDetails, tree: dict[str, Any]) -> Fault:
    loc = error["loc"]
    is_unknown_key = error["type"] == "extra_forbidden"
    spot = _locate(loc[:-1] if is_unknown_key else loc, tree)
    path = (*spot.path, loc[-1]) if is_unknown_key else spot.path
    return Fault(path, spot, error["type"], error["input"], error["msg"].removeprefix("Value error, "))


def _locate(loc: tuple[int | str, ...], tree: Any) -> Spot:
    """Return the spot of a location, in which pydantic also names the branches of unions that it took."""
    spot, value, branch = Spot(), tree, None
    for step in loc:
        if isinstance(step, int):
            spot = spot._replace(path=(*spot.path, step), depth=spot.depth + 1)
        elif step == branch:
            branch = None
        elif step in spot.known:
            slot = spot.known[step]
            value = value.get(step) if isinstance(value, dict) else None
            branch = value.get("kind") if slot.family and isinstance(value, dict) else None
            spot = Spot((*spot.path, step), slot, slot.slots_of(value), branch)
    return spot
