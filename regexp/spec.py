"""Components whose fields are their YAML: one class is configuration, mathematics and documentation."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self, cast, get_args

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Array = npt.NDArray[Any]


class PerRun:
    """Marks a field whose value may differ between the runs of one stack."""


class InputFile:
    """Marks a field that names a file, relative to the config file that it stands in."""


class Section(BaseModel):
    """A part of a config: immutable, no unknown keys, no silent conversions, only finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Spec(Section):
    """A component that a config names by its `kind`; a class without `kind` is a family of them."""

    main: ClassVar[str] = "kind"
    """The field that a bare scalar in YAML sets."""

    @classmethod
    def kinds(cls) -> dict[str, type[Self]]:
        """Return the components of this family by kind; importing a class is what registers it."""
        found: dict[str, type[Self]] = {}
        if "kind" in cls.model_fields:
            found[cls.kind_name()] = cls
        for subclass in cls.__subclasses__():
            found.update(subclass.kinds())
        return dict(sorted(found.items()))

    @classmethod
    def kind_name(cls) -> str:
        """Return the word that names this component in a config; a family's is the name of its class."""
        field = cls.model_fields.get("kind")
        return str(get_args(field.annotation)[0]) if field else cls.__name__

    @classmethod
    def per_run(cls) -> tuple[str, ...]:
        """Return the names of the fields that may differ between stacked runs."""
        fields = cls.model_fields.items()
        return tuple(name for name, field in fields if PerRun in field.metadata)

    def shared(self) -> tuple[Any, ...]:
        """Return what runs must have in common to be computed by one call: class and unmarked fields."""
        marked = self.per_run()
        values = [getattr(self, name) for name in type(self).model_fields if name not in marked]
        return (self.kind_name(), *(v.shared() if isinstance(v, Spec) else repr(v) for v in values))

    @classmethod
    def stack(cls, runs: Sequence[Self]) -> Self:
        """Return one component for R runs: marked fields become float64 arrays of shape (R, 1, 1)."""
        values: dict[str, Any] = {name: getattr(runs[0], name) for name in cls.model_fields}
        for name in cls.per_run():
            column = [getattr(run, name) for run in runs]
            values[name] = np.array(column, dtype=np.float64).reshape(-1, 1, 1)
        stacked: Any = cls.model_construct(**values)
        return cast(Self, stacked)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a family as the union of its kinds, told apart by `kind`."""
        members = {} if "kind" in cls.__pydantic_fields__ else cls.kinds()
        if not members:
            return handler(source)
        choices = {kind: handler.generate_schema(member) for kind, member in members.items()}
        return core_schema.tagged_union_schema(choices, discriminator="kind")
