"""What a model that ignores its inputs would score."""

import numpy as np

from regexp.engine.evaluation import score
from regexp.engine.problem import Problem


def constant_scores(problem: Problem) -> dict[str, float]:
    """Return train_loss, validation_loss, … of the constant prediction learned from the training targets.

    NaN for the validation split where it has no rows.
    """
    z = problem.loss.constant(problem.train.y)
    scores: dict[str, float] = {}
    for split in ("train", "validation"):
        y = getattr(problem, split).y
        if len(y):
            found = score(problem, np.broadcast_to(z, (1, *y.shape)).astype(np.float64), y.astype(np.float64))
            scores |= {f"{split}_{name}": float(value[0]) for name, value in found.items()}
        else:
            scores |= {name: np.nan for name in problem.columns if name.startswith(f"{split}_")}
    return scores
