"""The training engine: stacks of runs in NumPy. It knows arrays and components, no files and no YAML."""

from regexp.engine.baseline import constant_scores
from regexp.engine.checkpoint import freeze, thaw
from regexp.engine.evaluation import Evaluator, score
from regexp.engine.fingerprint import blas, fingerprint
from regexp.engine.layout import Layout
from regexp.engine.member import Member, new_member
from regexp.engine.problem import Problem, Rows, rows_of
from regexp.engine.stack import train

__all__ = [
    "Evaluator",
    "Layout",
    "Member",
    "Problem",
    "Rows",
    "blas",
    "constant_scores",
    "fingerprint",
    "freeze",
    "new_member",
    "rows_of",
    "score",
    "thaw",
    "train",
]
