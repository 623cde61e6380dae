"""Arguments of small estimators, and the config that says the same."""

from typing import Any

SMALL: dict[str, Any] = {"hidden": (8,), "learning_rate": 0.01, "epochs": 12, "random_state": 3}
"""A network that trains in a few milliseconds."""

SMALL_CONFIG = """
seed: 3
model: {hidden: [8]}
optimizer: {learning_rate: 0.01, epochs: 12}
"""
