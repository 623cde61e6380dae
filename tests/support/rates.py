"""The rates that a schedule gives, asked as training asks it."""

from collections.abc import Sequence

import numpy as np

from regexp.context import Context
from regexp.schedules import Schedule

EPOCHS, BASE = 20, 0.3


def rates(
    schedule: Schedule,
    steps: int = 1,
    monitored: Sequence[float] = (),
    epochs: int = EPOCHS,
    base: float = BASE,
) -> list[float]:
    """Return the rate of every step, `steps` of them an epoch.

    `monitored` is the monitored metric after each epoch, lower being better; without it none is measured.
    """
    stacked = type(schedule).stack([schedule])
    ctx = Context([], rows=1, epochs=epochs, steps=steps, dtype="float32")
    learning_rate, found = np.full((1, 1, 1), base), []
    stacked.init_state(learning_rate, ctx)
    for ctx.epoch in range(1, epochs + 1):
        measured = ctx.epoch - 1
        metrics = {"epoch": np.array([measured]), "monitor": np.array(monitored[measured - 1 : measured])}
        ctx.step = measured * steps
        for _ in range(steps):
            ctx.step += stacked.is_stepwise
            found.append(stacked.rate(learning_rate, metrics if monitored and measured else {}, ctx).item())
    return found
