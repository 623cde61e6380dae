"""Stacks of random runs: whatever stands together, each run's bits are those it has alone."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.components import example, objects, variants
from support.problems import alone, classification, different, trained

from regexp.activations import Activation
from regexp.engine import Problem
from regexp.optimizers import Iterative, Optimizer
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule

ITERATIVE = [cls for cls in Optimizer.kinds().values() if issubclass(cls, Iterative)]
SCHEDULES = [example(cls) for cls in Schedule.kinds().values()]


@st.composite
def runs(draw: Any, optimizer: Iterative) -> dict[str, Any]:
    """Draw what may differ between the runs of a stack."""
    regularizers = []
    for cls in Regularizer.kinds().values():
        chosen = draw(st.none() | st.sampled_from(list(variants(cls))))
        if chosen is not None and not objects(chosen, optimizer, hidden_layers=2):
            regularizers.append(chosen)
    changes = {
        "learning_rate": draw(st.sampled_from([1e-3, 0.1, 1e30])),
        "schedule": draw(st.sampled_from(SCHEDULES)),
    }
    return {
        "data": draw(st.integers(0, 1)),
        "seed": draw(st.integers(0, 2)),
        "regularizers": tuple(regularizers),
        "optimizer": optimizer.model_copy(update=changes),
    }


@st.composite
def stacks(draw: Any) -> list[Problem]:
    """Draw runs of one shape: rows, batch, widths, activation and kind of optimizer in common."""
    cls = draw(st.sampled_from(ITERATIVE))
    batch = {"batch_size": draw(st.sampled_from([5, 16, 30]))} if "batch_size" in cls.model_fields else {}
    optimizer = example(cls, epochs=3, **batch)
    common = {
        "rows": 33,
        "held_out": draw(st.sampled_from([0, 11])),
        "hidden": draw(st.sampled_from([(5,), (8, 3)])),
        "activation": example(draw(st.sampled_from(list(Activation.kinds().values())))),
        "monitor": "train_loss",
    }
    drawn = draw(st.lists(runs(optimizer), min_size=2, max_size=5))
    return [classification(**common, **run) for run in drawn]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(stacks())
def test_random_runs_have_the_same_bits_stacked_and_alone(problems: list[Problem]) -> None:
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []
