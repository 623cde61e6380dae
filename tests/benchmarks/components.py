"""Cost of a step with each regularizer, optimizer, schedule, normalization and loss, next to a step without.

Digits, 64-128-128-10, batches of 64, one run on one thread. Components come from the registries, with the
`examples` of their fields and in each choice that a field offers. Both runs take turns; times are of the
processor, and the ratio is the median of the rounds' ratios. The first epoch, which allocates, is left out,
and metrics are measured at the end only.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import without_blas_variables

without_blas_variables()

from peers.engine import problems_of
from study import BATCH, LEARNING_RATE
from support.components import label, objects, optimizers, regularizers, variants
from threadpoolctl import threadpool_limits

from regexp.engine import Problem, blas, new_member, train
from regexp.losses import Loss, SquaredError
from regexp.normalizations import Normalization
from regexp.optimizers import Adam, MiniBatch, StochasticGradientDescent
from regexp.schedules import Schedule

EPOCHS, ROUNDS, LIMIT = 6, 15, 1.5
ADAM = Adam(learning_rate=LEARNING_RATE, batch_size=BATCH, epochs=EPOCHS)
SGD = StochasticGradientDescent(learning_rate=0.05, batch_size=BATCH, epochs=EPOCHS)

Case = tuple[str, str, Problem, Problem]
"""A family, a component, the run with it and the run without."""


def plain() -> Problem:
    """Return a run of Adam without any regularizer."""
    (problem,) = problems_of([(0.0, 0.0)], EPOCHS)
    return replace(problem, regularizers=(), every=EPOCHS)


def cases(base: Problem) -> Iterator[Case]:
    """Yield every component with the run that it is compared with."""
    descent, quadratic = replace(base, optimizer=SGD), replace(base, loss=SquaredError())
    for one in regularizers():
        start = descent if objects(one, ADAM, len(base.hidden)) else base
        yield "regularization", label(one), replace(start, regularizers=(one,)), start
    for one in optimizers(learning_rate=1e-3, batch_size=BATCH, epochs=EPOCHS):
        if isinstance(one, MiniBatch) and one.batch_size == BATCH:
            yield "optimizer, by sgd", label(one), replace(base, optimizer=one), descent
    for kind in Schedule.kinds().values():
        for one in variants(kind):
            optimizer = ADAM.model_copy(update={"schedule": one})
            yield "optimizer.schedule", label(one), replace(base, optimizer=optimizer), base
    for kind in Normalization.kinds().values():
        for one in variants(kind):
            yield "model.normalization", label(one), replace(base, normalization=one), base
    for kind in Loss.kinds().values():
        for one in variants(kind):
            yield "loss, by squared_error", label(one), replace(quadratic, loss=one), quadratic


def step_seconds(problem: Problem) -> float:
    """Return the seconds of a step, without the first epoch's."""
    member = new_member(problem)
    epochs = train([member])
    next(epochs)
    start = time.process_time()
    for _ in epochs:
        pass
    steps_an_epoch = -(-len(problem.train) // BATCH)
    return (time.process_time() - start) / (steps_an_epoch * (EPOCHS - 1))


def compare(with_it: Problem, without: Problem) -> tuple[float, float]:
    """Return the median seconds of a step with a component, and the median of the rounds' ratios."""
    rounds = [(step_seconds(with_it), step_seconds(without)) for _ in range(ROUNDS)]
    return median(ours for ours, _ in rounds), median(ours / theirs for ours, theirs in rounds)


if __name__ == "__main__":
    print(f"kernel {blas()['architecture']}, one thread, {ROUNDS} rounds of {EPOCHS - 1} epochs", flush=True)
    with threadpool_limits(1):
        for family, name, with_it, without in cases(plain()):
            seconds, ratio = compare(with_it, without)
            mark = f"  over {LIMIT:g}" if ratio > LIMIT else ""
            print(f"{family:<24}{name:<36}{seconds * 1e6:6.0f} µs {ratio:5.2f}{mark}", flush=True)
