"""Models without biases: what is trained, its gradient, and least squares through the origin."""

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.problems import alone, classification, different, regression, trained

from regexp.engine import new_member
from regexp.normalizations import BatchNormalization, LayerNormalization
from regexp.optimizers import Exact
from regexp.regularizers import L2, Dropout


def test_what_is_trained() -> None:
    """7-12-9-4: 84 + 108 + 36 weights, and with batch normalization 21 scales and shifts."""
    plain = classification(has_biases=False)
    assert plain.layout.size == 84 + 108 + 36
    assert set(new_member(plain).named("last")) == {f"layers/{k}/weight" for k in range(3)}
    assert classification(has_biases=False, normalization=BatchNormalization()).layout.size == 228 + 42


@pytest.mark.parametrize("normalization", [None, LayerNormalization()], ids=["plain", "layer"])
def test_gradients(normalization: LayerNormalization | None) -> None:
    """By central differences, with dropout."""
    changes = {"normalization": normalization} if normalization else {}
    problem = classification(
        rows=9, dtype="float64", hidden=(4, 3), has_biases=False, regularizers=(Dropout(rate=0.3),), **changes
    )
    assert FrozenStep(problem).error() < 1e-7


@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_exact_goes_through_the_origin(strength: float) -> None:
    """(XᵀX + λm/2)w = Xᵀy by NumPy's solver, on data whose means are not 0."""
    penalty = (L2(strength=strength),) if strength else ()
    problem = regression(optimizer=Exact(), dtype="float64", has_biases=False, regularizers=penalty)
    x, y = problem.train.x, problem.train.y
    ridge = strength * len(x) / 2 * np.eye(x.shape[1])
    found = alone(problem).named("last")
    np.testing.assert_allclose(
        found["layers/0/weight"], np.linalg.solve(x.T @ x + ridge, x.T @ y), rtol=1e-10
    )
    assert list(found) == ["layers/0/weight"]


def test_it_is_never_stacked_with_a_model_that_has_biases() -> None:
    assert classification().shape != classification(has_biases=False).shape
    problems = [classification(has_biases=False, seed=seed) for seed in range(3)]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []
