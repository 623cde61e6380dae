"""Schedules are PyTorch's to twelve digits, and so are the steps that are taken with them.

Expected: tests/references/pytorch_schedules.npz and pytorch_scheduled_steps.npz, written by the scripts of
those names beside them. PyTorch makes most rates from the last one, hence the tolerance.
"""

import numpy as np
import pytest
from support.problems import alone, classification
from support.rates import BASE, rates
from support.references import TOLERANCES, TWENTY_STEPS, reference_problem, references

from regexp.activations import Tanh
from regexp.optimizers import Adagrad, Adam, Iterative, RMSProp, StochasticGradientDescent
from regexp.regularizers import WeightDecay
from regexp.schedules import Constant, Cosine, Exponential, Linear, OneCycle, Plateau, Schedule, Step

SCHEDULES: dict[str, Schedule] = {
    "step": Step(every=4, factor=0.5),
    "exponential": Exponential(factor=0.8),
    "cosine": Cosine(final=0.1),
    "restarts": Cosine(final=0.1, cycle_epochs=6),
    "growing": Cosine(final=0.1, cycle_epochs=3, cycle_growth=2),
    "linear": Linear(final=0.1),
    "one_cycle": OneCycle(),
    "one_cycle_other": OneCycle(start=0.1, final=0.001, rising=0.25),
    "warm_cosine": Cosine(final=0.1, warmup=5),
    "warm_step": Step(every=4, factor=0.5, warmup=5),
}
PLATEAUS = {
    "default": Plateau(wait=3),
    "cooldown": Plateau(wait=1, factor=0.5, cooldown=3, threshold=0.02),
    "minimum": Plateau(wait=2, factor=0.3, minimum=0.05, threshold=0.0),
    "maximum": Plateau(wait=2, factor=0.5, threshold=0.05),
}
"""Their `wait` is PyTorch's plus 1."""


@pytest.mark.parametrize("name", SCHEDULES)
def test_rates(name: str) -> None:
    """In PyTorch `final` is eta_min/lr or end_factor; each epoch has one step."""
    np.testing.assert_allclose(
        rates(SCHEDULES[name]), references("pytorch_schedules")[name], rtol=1e-12, atol=1e-18
    )


@pytest.mark.parametrize("name", SCHEDULES)
def test_rates_of_a_run(name: str) -> None:
    """The column of a run that trains one step an epoch is the same numbers."""
    optimizer = Adam(learning_rate=BASE, epochs=20, batch_size="full", schedule=SCHEDULES[name])
    found = alone(classification(optimizer=optimizer, rows=21, held_out=0, monitor="train_loss"))
    assert found.history["learning_rate"].tolist() == rates(SCHEDULES[name])


@pytest.mark.parametrize("name", PLATEAUS)
def test_plateau(name: str) -> None:
    """For `maximum` PyTorch was told that higher is better; here the monitored metric is negated."""
    expected = references("pytorch_schedules")
    metrics = expected["metrics"] * (-1 if name == "maximum" else 1)
    found = rates(PLATEAUS[name], monitored=metrics.tolist(), epochs=60)
    np.testing.assert_allclose(found, expected[f"plateau/{name}"], rtol=1e-12)
    assert len(set(found)) >= 3


SCHEDULED: dict[str, Schedule] = {
    "step": Step(every=2, factor=0.3),
    "exponential": Exponential(factor=0.6),
    "cosine": Cosine(),
    "restarts": Cosine(cycle_epochs=2),
    "linear": Linear(final=0.1),
    "one_cycle": OneCycle(),
    "plateau": Plateau(wait=1, factor=0.5, threshold=0.2),
}
OPTIMIZERS: dict[str, Iterative] = {
    "momentum": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, **TWENTY_STEPS),
    "nesterov": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, nesterov=True, **TWENTY_STEPS),
    "adam": Adam(learning_rate=0.01, **TWENTY_STEPS),
    "adamw": Adam(learning_rate=0.01, **TWENTY_STEPS),
    "rmsprop_momentum": RMSProp(learning_rate=0.003, decay=0.9, momentum=0.8, **TWENTY_STEPS),
    "rmsprop_centered": RMSProp(learning_rate=0.003, decay=0.9, momentum=0.5, centered=True, **TWENTY_STEPS),
    "adagrad": Adagrad(learning_rate=0.05, **TWENTY_STEPS),
}
CASES = [name for name in references("pytorch_scheduled_steps") if name.count("/") == 2]


@pytest.mark.parametrize("case", CASES)
def test_twenty_steps(case: str) -> None:
    """Every schedule with momentum, the cosine with every optimizer; plateau watches the loss of all rows."""
    schedule, name, dtype = case.split("/")
    optimizer = OPTIMIZERS[name].model_copy(update={"schedule": SCHEDULED[schedule]})
    decay = (WeightDecay(strength=0.02),) if name == "adamw" else ()
    problem = reference_problem(optimizer, dtype, activation=Tanh(), regularizers=decay)
    found, expected = alone(problem), references("pytorch_scheduled_steps")[case]
    np.testing.assert_allclose(found.last, expected, rtol=0, atol=TOLERANCES[dtype])
    assert len(set(found.history["learning_rate"].tolist())) > 1


def test_every_schedule_takes_steps() -> None:
    """All that there are, but for the constant one, which all other tests of steps have."""
    kinds = {schedule.kind_name() for schedule in SCHEDULED.values()} | {Constant().kind_name()}
    assert kinds == Schedule.kinds().keys()
    assert {case.split("/")[0] for case in CASES} == SCHEDULED.keys()
