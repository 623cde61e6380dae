"""What may stand where in a config, read off the classes' fields: no second list of keys or kinds.

A field may hold a plain value, a section (a class of fields), a family (one of several components, told
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


def parts(annotation: Any) -> Iterator[Any]:
    """Yield all types that an annotation allows and all marks on it; a Literal as it is."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from parts(inner)
        yield from marks
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from parts(member)
    else:
        yield annotation


@cache
def fields(section: type[Section]) -> dict[str, "Field"]:
    """Return the fields of a section by name."""
    return {name: Field(info) for name, info in section.model_fields.items()}


class Field:
    """One field of a section, or one component of a mapping by kind."""

    def __init__(self, info: FieldInfo) -> None:
        """Look into the annotation and the marks of a pydantic field."""
        self.info = info
        allowed = [*parts(info.annotation), *info.metadata]
        self.is_input_file = InputFile in allowed
        self.is_optional = type(None) in allowed
        self.is_switch = bool in allowed
        self.is_text = str in allowed and int not in allowed and float not in allowed
        self.is_list = any(get_origin(part) in (list, tuple) for part in allowed)
        self.words = tuple(word for part in allowed if get_origin(part) is Literal for word in get_args(part))
        self.by_kind = next((part.family for part in allowed if isinstance(part, ByKind)), None)
        self.section = next((part for part in allowed if _is_section(part)), None)

    @property
    def is_family(self) -> bool:
        """Whether a component of any of several kinds may stand here."""
        return (
            self.section is not None
            and issubclass(self.section, Spec)
            and "kind" not in self.section.model_fields
        )

    @property
    def main(self) -> str | None:
        """The field that a bare scalar sets, where one component stands here and has such a field."""
        is_component = self.section is not None and issubclass(self.section, Spec) and not self.is_family
        return getattr(self.section, "main", None) if is_component else None

    @property
    def is_part(self) -> bool:
        """Whether a mapping with keys of its own may stand here."""
        return self.section is not None or self.by_kind is not None

    def kinds(self) -> dict[str, type[Spec]]:
        """Return the components of the family that stands here, by kind; else nothing."""
        return (
            self.section.kinds() if self.is_family and self.section and issubclass(self.section, Spec) else {}
        )

    def default_kind(self) -> str | None:
        """Return the kind of the component that stands here if none is given."""
        return getattr(self.info.default, "kind", None)

    def section_of(self, value: Any) -> type[Section] | None:
        """Return the class that a mapping here is read as, which in a family depends on its kind."""
        if not self.is_family:
            return self.section
        kind = value.get("kind") if isinstance(value, dict) else None
        return self.kinds().get(kind) if isinstance(kind, str) else None

    def fields_of(self, value: Any) -> dict[str, "Field"]:
        """Return what may stand in a mapping here."""
        if self.by_kind is not None:
            return components(self.by_kind)
        section = self.section_of(value)
        return fields(section) if section else {}

    def owners_of(self, key: str) -> list[str]:
        """Return the kinds of the family here that have a field of this name."""
        return [kind for kind, member in self.kinds().items() if key in fields(member)]

    def sections(self) -> tuple[type[Section], ...]:
        """Return every class that a mapping here may be read as."""
        if self.section is None:
            return ()
        return tuple(self.kinds().values()) if self.is_family else (self.section,)


@cache
def components(family: type[Spec]) -> dict[str, Field]:
    """Return a field for each kind of a family."""
    return {kind: Field(FieldInfo.from_annotation(member)) for kind, member in family.kinds().items()}


def _is_section(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, Section)
