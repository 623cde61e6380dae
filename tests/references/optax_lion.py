"""The first steps of a small network by optax.lion, as numbers that the tests compare the engine with.

Writes optax_lion.npz beside this file: the weights after every epoch, from the data, weights and batch
order of pytorch_steps.npz. No test runs it; it needs nothing of regexp:

    pip install -e '.[bench]'
    python tests/references/optax_lion.py
"""

from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

BATCH, LAYERS = 10, 3
SETTINGS = {"learning_rate": 0.003, "b1": 0.8, "b2": 0.95, "weight_decay": 0.0}
DTYPES = ("float64", "float32")

Parameters = list[tuple[jax.Array, jax.Array]]


def loss(parameters: Parameters, x: jax.Array, labels: jax.Array) -> jax.Array:
    """Return the mean cross-entropy of a network of tanh units."""
    for weight, bias in parameters[:-1]:
        x = jnp.tanh(x @ weight + bias)
    weight, bias = parameters[-1]
    return optax.softmax_cross_entropy_with_integer_labels(x @ weight + bias, labels).mean()


def epochs(given: dict[str, np.ndarray], dtype: str) -> Iterator[np.ndarray]:
    """Yield all parameters after each epoch: layer after layer, weights (inputs, outputs), then biases."""
    parameters = [
        tuple(jnp.asarray(given[f"start/layers/{k}/{name}"], dtype) for name in ("weight", "bias"))
        for k in range(LAYERS)
    ]
    x, labels = jnp.asarray(given["x"], dtype), jnp.asarray(given["labels"])
    lion = optax.lion(**SETTINGS)
    state = lion.init(parameters)
    for order in given["order"]:
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            updates, state = lion.update(jax.grad(loss)(parameters, x[rows], labels[rows]), state, parameters)
            parameters = optax.apply_updates(parameters, updates)
        yield np.concatenate([np.asarray(part).ravel() for layer in parameters for part in layer])


def main() -> None:
    """Write the file."""
    jax.config.update("jax_enable_x64", True)
    with np.load(Path(__file__).with_name("pytorch_steps.npz")) as arrays:
        given = dict(arrays)
    found = {dtype: np.array(list(epochs(given, dtype))) for dtype in DTYPES}
    found["optax"] = np.array(optax.__version__)
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **found)


if __name__ == "__main__":
    main()
