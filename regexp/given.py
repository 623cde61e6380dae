"""Weights to start from and batch orders to follow, from files: how a published run is replayed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from regexp.config import Config
from regexp.engine import Problem
from regexp.errors import ConfigError
from regexp.optimizers import Iterative
from regexp.record import read_array, read_arrays
from regexp.spec import Array


def given_weights(problem: Problem, config: Config) -> Problem:
    """Return the problem with the weights of `model.weights`, if that is given.

    Raises ConfigError where they don't fit the model, DamagedFile.
    """
    if config.model.weights is None:
        return problem
    named = read_arrays(Path(config.model.weights))
    layout = problem.layout
    expected = layout.named(np.zeros(layout.length))
    for name, array in expected.items():
        if reason := _misfit(named, name, array.shape):
            raise ConfigError(f"model.weights: {config.model.weights}: {reason}")
    if extra := sorted(name for name in named if name.startswith("layers/") and name not in expected):
        raise ConfigError(f"model.weights: {config.model.weights} has {extra[0]}, but this model has not")
    return replace(problem, weights=named)


def _misfit(named: Mapping[str, Array], name: str, shape: tuple[int, ...]) -> str | None:
    """Return why an array can't be a layer's parameters of this shape, if it can't."""
    if name not in named:
        return f"there is no array {name}, but {_listed(named)}"
    found = named[name]
    if found.dtype.kind not in "fiu" or found.shape != shape:
        return f"{name} is {found.dtype} of shape {found.shape}; this model needs numbers of shape {shape}"
    return None if np.isfinite(found).all() else f"{name} holds numbers that are not finite"


def given_order(problem: Problem, config: Config) -> Problem:
    """Return the problem with the order of `optimizer.batch_order`, if that is given.

    Raises ConfigError where it has another shape than (epochs, training rows) or numbers other rows,
    DamagedFile.
    """
    optimizer = problem.optimizer
    path = optimizer.order_file if isinstance(optimizer, Iterative) else None
    if path is None:
        return problem
    order = read_array(Path(path))
    shape = (problem.epochs, len(problem.train))
    if not np.issubdtype(order.dtype, np.integer) or order.ndim != 2 or order.shape[1] != shape[1]:
        found = f"{order.dtype} of shape {order.shape}"
        raise ConfigError(
            f"optimizer.batch_order: {path} holds {found}; this run needs integers of shape {shape}"
        )
    if len(order) < shape[0]:
        raise ConfigError(f"optimizer.batch_order: {path} has {len(order)} epochs; this run has {shape[0]}")
    if order.min() < 0 or order.max() >= shape[1]:
        raise ConfigError(f"optimizer.batch_order: {path} must number training rows from 0 to {shape[1] - 1}")
    return replace(problem, order=order)


def _listed(names: Collection[str]) -> str:
    """Return the first few names."""
    return (", ".join(list(names)[:6]) or "nothing") + (" …" if len(names) > 6 else "")
