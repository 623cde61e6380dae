"""What a run's curves say: the verdict, its rules and its evidence."""

from regexp.analysis.findings import Baseline
from regexp.analysis.verdict import ONE_SEED, Verdict, judge

__all__ = ["ONE_SEED", "Baseline", "Verdict", "judge"]
