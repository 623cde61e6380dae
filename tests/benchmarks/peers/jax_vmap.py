"""JAX: all runs as one program, `vmap` over runs, `scan` over steps and epochs, compiled by `jit`.

Runs share seed, batch order and the random numbers of dropout, as paired runs do.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from study import BATCH, CLASSES, HIDDEN, LEARNING_RATE, Measured, Settings, digits

DATA = digits()
ROWS = len(DATA.x)
WIDTHS = (DATA.x.shape[1], *HIDDEN, CLASSES)
Tree = Any


def prepare(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs; its first call compiles, the others don't."""
    strengths, rates = (jnp.array(column, jnp.float32) for column in zip(*settings, strict=True))
    parameters, key = initial(), jax.random.key(0)

    def run() -> Measured:
        return np.asarray(train_all(parameters, strengths, rates, key, epochs))

    return run


def prepare_compiling(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that compiles each time."""
    run = prepare(settings, epochs)

    def compile_and_run() -> Measured:
        jax.clear_caches()
        return run()

    return compile_and_run


def initial() -> Tree:
    """Return He's weights and zero biases, the same for each run."""
    generator = np.random.default_rng(0)
    return [
        (
            jnp.array(generator.standard_normal((i, o)) * np.sqrt(2 / i), jnp.float32),
            jnp.zeros(o, jnp.float32),
        )
        for i, o in pairwise(WIDTHS)
    ]


@partial(jax.jit, static_argnames="epochs")
def train_all(parameters: Tree, strengths: Tree, rates: Tree, key: Tree, epochs: int) -> Tree:
    """Return what was measured of every run, (runs, epochs, 4)."""

    def one(strength: Tree, rate: Tree) -> Tree:
        zeros = jax.tree.map(jnp.zeros_like, parameters)
        start = (parameters, zeros, zeros, jnp.float32(0))
        return jax.lax.scan(partial(epoch, strength, rate), start, jax.random.split(key, epochs))[1]

    return jax.vmap(one)(strengths, rates)


def epoch(strength: Tree, rate: Tree, state: Tree, key: Tree) -> tuple[Tree, Tree]:
    """Train on full batches, then on the rest, and measure."""
    x, y = jnp.array(DATA.x), jnp.array(DATA.y)
    key, shuffle = jax.random.split(key)
    order = jax.random.permutation(shuffle, ROWS)
    full = ROWS // BATCH
    keys = jax.random.split(key, full + 1)
    batches = order[: full * BATCH].reshape(full, BATCH)

    def step(state: Tree, batch: Tree) -> tuple[Tree, None]:
        rows, key = batch
        return adam(state, jax.grad(penalized)(state[0], x[rows], y[rows], strength, rate, key)), None

    state, _ = jax.lax.scan(step, state, (batches, keys[:full]))
    state, _ = step(state, (order[full * BATCH :], keys[full]))
    splits = ((x, y), (jnp.array(DATA.x_validation), jnp.array(DATA.y_validation)))
    return state, jnp.concatenate([measure(state[0], *split) for split in splits])


def adam(state: Tree, grad: Tree) -> Tree:
    """Take one step of Adam."""
    parameters, first, second, t = state
    t = t + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, grad)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, grad)
    rate = LEARNING_RATE * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    moved = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-8), parameters, first, second)
    return moved, first, second, t


def penalized(parameters: Tree, x: Tree, y: Tree, strength: Tree, rate: Tree, key: Tree) -> Tree:
    """Return the penalized loss of a batch, with dropout."""
    h = x
    for (w, b), key_of_layer in zip(parameters[:-1], jax.random.split(key, len(HIDDEN)), strict=True):
        z = jax.nn.relu(h @ w + b)
        h = jnp.where(jax.random.uniform(key_of_layer, z.shape) >= rate, z / (1 - rate), 0)
    w, b = parameters[-1]
    penalty = sum(jnp.sum(w * w) for w, _ in parameters)
    return cross_entropy(h @ w + b, y) + strength / 2 * penalty


def measure(parameters: Tree, x: Tree, y: Tree) -> Tree:
    """Return loss and accuracy on a split."""
    h = x
    for w, b in parameters[:-1]:
        h = jax.nn.relu(h @ w + b)
    w, b = parameters[-1]
    z = h @ w + b
    return jnp.stack([cross_entropy(z, y), jnp.mean(z.argmax(axis=-1) == y)])


def cross_entropy(z: Tree, y: Tree) -> Tree:
    """Return the mean cross-entropy of logits against classes."""
    chosen = jnp.take_along_axis(z, y[:, jnp.newaxis], axis=-1)[:, 0]
    return jnp.mean(jax.nn.logsumexp(z, axis=-1) - chosen)
