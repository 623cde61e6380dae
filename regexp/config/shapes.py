"""What may stand where in a config, read off the classes' fields: no second list of keys or kinds.

A slot may hold a plain value, a section (a class of fields), a family (one of several components, told
apart by `kind`), or components by kind (`regularization`).
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from regexp.spec import InputFile, Section, Spec


@dataclass(frozen=True)
class ByKind:
    """Marks a mapping whose keys are the kinds of a family, each at most once, all optional."""

    family: type[Spec]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as a dict of components in the order of their kinds."""
        entries = {
            kind: core_schema.typed_dict_field(handler.generate_schema(member), required=False)
            for kind, member in self.family.kinds().items()
        }
        return core_schema.typed_dict_schema(entries, extra_behavior="forbid")


class Slot:
    """One field of a section, or one component of a mapping by kind."""

    def __init__(self, info: FieldInfo) -> None:
        """Look into the annotation and the marks of a pydantic field."""
        allowed = [*_parts(info.annotation), *info.metadata]
        section = next((part for part in allowed if _is_class(part, Section)), None)
        component = section if section and _is_class(section, Spec) else None
        self.info = info
        self.by_kind = next((part.family for part in allowed if isinstance(part, ByKind)), None)
        self.family = component if component and "kind" not in component.model_fields else None
        self.section = section if not self.family else None
        self.main = component.main if component and not self.family else None
        """The field of the one component here that a bare scalar sets."""
        self.words = tuple(word for part in allowed if get_origin(part) is Literal for word in get_args(part))
        self.is_part = bool(section or self.by_kind)
        """Whether a mapping with keys of its own may stand here."""
        self.is_input_file = InputFile in allowed
        self.is_optional = type(None) in allowed
        self.is_switch = bool in allowed
        self.is_text = str in allowed and int not in allowed and float not in allowed
        self.takes_integers, self.takes_floats = int in allowed, float in allowed
        self.is_list = any(get_origin(part) in (list, tuple) for part in allowed)

    @property
    def default_kind(self) -> str | None:
        """The kind of the component that stands here if none is given."""
        return getattr(self.info.default, "kind", None)

    @property
    def is_off_at_zero(self) -> bool:
        """Whether a main field of 0 says of the one component here that it is left out."""
        field = self.section.model_fields[self.main] if self.section and self.main else None
        return field is not None and any(getattr(bound, "ge", None) == 0 for bound in field.metadata)

    def kinds(self) -> dict[str, type[Spec]]:
        """Return the components of the family that stands here, by kind; else nothing."""
        return self.family.kinds() if self.family else {}

    def sections(self) -> tuple[type[Section], ...]:
        """Return every class that a mapping here may be read as."""
        return (self.section,) if self.section else tuple(self.kinds().values())

    def slots_of(self, value: Any) -> dict[str, "Slot"]:
        """Return what may stand in a mapping here, which in a family depends on its kind."""
        if self.by_kind:
            return components(self.by_kind)
        kind = value.get("kind") if isinstance(value, dict) else None
        section = self.section or (self.kinds().get(kind) if isinstance(kind, str) else None)
        return slots(section) if section else {}

    def owners_of(self, key: str) -> list[str]:
        """Return the kinds of the family here that have a field of this name."""
        return [kind for kind, member in self.kinds().items() if key in slots(member)]


@cache
def slots(section: type[Section]) -> dict[str, Slot]:
    """Return the slots of a section by name."""
    return {name: Slot(info) for name, info in section.model_fields.items()}


@cache
def components(family: type[Spec]) -> dict[str, Slot]:
    """Return a slot for each kind of a family."""
    return {kind: Slot(FieldInfo.from_annotation(member)) for kind, member in family.kinds().items()}


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield all types that an annotation allows and all marks on it; a Literal as it is."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from _parts(inner)
        yield from marks
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _parts(member)
    else:
        yield annotation


def _is_class(part: Any, base: type) -> bool:
    return isinstance(part, type) and issubclass(part, base)
