"""Components made from what their fields say, so that a new one is tested without being named."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo

from regexp.config.checks import fits
from regexp.context import Situation
from regexp.losses import Loss
from regexp.optimizers import Optimizer
from regexp.regularizers import Regularizer
from regexp.spec import Spec

Component = TypeVar("Component", bound=Spec)


def example(cls: type[Component], **settings: Any) -> Component:
    """Return a component whose fields have the first of their `examples`, the rest their defaults."""
    given = {name: field.examples[0] for name, field in cls.model_fields.items() if field.examples}
    return cls(**{**given, **settings})


def variants(cls: type[Component], **settings: Any) -> Iterator[Component]:
    """Yield the example of a component, and one with each other choice that a field offers."""
    own = {name: value for name, value in settings.items() if name in cls.model_fields}
    first = example(cls, **own)
    yield first
    for name, field in cls.model_fields.items():
        for choice in choices(field):
            if choice != getattr(first, name):
                yield example(cls, **{**own, name: choice})


def choices(field: FieldInfo) -> tuple[Any, ...]:
    """Return the values of a field that is a yes or no, or one of some words."""
    if field.annotation is bool:
        return (False, True)
    options = (field.annotation, *get_args(field.annotation))
    return tuple(chain.from_iterable(get_args(option) for option in options if get_origin(option) is Literal))


def regularizers() -> list[Regularizer]:
    """Return every registered regularizer in each of its variants."""
    return [variant for cls in Regularizer.kinds().values() for variant in variants(cls)]


def optimizers(**settings: Any) -> list[Optimizer]:
    """Return every registered optimizer in each of its variants, with these settings where it has them."""
    return [variant for cls in Optimizer.kinds().values() for variant in variants(cls, **settings)]


def objects(
    regularizer: Regularizer, optimizer: Optimizer, hidden_layers: int, loss: str | None = None
) -> bool:
    """Tell whether a regularizer can't be used with this optimizer, depth and loss; None: unknown."""
    classes = Loss.kinds()[loss].probabilities if loss else None
    settings = (optimizer.adaptive, optimizer.most_epochs, loss, classes)
    situation = Situation((8,) * hidden_layers, optimizer.kind_name(), *settings)
    return not fits(type(regularizer), optimizer) or regularizer.objection(situation) is not None


def overrides(regularizer: Regularizer, *hooks: str) -> bool:
    """Tell whether a regularizer does something at any of these hooks."""
    return any(regularizer.acts_at(hook) for hook in hooks)


def label(component: Spec | None) -> str:
    """Return a short name for a test's parameter: the kind and what is not a default."""
    if component is None:
        return "none"
    fields = type(component).model_fields
    settings = [str(getattr(component, name)) for name in fields if choices(fields[name]) and name != "kind"]
    return "-".join([component.kind_name(), *settings])
