"""Max-norm: the weights into a unit may not get longer than a limit."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import CONSTRAINT, LayerRegularizer
from regexp.regularizers.norms import INCOMING, multiply, norms
from regexp.spec import Array, PerRun


class MaxNorm(LayerRegularizer):
    """w ← w·limit/max(‖w‖, limit) for the weights w into each unit (a column of W (I, O)), after each step.

    That is the nearest point within the limit; shorter columns stay as they are. ‖·‖ is Euclidean, per unit,
    without its bias. The initial weights are not touched before the first step. It acts after proximal steps.
    Source: Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting,
    section 5.1.
    """

    kind: Literal["max_norm"] = "max_norm"
    main: ClassVar[str] = "limit"
    order: ClassVar[int] = CONSTRAINT
    is_dose: ClassVar[bool] = False
    limit: Annotated[float, PerRun] = Field(gt=0, description="largest length, often 2 to 4", examples=[1.0])

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Shorten columns that are too long."""
        limit = ctx.cast(self.limit)
        for w in weights:
            multiply(w, limit / np.maximum(norms(w, INCOMING, ctx), limit))
