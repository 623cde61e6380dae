"""Numbers of other frameworks, written by the scripts in tests/references, and the run that they are of."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from support.problems import classification

from regexp.engine import Problem, new_member, rows_of, train
from regexp.optimizers import Iterative
from regexp.spec import Array

FOLDER = Path(__file__).parent.parent / "references"
TOLERANCES = {"float64": 1e-10, "float32": 1e-5}
TWENTY_STEPS: dict[str, Any] = {"batch_size": 10, "epochs": 4}
"""Settings of an optimizer: batches of 10 of the 44 rows, four epochs of five steps."""


@cache
def references(name: str) -> dict[str, Array]:
    """Return the arrays of one of the files, by name."""
    with np.load(FOLDER / f"{name}.npz") as arrays:
        return dict(arrays)


def reference_problem(optimizer: Iterative, dtype: Any, **changes: Any) -> Problem:
    """Return the run that pytorch_steps.py trains, with its data, initial weights and batch order."""
    given = references("pytorch_steps")
    rows = rows_of(given["x"], np.eye(3)[given["labels"]], dtype)
    start = {name.removeprefix("start/"): array for name, array in given.items() if name.startswith("start/")}
    common = {"train": rows, "validation": rows, "hidden": (8, 5), "dtype": dtype, "optimizer": optimizer}
    return classification(**common, weights=start, order=given["order"], **changes)


def normalized_start(kind: str) -> dict[str, Array]:
    """Return the weights, scales and shifts that pytorch_normalization.py starts from."""
    found, prefix = references("pytorch_normalization"), f"start/{kind}/"
    return {name.removeprefix(prefix): array for name, array in found.items() if name.startswith(prefix)}


def after_every_epoch(problem: Problem) -> Array:
    """Return the parameters of a run after each epoch, shape (epochs, P)."""
    member = new_member(problem)
    return np.array([member.theta.copy() for _ in train([member])])


def assert_same_steps(problem: Problem, expected: Array) -> None:
    """Compare a run's parameters after each epoch with another framework's of the same dtype."""
    found = after_every_epoch(problem)
    assert found.dtype == expected.dtype == problem.dtype
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCES[problem.dtype])
    assert np.abs(expected[-1] - expected[0]).max() > 0.01
