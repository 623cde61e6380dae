"""The training engine: stacks of runs in NumPy. It knows arrays and components, no files and no YAML."""

from regexp.engine.baseline import constant_scores
from regexp.engine.batches import batch_rows
from regexp.engine.checkpoint import freeze, thaw
from regexp.engine.evaluation import Evaluator, score
from regexp.engine.fingerprint import blas, fingerprint
from regexp.engine.layout import Layout
from regexp.engine.member import Member, new_member
from regexp.engine.problem import Problem, Rows, rows_of
from regexp.engine.stack import train
from regexp.engine.stack_size import memory_bytes, runs_per_stack

__all__ = [
    "Evaluator",
    "Layout",
    "Member",
    "Problem",
    "Rows",
    "batch_rows",
    "blas",
    "constant_scores",
    "fingerprint",
    "freeze",
    "memory_bytes",
    "new_member",
    "rows_of",
    "runs_per_stack",
    "score",
    "thaw",
    "train",
]
