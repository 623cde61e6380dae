"""What no single field can tell: whether the parts of a config fit together."""

from collections.abc import Iterable, Iterator
from itertools import product

from regexp.config.nodes import Path
from regexp.config.rounding import rounded_away
from regexp.config.schema import Config
from regexp.config.wording import any_of
from regexp.context import Situation
from regexp.losses import Loss
from regexp.models import Linear
from regexp.normalizations import Normalization
from regexp.optimizers import ClosedForm, Iterative, Minimizer, Optimizer
from regexp.regularizers import HiddenRegularizer, LayerRegularizer, MaxNorm, Regularizer, UnitNorm

HOOKS_OF_STEPS = (
    *("weights", "weights_backward", "multiplier", "activate", "activate_backward", "output_gradient"),
    *("perturb", "gradient", "before_update", "after_update", "evaluation"),
)
"""What is no part of a function of the parameters: mean loss + weight penalties."""

Objection = tuple[Path, str]
"""The path of a setting, and why it can't be (a sentence without its subject)."""


def objections(config: Config) -> Iterator[Objection]:
    """Yield everything in a valid config that doesn't fit the rest of it."""
    named = config.loss if isinstance(config.loss, Loss) else None
    situation = situation_of(config, named, True if named and named.probabilities else None)
    for regularizer in config.active():
        path: Path = ("regularization", regularizer.kind_name())
        if not fits(type(regularizer), config.optimizer):
            continue  # what it should be used with does not matter then
        if reason := regularizer.objection(situation):
            yield path, reason
        elif isinstance(regularizer, LayerRegularizer) and (reason := _missing_layer(regularizer, situation)):
            yield (*path, "layers"), reason
    yield from _overruled(config, situation)
    yield from _normalization(config.model.normalizer, situation)
    yield from rounded_away(config)
    yield from _schedule(config, situation)
    yield from _waiting(config)
    if config.dataset.features and not isinstance(config.model, Linear):
        yield ("dataset", "features"), "is for linear models; write model: linear or leave it out"
    if isinstance(config.optimizer, ClosedForm):
        yield from _closed_form(config)
    if isinstance(config.optimizer, Minimizer):
        yield from _minimizer(config)


def situation_of(config: Config, loss: Loss | None, classes: bool | None) -> Situation:
    """Return what components can ask about a run; `loss` and `classes` are None where nothing tells them."""
    optimizer = config.optimizer
    return Situation(
        hidden=config.model.hidden_widths,
        optimizer=optimizer.kind_name(),
        adaptive=optimizer.adaptive,
        epochs=optimizer.most_epochs,
        loss=loss.kind_name() if loss else None,
        classes=classes,
        others=tuple(one.kind_name() for one in config.active()),
        batch_size=optimizer.rows_per_batch if isinstance(optimizer, Iterative) else "full",
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


def _overruled(config: Config, situation: Situation) -> Iterator[Objection]:
    """Object to a limit for lengths which are all set anyway."""
    active = config.active()
    limits = [one for one in active if isinstance(one, MaxNorm)]
    setters = [one for one in active if isinstance(one, UnitNorm)]
    layers = range(situation.hidden_layers + 1)
    for limit, setter in product(limits, setters):
        if all(setter.acts_on(k) for k in layers if limit.acts_on(k)):
            yield ("regularization", "max_norm"), "limits lengths that unit_norm sets; keep one of them"


def _normalization(normalization: Normalization, situation: Situation) -> Iterator[Objection]:
    """Object to means and variances of a single number."""
    name, path = normalization.kind_name(), ("model", "normalization")
    if situation.batch_size != "full" and situation.batch_size < normalization.fewest_rows:
        yield (
            path,
            f"{name} needs two rows in every batch, and optimizer.batch_size is 1; raise it, or use layer",
        )
    if situation.hidden and min(situation.hidden) < normalization.fewest_units:
        yield path, f"{name} makes every hidden layer of one unit 0; use batch, or two units or more"


def _schedule(config: Config, situation: Situation) -> Iterator[Objection]:
    """Object to a schedule that can't work."""
    schedule = config.optimizer.schedule if isinstance(config.optimizer, Iterative) else None
    if schedule and (reason := schedule.objection(situation)):
        yield ("optimizer", "schedule"), reason


def _waiting(config: Config) -> Iterator[Objection]:
    """Object to waiting for a metric of rows that are not there."""
    if config.monitor.startswith("validation_") and config.dataset.validation_size == 0:
        reason = f"waits for {config.monitor}, but dataset.validation_size is 0; monitor train_loss instead"
        for path in watchers(config.optimizer, config.active()):
            yield path, reason


def watchers(optimizer: Optimizer, regularizers: Iterable[Regularizer]) -> list[tuple[str, ...]]:
    """Return the paths of the components that wait for the monitored metric."""
    stopping = (one.kind_name() for one in regularizers if one.acts_at("stop"))
    listens = isinstance(optimizer, Iterative) and optimizer.schedule.watches_monitor
    schedule = [("optimizer", "schedule")] if listens else []
    return [*(("regularization", kind) for kind in stopping), *schedule]


def _closed_form(config: Config) -> Iterator[Objection]:
    """Object to what has no closed form."""
    name = config.optimizer.kind_name()
    if not isinstance(config.model, Linear):
        yield ("optimizer",), f"{name} needs model: linear, not {config.model.kind_name()}"
    if isinstance(config.loss, Loss) and config.loss.curvature is None:
        quadratic = (kind for kind, loss in Loss.kinds().items() if loss.curvature is not None)
        yield ("loss",), f"{name} needs {any_of(quadratic)}, not {config.loss.kind_name()}"
    yield from _misfits(config, "solves for the weights at once")


def _minimizer(config: Config) -> Iterator[Objection]:
    """Object to what makes the loss of all rows differ from look to look, or kinks it."""
    name = config.optimizer.kind_name()
    if isinstance(config.loss, Loss) and not config.loss.smooth:
        yield ("loss",), f"{config.loss.kind_name()} has a kink, and {name} needs a smooth loss; use huber"
    yield from _misfits(config, "needs a smooth loss that is the same at every look")


def _misfits(config: Config, reason: str) -> Iterator[Objection]:
    """Object to regularizers that don't fit the optimizer, and name those that do."""
    fitting = [kind for kind, member in Regularizer.kinds().items() if fits(member, config.optimizer)]
    for regularizer in config.active():
        if not fits(type(regularizer), config.optimizer):
            misfit = f"does not fit {config.optimizer.kind_name()}, which {reason}; {any_of(fitting)} does"
            yield ("regularization", regularizer.kind_name()), misfit


def fits(regularizer: type[Regularizer], optimizer: Optimizer) -> bool:
    """Tell whether an optimizer can do what regularizers of a class ask for; small steps can do all of it."""
    if isinstance(optimizer, ClosedForm):
        return regularizer.acts_at("quadratic")
    if isinstance(optimizer, Minimizer):
        return not (regularizer.is_random or any(map(regularizer.acts_at, HOOKS_OF_STEPS)))
    return True
