"""The command to try next, from the verdict and the settings."""

from regexp.analysis.curve import FEWEST_ROWS
from regexp.config import Config
from regexp.datasets.features import Features
from regexp.optimizers import ClosedForm, Iterative


def next_overrides(kind: str, config: Config, classification: bool) -> tuple[str, ...]:
    """Return the overrides that the verdict suggests to try next; dropout where there are classes."""
    optimizer = config.optimizer
    if kind == "overfit":
        return _more_regularization(config, classification)
    if kind == "underfit":
        return _less_regularization(config)
    if kind == "no validation data":
        return ("validation_size=0.2", *(("train_size=none",) if config.dataset.train_size else ()))
    if isinstance(optimizer, Iterative):
        if kind == "diverged":
            return (f"learning_rate={min(0.1, optimizer.learning_rate / 10):g}",)
        if kind == "still improving":
            return _longer(optimizer, 2)
        if kind == "too noisy to say" and optimizer.epochs < FEWEST_ROWS * config.evaluation.every:
            return _longer(optimizer, 10)
    return (f"seed={config.seed + 1}",)


def _more_regularization(config: Config, classification: bool) -> tuple[str, ...]:
    """Return stronger regularization of the kinds that are there, or a first one."""
    main = {one.kind_name(): getattr(one, one.main) for one in config.active()}
    if isinstance(config.optimizer, ClosedForm):
        return (f"l2={3 * main['l2']:g}" if "l2" in main else "l2=0.2",)
    tried = []
    if "l2" in main or "l1" not in main:
        first = "l2=1e-2" if classification else "l2=3e-3"
        tried.append(f"l2={3 * main['l2']:g}" if "l2" in main else first)
    if "l1" in main:
        tried.append(f"l1={3 * main['l1']:g}")
    rate = main.get("dropout", 0.3)
    if config.model.hidden_widths and classification and rate < 0.8:
        tried.append(f"dropout={min(0.8, rate + 0.2):g}")
    return tuple(tried)


def _less_regularization(config: Config) -> tuple[str, ...]:
    """Return weaker regularization where there is any, else a larger model or longer training."""
    weaker = [
        f"{one.kind_name()}={getattr(one, one.main) / 10:g}"
        for one in config.active()
        if one.main in ("strength", "rate")
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


def _longer(optimizer: Iterative, factor: int) -> tuple[str, ...]:
    """Return more epochs; a given batch order has no rows for them."""
    order = ("batch_order=none",) if optimizer.order_file else ()
    return (f"epochs={factor * optimizer.epochs}", *order)
