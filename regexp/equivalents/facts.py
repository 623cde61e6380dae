"""What a config says that conversions depend on: loss, model, rows, outputs, spread of the targets."""

from collections.abc import Mapping
from dataclasses import dataclass

from regexp.config import Config
from regexp.optimizers import MiniBatch
from regexp.sources import Sources


@dataclass(frozen=True)
class Facts:
    """One config's loss and model by kind, and the values of the letters in formulas."""

    name: str
    loss: str
    model: str
    values: Mapping[str, float]

    @property
    def outputs(self) -> float:
        """The number of outputs, K."""
        return self.values["K"]


def facts_of(config: Config) -> Facts:
    """Return the facts of a config and its training rows; raises ConfigError, DataError and FileError."""
    problem, _ = Sources().problem(config)
    rows, optimizer = len(problem.train), config.optimizer
    batch = optimizer.rows_per_batch if isinstance(optimizer, MiniBatch) else "full"
    values = {
        "m": float(rows),
        "b": float(rows if batch == "full" else min(batch, rows)),
        "K": float(problem.train.y.shape[-1]),
        "sd": float(problem.train.y.std()),
    }
    return Facts(config.name, problem.loss.kind_name(), config.model.kind_name(), values)
