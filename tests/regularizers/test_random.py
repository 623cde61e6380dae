"""What holds for every regularizer that draws random numbers; nothing here names one."""

import pytest
from support.components import label, regularizers
from support.problems import alone, classification, different, trained

from regexp.optimizers import Adam
from regexp.regularizers import Regularizer

RANDOM = [regularizer for regularizer in regularizers() if regularizer.is_random]

each = pytest.mark.parametrize("regularizer", RANDOM, ids=label)


@each
def test_nothing_is_random_when_measuring(regularizer: Regularizer) -> None:
    """A step of 1e-30 changes no weight, so that the measured numbers are those of the run without it."""
    optimizer = Adam(learning_rate=1e-30, batch_size=16, epochs=1)
    plain, noisy = (classification(optimizer=optimizer, regularizers=some) for some in ((), (regularizer,)))
    assert alone(plain).history.values.tobytes() == alone(noisy).history.values.tobytes()


@each
def test_it_draws_from_a_stream_of_its_own(regularizer: Regularizer) -> None:
    used = alone(classification(regularizers=(regularizer,))).streams.used()
    assert set(used) == {"init", "order", regularizer.kind_name()}


@each
def test_runs_that_share_draws_are_as_if_alone(regularizer: Regularizer) -> None:
    """Two doses with one seed, which draw once, between runs of other seeds."""
    dose = regularizer.main
    half = type(regularizer)(**{**regularizer.model_dump(), dose: getattr(regularizer, dose) / 2})
    problems = [
        classification(seed=seed, regularizers=(chosen,))
        for seed, chosen in ((1, regularizer), (0, regularizer), (0, half), (2, half))
    ]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []
