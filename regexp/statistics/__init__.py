"""Which differences are real: intervals, tests and ranks, from numbers alone."""

from regexp.statistics.contrasts import Significance
from regexp.statistics.differences import Difference, difference
from regexp.statistics.intervals import CONFIDENCE, Interval, half_width, mean_interval, standard_error
from regexp.statistics.multiplicity import holm
from regexp.statistics.overlap import overlap_of
from regexp.statistics.ranks import mean_ranks, wins_ties_losses
from regexp.statistics.signed_rank import wilcoxon
from regexp.statistics.ties import tied_with_best

__all__ = [
    "CONFIDENCE",
    "Difference",
    "Interval",
    "Significance",
    "difference",
    "half_width",
    "holm",
    "mean_interval",
    "mean_ranks",
    "overlap_of",
    "standard_error",
    "tied_with_best",
    "wilcoxon",
    "wins_ties_losses",
]
