"""Unit norm: the weights into a unit keep one length and learn their direction only."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import CONSTRAINT, LayerRegularizer
from regexp.regularizers.norms import INCOMING, multiply, norms, quotients
from regexp.spec import Array, PerRun


class UnitNorm(LayerRegularizer):
    """w ← w·norm/‖w‖ for the weights w into each unit (a column of W (I, O)), after each step.

    That is the nearest point of this length; columns of zeros stay zero. ‖·‖ is Euclidean, per unit, without
    its bias. The initial weights are not touched before the first step. It acts after proximal steps.
    Source: Douglas, Amari & Kung (2000), On gradient adaptation with unit-norm constraints.
    """

    kind: Literal["unit_norm"] = "unit_norm"
    main: ClassVar[str] = "norm"
    order: ClassVar[int] = CONSTRAINT
    is_dose: ClassVar[bool] = False
    norm: Annotated[float, PerRun] = Field(1.0, gt=0, description="length to keep", examples=[1.0])

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Give every column its length."""
        for w in weights:
            multiply(w, quotients(ctx.cast(self.norm), norms(w, INCOMING, ctx)))
