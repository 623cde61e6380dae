"""Settings that have to be above 0 and are 0 in the precision of the computation."""

from collections.abc import Iterator

from regexp.config.nodes import Path
from regexp.config.schema import Config
from regexp.losses import Loss
from regexp.models import Mlp
from regexp.spec import Spec

LARGEST_ZERO = 2.0**-150
"""Numbers up to this one are rounded to 0 in float32."""


def rounded_away(config: Config) -> Iterator[tuple[Path, str]]:
    """Yield the paths of such settings, and what is wrong with them (a sentence without its subject)."""
    if config.dtype == "float32":
        for path, component in _computing(config):
            yield from _underflows(path, component)


def _computing(config: Config) -> Iterator[tuple[Path, Spec]]:
    """Yield the components that compute in the config's dtype, with their paths."""
    yield ("optimizer",), config.optimizer
    for regularizer in config.active():
        yield ("regularization", regularizer.kind_name()), regularizer
    if isinstance(config.loss, Loss):
        yield ("loss",), config.loss
    if isinstance(config.model, Mlp):
        yield ("model", "normalization"), config.model.normalization


def _underflows(path: Path, component: Spec) -> Iterator[tuple[Path, str]]:
    """Object to fields that must be above 0 and are not in float32."""
    for name, field in type(component).model_fields.items():
        is_bounded = any(getattr(bound, "gt", None) == 0 for bound in field.metadata)
        if is_bounded and getattr(component, name) <= LARGEST_ZERO:
            yield (*path, name), "is 0 in float32; give at least 1.2e-38 or set dtype: float64"
