"""One learning rate for the whole run."""

from typing import Literal

from regexp.context import Context
from regexp.schedules.base import WarmedUp
from regexp.spec import Array


class Constant(WarmedUp):
    """rate = base: the learning rate never changes, unless it is warmed up."""

    kind: Literal["constant"] = "constant"

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the base rate."""
        return base
