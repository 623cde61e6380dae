"""What no single field can tell: whether the parts of a config fit together."""

from collections.abc import Iterator

from regexp.config.nodes import Path
from regexp.config.schema import Config
from regexp.config.wording import any_of
from regexp.context import Situation
from regexp.losses import Loss
from regexp.models import Linear
from regexp.optimizers import ClosedForm, Iterative
from regexp.regularizers import EarlyStopping, HiddenRegularizer, LayerRegularizer, Regularizer

Objection = tuple[Path, str]
"""The path of a setting, and why it can't be (a sentence without its subject)."""


def objections(config: Config) -> Iterator[Objection]:
    """Yield everything in a valid config that doesn't fit the rest of it."""
    named = config.loss if isinstance(config.loss, Loss) else None
    situation = situation_of(config, named, True if named and named.probabilities else None)
    for regularizer in config.active():
        path: Path = ("regularization", regularizer.kind_name())
        if reason := regularizer.objection(situation):
            yield path, reason
        elif isinstance(regularizer, LayerRegularizer) and (reason := _missing_layer(regularizer, situation)):
            yield (*path, "layers"), reason
    yield from _early_stopping(config)
    if config.dataset.features and not isinstance(config.model, Linear):
        yield ("dataset", "features"), "is for linear models; write model: linear or leave it out"
    if isinstance(config.optimizer, ClosedForm):
        yield from _closed_form(config)


def situation_of(config: Config, loss: Loss | None, classes: bool | None) -> Situation:
    """Return what components can ask about a run; `loss` and `classes` are None where nothing tells them."""
    optimizer = config.optimizer
    return Situation(
        hidden_layers=len(config.model.hidden_widths),
        optimizer=optimizer.kind_name(),
        adaptive=optimizer.adaptive,
        closed_form=isinstance(optimizer, ClosedForm),
        epochs=optimizer.epochs if isinstance(optimizer, Iterative) else 1,
        loss=loss.kind_name() if loss else None,
        classes=classes,
        others=tuple(one.kind_name() for one in config.active()),
    )


def _missing_layer(regularizer: LayerRegularizer, situation: Situation) -> str | None:
    """Return which of a regularizer's layers doesn't exist; those of activations are the hidden ones."""
    hidden = isinstance(regularizer, HiddenRegularizer)
    count = situation.hidden_layers + (0 if hidden else 1)
    missing = [k for k in regularizer.layers or () if not 0 <= k < count]
    if not missing:
        return None
    kind = "hidden layer" if hidden else "layer"
    there = f"{kind}s 0 to {count - 1}" if count > 1 else f"one {kind}, 0"
    return f"names layer {missing[0]}, but the model has {there}"


def _early_stopping(config: Config) -> Iterator[Objection]:
    """Object to waiting for a metric of rows that are not there."""
    stops = any(isinstance(regularizer, EarlyStopping) for regularizer in config.active())
    if stops and config.monitor.startswith("validation_") and config.dataset.validation_size == 0:
        reason = f"waits for {config.monitor}, but dataset.validation_size is 0; monitor train_loss instead"
        yield ("regularization", "early_stopping"), reason


def _closed_form(config: Config) -> Iterator[Objection]:
    """Object to what has no closed form."""
    name = config.optimizer.kind_name()
    if not isinstance(config.model, Linear):
        yield ("optimizer",), f"{name} needs model: linear, not {config.model.kind_name()}"
    if isinstance(config.loss, Loss) and config.loss.curvature is None:
        quadratic = (kind for kind, loss in Loss.kinds().items() if loss.curvature is not None)
        yield ("loss",), f"{name} needs {any_of(quadratic)}, not {config.loss.kind_name()}"
    for regularizer in config.active():
        if not regularizer.acts_at("quadratic"):
            fitting = (kind for kind, member in Regularizer.kinds().items() if member.acts_at("quadratic"))
            reason = f"does not fit {name}, which solves for the weights at once; {any_of(fitting)} does"
            yield ("regularization", regularizer.kind_name()), reason
