"""Weight noise: every step computes with slightly other weights."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import normal
from regexp.regularizers.base import LayerRegularizer
from regexp.spec import Array, PerRun


class WeightNoise(LayerRegularizer):
    """w ← w + ε in training, ε ~ N(0, σ²) for each weight and step, never biases; w in evaluation.

    The gradient is taken at the noisy weights and moves w: on average it is that of the loss's mean over
    the surroundings of w, so that flat minima are preferred. ε is normal in 65,536 equally likely steps
    within 4.33σ.
    Sources: Murray & Edwards (1994), Enhanced MLP performance and fault tolerance resulting from synaptic
    weight noise during training; An (1996), The effects of adding noise during backpropagation training.
    """

    kind: Literal["weight_noise"] = "weight_noise"
    main: ClassVar[str] = "standard_deviation"
    is_random: ClassVar[bool] = True
    standard_deviation: Annotated[float, PerRun] = Field(ge=0, description="σ", examples=[0.05])

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw ε."""
        for k, shape in enumerate(pairwise(widths)):
            if self.acts_on(k):
                normal(ctx, ("noise", k), shape, self.standard_deviation, self.kind)

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        """Add ε."""
        w += ctx.buffer(("noise", k), w.shape, ctx.dtype)
