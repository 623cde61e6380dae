"""The command to try next, from the verdict and the settings."""

from regexp.analysis.curve import FEWEST_ROWS
from regexp.config import Config
from regexp.config.checks import objections
from regexp.config.targets import is_weight_penalty
from regexp.datasets.features import Features
from regexp.optimizers import ClosedForm, Iterative, Minimizer
from regexp.regularizers import Dropout, Regularizer
from regexp.regularizers.base import AVERAGING

FEWEST_TO_SPLIT = 10
"""Of fewer rows none can be spared for validation."""


def next_overrides(kind: str, config: Config, classification: bool, rows: int) -> tuple[str, ...]:
    """Return the overrides that the verdict suggests to try next; dropout where there are classes.

    `rows` is how many rows are trained on.
    """
    optimizer = config.optimizer
    if kind == "overfit":
        return _more_regularization(config, classification)
    if kind == "underfit":
        return _less_regularization(config)
    if kind == "no validation data" and rows < FEWEST_TO_SPLIT:
        if isinstance(optimizer, Iterative | Minimizer):
            return _longer(optimizer, 2)
        return _more_regularization(config, classification)
    if kind == "no validation data":
        return ("validation_size=0.2", *(("train_size=none",) if config.dataset.train_size else ()))
    if isinstance(optimizer, Iterative) and kind == "diverged":
        return (f"learning_rate={min(0.1, optimizer.learning_rate / 10):g}",)
    if isinstance(optimizer, Iterative | Minimizer):
        if kind == "still improving":
            return _longer(optimizer, 2)
        if kind == "too noisy to say" and optimizer.epochs < FEWEST_ROWS * config.evaluation.every:
            return _longer(optimizer, 10)
    return (f"seed={config.seed + 1}",)


def _more_regularization(config: Config, classification: bool) -> tuple[str, ...]:
    """Return stronger regularization of the kinds that are there, or a first one that can be used."""
    main = {one.kind_name(): getattr(one, one.main) for one in config.active()}
    if isinstance(config.optimizer, ClosedForm):
        return (f"l2={3 * main['l2']:g}" if "l2" in main else "l2=0.2",)
    first = "l2=1e-2" if classification else "l2=3e-3"
    tried = [f"{kind}={3 * value:g}" for kind, value in main.items() if is_weight_penalty(kind)] or [first]
    rate = main.get("dropout", 0.3)
    if classification and rate < 0.8 and _can_use(Dropout(rate=rate), config):
        tried.append(f"dropout={min(0.8, rate + 0.2):g}")
    return tuple(tried)


def _can_use(regularizer: Regularizer, config: Config) -> bool:
    """Tell whether a regularizer can be added to a config."""
    more = {**config.regularization, regularizer.kind_name(): regularizer}
    return not any(objections(config.model_copy(update={"regularization": more})))


def _less_regularization(config: Config) -> tuple[str, ...]:
    """Return weaker regularization where there is any, else a larger model or longer training."""
    weaker = [
        f"{one.kind_name()}={getattr(one, one.main) / 10:g}"
        for one in config.active()
        if one.is_dose and one.order != AVERAGING
    ]
    if weaker:
        return tuple(weaker)
    if config.model.hidden_widths and not config.model.weights:
        return (f"hidden={'x'.join(str(2 * width) for width in config.model.hidden_widths)}",)
    if isinstance(config.optimizer, Iterative):
        return _longer(config.optimizer, 2)
    features = config.dataset.features or Features(polynomial=2)
    name, number = next(iter(features.model_dump(exclude_none=True).items()))
    return (f"features.{name}={min(100, 2 * number)}",)


def _longer(optimizer: Iterative | Minimizer, factor: int) -> tuple[str, ...]:
    """Return more epochs; a given batch order has no rows for them."""
    order = ("batch_order=none",) if isinstance(optimizer, Iterative) and optimizer.order_file else ()
    return (f"epochs={factor * optimizer.epochs}", *order)
