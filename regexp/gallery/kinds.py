"""The kinds of pictures that `regexp plot` draws, and what they are drawn from."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from regexp.collection import Collection
from regexp.gallery.bias_variance import draw_bias_variance
from regexp.gallery.boundary import draw_boundary
from regexp.gallery.capacity import draw_capacity
from regexp.gallery.curves import draw_curves
from regexp.gallery.fit import draw_fit
from regexp.gallery.gap import draw_gap
from regexp.gallery.heatmap import draw_heatmap
from regexp.gallery.learning_curve import draw_learning_curve
from regexp.gallery.path import draw_path
from regexp.gallery.ranking import draw_ranking
from regexp.gallery.sparsity import draw_sparsity
from regexp.gallery.validation_curve import draw_validation_curve
from regexp.gallery.weights import draw_weights
from regexp.place import Say

Draw = Callable[[Collection, Path, Say], Sequence[str] | None]
"""Draws runs into a file, whose ending names the format, and says what it does that takes long.

Returns a sentence for each run that it could not use, if it needs more than results and curves. Raises
ConfigError where the runs don't fit.
"""

DRAWS: Mapping[str, Draw] = {
    "curves": draw_curves,
    "validation-curve": draw_validation_curve,
    "heatmap": draw_heatmap,
    "ranking": draw_ranking,
    "gap": draw_gap,
    "learning-curve": draw_learning_curve,
    "capacity": draw_capacity,
    "weights": draw_weights,
    "sparsity": draw_sparsity,
    "path": draw_path,
    "boundary": draw_boundary,
    "fit": draw_fit,
    "bias-variance": draw_bias_variance,
}
"""By the name that `--kind` takes."""

FROM_RESULTS = ("validation-curve", "heatmap", "ranking", "learning-curve", "capacity")
"""The kinds that need no curves by epoch."""
