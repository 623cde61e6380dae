"""From raw rows to the inputs of a model, by what the training rows showed."""

from typing import Literal, Self

import numpy as np

from regexp.datasets.features import Features
from regexp.spec import Array, Section

Scale = Literal["standard", "minmax", "none"]


def location_and_scale(x: Array, method: str) -> tuple[Array, Array]:
    """Return what to subtract from and divide each column of x (N, I) by; constant columns by 1.

    standard: mean and standard deviation (divisor N); minmax: to [0, 1]; symmetric: to [-1, 1]; none: as is.
    """
    low, high = x.min(axis=0), x.max(axis=0)
    center, spread = {
        "standard": lambda: (x.mean(axis=0), x.std(axis=0)),
        "minmax": lambda: (low, high - low),
        "symmetric": lambda: ((low + high) / 2, (high - low) / 2),
        "none": lambda: (np.zeros_like(low), np.ones_like(low)),
    }[method]()
    constant = (low == high) | (spread == 0)  # neither implies the other: means round, squares underflow
    return center, np.where(constant, 1.0, spread)


class Preprocessing(Section):
    """What was fitted on the training rows, and all that is needed to predict from raw rows.

    A raw input becomes (x − center) / spread, then its basis functions if there are `features`.
    """

    inputs: list[str]
    scale: Literal["standard", "minmax", "none", "symmetric"]
    center: list[float]
    spread: list[float]
    features: Features | None
    classes: list[str]

    @classmethod
    def fit(
        cls,
        x: Array,
        inputs: tuple[str, ...],
        classes: tuple[str, ...],
        scale: Scale,
        features: Features | None,
    ) -> Self:
        """Fit on raw training rows x (N, I) float64; with `features` every scale but none maps to [-1, 1]."""
        method = "symmetric" if features and scale != "none" else scale
        center, spread = location_and_scale(x, method)
        return cls(
            inputs=list(inputs),
            scale=method,
            center=center.tolist(),
            spread=spread.tolist(),
            features=features,
            classes=list(classes),
        )

    def transform(self, x: Array) -> Array:
        """Return the model's inputs (N, J) float64 of raw rows x (N, I)."""
        scaled = x.astype(np.float64)
        scaled -= self.center
        scaled /= self.spread
        return self.features.expand(scaled) if self.features else scaled

    def names(self) -> tuple[str, ...]:
        """Return the names of the model's J inputs."""
        inputs = tuple(self.inputs)
        return self.features.names(inputs) if self.features else inputs

    def to_json(self) -> dict[str, object]:
        """Return this as JSON values; numbers survive to the last digit."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, values: dict[str, object]) -> Self:
        """Return what `to_json` wrote; ValueError where it is something else."""
        return cls.model_validate(values)
