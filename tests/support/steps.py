"""An optimizer on one parameter, with gradients that are chosen: numbers for a pocket calculator."""

from collections.abc import Sequence

import numpy as np

from regexp.context import Context
from regexp.optimizers import Iterative
from regexp.spec import Array

GRADIENTS = (1.0, 2.0, -1.0)


def steps(runs: Sequence[Iterative], gradients: Sequence[float] = GRADIENTS, start: float = 0.0) -> Array:
    """Return theta after each step, shape (steps, R), when every run sees the same gradients."""
    spec = type(runs[0]).stack(runs)
    ctx = Context([], rows=1, epochs=1, dtype="float64", rate=np.asarray(spec.learning_rate))
    theta, found = np.full((len(runs), 1, 1), start), []
    spec.init_state(theta, ctx)
    for ctx.step, slope in enumerate(gradients, start=1):
        spec.update(theta, np.full_like(theta, slope), ctx)
        found.append(theta[:, 0, 0].copy())
    return np.array(found)
