"""What a component does, in words: its docstring, its fields and an example, read from its class."""

import inspect
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from regexp.activations import Activation
from regexp.datasets import Dataset
from regexp.errors import ConfigError, did_you_mean
from regexp.initializations import Initialization
from regexp.losses import Loss
from regexp.models import Model
from regexp.optimizers import Optimizer
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule
from regexp.spec import Spec

WIDTH = 78

FAMILIES: dict[str, type[Spec]] = {
    "regularization": Regularizer,
    "optimizer": Optimizer,
    "optimizer.schedule": Schedule,
    "loss": Loss,
    "model": Model,
    "model.activation": Activation,
    "model.initialization": Initialization,
    "dataset": Dataset,
}
"""The place of each family in a config."""


def explain(kind: str) -> list[str]:
    """Return lines about every component of this kind; raises ConfigError where there is none."""
    found = [(place, family.kinds()[kind]) for place, family in FAMILIES.items() if kind in family.kinds()]
    if not found:
        known = [name for family in FAMILIES.values() for name in family.kinds()]
        raise ConfigError(
            f"{kind}: nothing is called that{did_you_mean(kind, known)}; regexp explain lists all"
        )
    return [line for place, component in found for line in (*_explained(place, component), "")][:-1]


def overview() -> list[tuple[str, str]]:
    """Return each family's place in a config and its kinds."""
    return [(place, ", ".join(family.kinds())) for place, family in FAMILIES.items()]


def _explained(place: str, component: type[Spec]) -> list[str]:
    """Return what one component does, its fields, and how to write it."""
    kind = component.kind_name()
    fields = [
        line
        for name, field in component.model_fields.items()
        if name != "kind"
        for line in _field(name, field, component.main == name)
    ]
    return [f"{kind}  ({place})", "", *_text(component), *fields, *_example(place, component)]


def _text(component: type[Spec]) -> list[str]:
    """Return a docstring's paragraphs, each followed by an empty line."""
    paragraphs = inspect.cleandoc(component.__doc__ or "").split("\n\n")
    wrapped = (wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ") for text in paragraphs)
    return [line for paragraph in wrapped for line in (*paragraph, "")]


def _field(name: str, field: FieldInfo, is_main: bool) -> list[str]:
    """Return a field with its default and description."""
    default = (
        "required"
        if field.is_required()
        else f"default {_plain(field.get_default(call_default_factory=True))}"
    )
    main = "; set by a bare number" if is_main else ""
    text = f"{name}: {field.description or ''} ({default}{main})"
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="      ")


def _plain(value: Any) -> str:
    """Return a default as YAML shows it."""
    if isinstance(value, Spec):
        return type(value).kind_name()
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "none"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _example(place: str, component: type[Spec]) -> list[str]:
    """Return the component as YAML and as an override."""
    kind = component.kind_name()
    if component.main == "kind":
        return [
            "",
            f"  YAML:     {place.split('.')[-1]}: {{kind: {kind}}}",
            f"  Override: {place.split('.')[-1]}={kind}",
        ]
    field = component.model_fields[component.main]
    value = (field.examples or [field.get_default()])[0]
    return ["", f"  YAML:     {place}: {{{kind}: {value}}}", f"  Override: {kind}={value}"]
