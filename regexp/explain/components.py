"""A component's page: its docstring, its fields and an example, read from its class."""

import inspect
import shlex
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from regexp.activations import Activation
from regexp.datasets import Dataset
from regexp.errors import ConfigError, did_you_mean
from regexp.explain.moments import moments, remarks
from regexp.initializations import Initialization
from regexp.losses import Loss
from regexp.models import Model
from regexp.normalizations import Normalization
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
    "model.normalization": Normalization,
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
    acts = _acts(component) if issubclass(component, Regularizer) else []
    fields = _fields(component)
    return [f"{kind}  ({place})", "", *_text(component), *acts, *fields, *_example(place, component)]


def _text(component: type[Spec]) -> list[str]:
    """Return a docstring's paragraphs, each followed by an empty line."""
    paragraphs = inspect.cleandoc(component.__doc__ or "").split("\n\n")
    return [line for text in paragraphs for line in (*_wrapped(text, "  "), "")]


def _acts(component: type[Regularizer]) -> list[str]:
    """Return what a regularizer acts on in a step, followed by an empty line."""
    points = [line for text in moments(component) for line in _wrapped(f"- {text}", "    ")]
    closing = " ".join(remarks(component))
    return ["  It acts on, in the order of a step:", *points, *_wrapped(closing, "  "), ""]


def _fields(component: type[Spec]) -> list[str]:
    """Return the fields, that of a bare value first, followed by an empty line if there are any."""
    named = {name: field for name, field in component.model_fields.items() if name != "kind"}
    ordered = sorted(named, key=lambda name: name != component.main)
    lines = [line for name in ordered for line in _field(name, named[name], component.main == name)]
    return [*lines, ""] if lines else []


def _field(name: str, field: FieldInfo, is_main: bool) -> list[str]:
    """Return a field with its default and description."""
    main = "; set by a bare value" if is_main else ""
    text = f"{name}: {field.description or ''} ({_need(field)}{main})"
    return _wrapped(text, "      ")


def _need(field: FieldInfo) -> str:
    """Return whether a field must be given, and what it is if it isn't."""
    if field.is_required():
        return "required"
    default = field.get_default(call_default_factory=True)
    return "optional" if default is None else f"default {plain(default)}"


def _wrapped(text: str, indent: str) -> list[str]:
    """Return a paragraph in lines that start with an indent, the first with two spaces."""
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent=indent, break_on_hyphens=False)


def plain(value: Any) -> str:
    """Return a value as YAML shows it."""
    if isinstance(value, Spec):
        return type(value).kind_name()
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "none"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _example(place: str, component: type[Spec]) -> list[str]:
    """Return the component as YAML and as words for the command line."""
    kind, (*outer, last) = component.kind_name(), place.split(".")
    settings = {name: plain(value) for name, value in example_settings(component).items()}
    if issubclass(component, Regularizer):
        yaml, words = f"{{{kind}: {settings[component.main]}}}", [f"{kind}={settings[component.main]}"]
    else:
        pairs = {"kind": kind, **settings}.items()
        yaml = f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}"
        words = [f"{last}={kind}", *(f"{name}={value}" for name, value in settings.items())]
    nested = "".join(f"{name}: {{" for name in outer) + f"{last}: {yaml}" + "}" * len(outer)
    return [f"  YAML:     {nested}", f"  Override: {shlex.join(words)}"]


def example_settings(component: type[Spec]) -> dict[str, Any]:
    """Return values for the fields that a component can't do without, and for the one a bare value sets."""
    fields = component.model_fields.items()
    shown = {name: field for name, field in fields if field.is_required() or name == component.main != "kind"}
    return {name: _example_of(field) for name, field in shown.items()}


def _example_of(field: FieldInfo) -> Any:
    """Return a field's default, which shows best what is usual, or else an example."""
    default = None if field.is_required() else field.get_default()
    return (field.examples or [None])[0] if default is None else default
