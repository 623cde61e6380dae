"""From the arguments of an estimator to a config, checked and worded as a file's is."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from regexp.config import Config
from regexp.config.draft import validated
from regexp.config.nodes import Mark, Node
from regexp.config.overrides import Overrides
from regexp.config.places import Sources
from regexp.errors import RegexpError

PLACES = {
    "hidden": "model.hidden",
    "activation": "model.activation",
    "normalization": "model.normalization",
    "initialization": "model.initialization",
    "loss": "loss",
    "learning_rate": "optimizer.learning_rate",
    "batch_size": "optimizer.batch_size",
    "epochs": "optimizer.epochs",
    "schedule": "optimizer.schedule",
    "regularization": "regularization",
    "monitor": "monitor",
    "validation_size": "dataset.validation_size",
    "scale": "dataset.scale",
    "dtype": "dtype",
    "random_state": "seed",
}
"""Where in a config each argument stands; `optimizer` is a kind or a mapping, which others join."""

OF_HIDDEN_UNITS = ("hidden", "activation", "normalization")

WORDS = {place: argument for argument, place in PLACES.items() if "." in place} | {
    "model: linear, not mlp": "hidden=(), a linear model",
    "optimizer.kind": "optimizer",
    "inline:": "fit:",
    "seed:": "random_state:",
}
"""What messages about configs call something, and what it is called here."""


def config_of(arguments: Mapping[str, Any]) -> Config:
    """Return the config that arguments describe; one that is None is left to the config's default.

    Raises ValueError that lists every problem, one a line.
    """
    tree = _tree({name: plain(value) for name, value in arguments.items() if value is not None})
    config, problems = validated(Overrides(tree, Sources("", _node(tree)), os.getcwd()))
    if problems:
        raise ValueError("\n".join(sorted({in_arguments(problem.text) for problem in problems})))
    assert config is not None
    return config


@contextmanager
def value_errors() -> Iterator[None]:
    """Turn what a user can mend into a ValueError, which is what scikit-learn expects."""
    try:
        yield
    except RegexpError as error:
        raise ValueError(in_arguments(str(error))) from error


def in_arguments(text: str) -> str:
    """Return a message about a config in terms of arguments."""
    for word, argument in WORDS.items():
        text = text.replace(word, argument)
    return text


def plain(value: Any) -> Any:
    """Return a value as YAML would have it: NumPy's numbers as Python's, arrays and tuples as lists.

    What YAML doesn't know becomes its `repr`, which no argument accepts but messages can show.
    """
    if isinstance(value, np.generic | np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value if value is None or isinstance(value, str | int | float) else repr(value)


def _tree(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the config's tree; its data set has no rows of its own, as `prepare` is handed a table."""
    is_linear = arguments.get("hidden") == []
    optimizer = arguments.get("optimizer", {})
    tree: dict[str, Any] = {
        "dataset": {"kind": "inline", "x": [0.0], "y": [0.0], "test_size": 0},
        "model": {"kind": "linear" if is_linear else "mlp"},
        "optimizer": dict(optimizer) if isinstance(optimizer, dict) else {"kind": optimizer},
    }
    for argument, place in PLACES.items():
        if argument in arguments and not (is_linear and argument in OF_HIDDEN_UNITS):
            *owner, key = place.split(".")
            part = tree[owner[0]] if owner else tree
            if key in part:
                raise ValueError(f"{argument}: is given twice, here and in {owner[0]}; leave one of them out")
            part[key] = arguments[argument]
    return tree


def _node(value: Any) -> Node:
    """Return a value as a document, for messages that go by what was written; nothing has a position."""
    if isinstance(value, list):
        return Node(value, Mark(1, 1), children={number: _node(entry) for number, entry in enumerate(value)})
    entries = value.items() if isinstance(value, dict) else ()
    return Node(value, Mark(1, 1), children={key: _node(entry) for key, entry in entries})
