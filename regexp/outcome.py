"""What a finished run has to say: its verdict, its result, its sealed test scores, its predictions."""

from dataclasses import replace
from typing import Any

import numpy as np

from regexp.analysis import Baseline, Verdict, judge
from regexp.assembly import encoded
from regexp.config import Config
from regexp.datasets import Data
from regexp.engine import Evaluator, Member, Problem, constant_scores, fingerprint
from regexp.grid import settings_of
from regexp.optimizers import ClosedForm
from regexp.record import SCHEMA_VERSION, RowCounts
from regexp.spec import Array


def verdict_of(member: Member) -> Verdict:
    """Return the verdict on a run."""
    problem, scores = member.problem, constant_scores(member.problem)
    metric = "accuracy" if problem.classification else "r2"
    baseline = Baseline(
        scores["train_loss"], scores["validation_loss"], metric, scores[f"validation_{metric}"]
    )
    flipped = 0 if problem.flipped is None else int(problem.flipped.sum())
    return judge(
        member.history,
        problem.monitor,
        baseline,
        member.status,
        flipped,
        isinstance(problem.optimizer, ClosedForm),
    )


def result_of(
    member: Member, data: Data, config: Config, verdict: Verdict, config_hash: str, seconds: float
) -> dict[str, Any]:
    """Return the content of result.json, but for the hashes of the other files."""
    problem, history = member.problem, member.history
    return {
        "schema_version": SCHEMA_VERSION,
        "status": member.status,
        "name": config.name,
        "seed": config.seed,
        "settings": settings_of(config),
        "epochs": member.epoch,
        "monitor": problem.monitor,
        "best": _row(history.row(history.best_row(problem.monitor))),
        "last": _row(history.row(-1)),
        "verdict": verdict.to_json(),
        "constant_prediction": constant_scores(problem),
        "loss": problem.loss.kind_name(),
        "widths": list(problem.widths),
        "parameters": problem.layout.size,
        "rows": rows_of_splits(data),
        "redrawn": [*data.redrawn, *member.streams.used()],
        "seconds": round(seconds, 3),
        "fingerprint": fingerprint(problem.dtype),
        "config_hash": config_hash,
        "data_sha256": data.sha256,
    }


def rows_of_splits(data: Data) -> RowCounts:
    """Return how many rows each split has, how many training labels were flipped, and what is left out."""
    return {
        "train": len(data.train),
        "flipped": 0 if data.flipped is None else int(data.flipped.sum()),
        "validation": len(data.validation),
        "test": len(data.test),
        "left_out": data.left_out,
    }


@np.errstate(all="ignore")
def test_scores(member: Member, data: Data) -> dict[str, dict[str, float]]:
    """Return the test split's loss and metrics at the best and at the last epoch; empty without test rows."""
    if not len(data.test):
        return {}
    problem = member.problem
    rows = encoded(data.test, data, problem.loss, problem.dtype)
    evaluator = Evaluator([replace(problem, validation=rows)], [])
    epochs = {"best": member.history.epochs[member.history.best_row(problem.monitor)], "last": member.epoch}
    scores = {}
    for which, theta in (("best", member.best), ("last", member.last)):
        measured = evaluator.measure(theta.reshape(1, 1, -1), np.zeros((1, 1, 1)), int(epochs[which]))
        found = {name: float(value[0]) for name, value in measured.items() if name.startswith("validation_")}
        scores[which] = {"epoch": int(epochs[which])} | {
            name.replace("validation_", "test_"): value for name, value in found.items()
        }
    return scores


@np.errstate(all="ignore")
def outputs(problem: Problem, theta: Array, x: Array) -> Array:
    """Return the outputs (N, K) of a network with parameters theta (P,) for the model's inputs x (N, I)."""
    y = np.zeros((len(x), problem.widths[-1]))
    rows = replace(problem.validation, x=np.asarray(x, problem.dtype), y=y)
    evaluator = Evaluator([replace(problem, validation=rows)], [])
    return np.asarray(evaluator.outputs("validation", theta.reshape(1, 1, -1))[0])


@np.errstate(all="ignore")
def predictions(problem: Problem, theta: Array, x: Array) -> Array:
    """Return what parameters theta (P,) predict, (N, K), for the model's inputs x (N, I)."""
    z = outputs(problem, theta, x)
    problem.loss.predict(z)
    return z


def _row(row: dict[str, float]) -> dict[str, float]:
    """Return a row of the history with a whole number for the epoch."""
    return row | {"epoch": int(row["epoch"])}
