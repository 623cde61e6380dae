"""What every regularizer is: hooks that the engine calls at fixed places of a training step.

R runs (the slice of a stack that has this regularizer with these settings), B rows of the batch, I
inputs and O outputs of layer k = 0, 1, …, P parameters. Arrays are views of the engine's buffers and are
changed in place. A hook that a class doesn't override is never called.
"""

from typing import ClassVar

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.spec import Array, Spec

PENALTY, PROXIMAL, ENTRIES, GROUPS, DECAY, CONSTRAINT, AVERAGING = range(7)


class Regularizer(Spec):
    """Something that makes a model generalize better than the training loss alone would."""

    order: ClassVar[int] = PENALTY
    """When its hooks are called among others', ties by kind: PENALTY < PROXIMAL < ENTRIES < GROUPS < …

    Proximal steps and constraints of single weights come before those of groups of weights: only in this
    order the steps one by one are the step of their sum. Source: Yu (2013), On decomposing the proximal map.
    """
    is_dose: ClassVar[bool] = True
    """Whether its main field says how much of it there is, so that 0 is none and more is stronger."""
    is_random: ClassVar[bool] = False
    """Whether it draws random numbers."""

    @classmethod
    def acts_at(cls, hook: str) -> bool:
        """Tell whether this class does something at a hook."""
        return getattr(cls, hook) is not getattr(Regularizer, hook)

    @property
    def is_off(self) -> bool:
        """Whether its main field is 0, which is the same as leaving it out."""
        return bool(getattr(self, self.main) == 0)

    def in_words(self) -> str:
        """Return its kind and the number that matters most: `l2 0.01`."""
        kind, value = self.kind_name(), getattr(self, self.main)
        return kind if value is True else f"{kind} {value:g}"

    def acts_on(self, k: int) -> bool:
        """Tell whether it acts on layer k, counted from 0; where it acts on activations, hidden layer k."""
        return True

    def objection(self, situation: Situation) -> str | None:
        """Return why it can't work in this run (a sentence without its subject), if it can't."""
        return None

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate in `ctx.state` what is remembered; theta (R, 1, P)."""

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw all randomness of a step into `ctx.noise`; widths are those of all layers, inputs first."""

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Change the batch: x (R, B, I), y (R, B, K)."""

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        """Change the copy of the weights (R, I, O) that this step computes with."""

    def weights_backward(self, grad: Array, k: int, ctx: Context) -> None:
        """Carry the gradient (R, I, O) from that copy back to the weights."""

    def multiplier(self, factor: Array, k: int, ctx: Context) -> None:
        """Multiply the factor (R, B, O) of hidden layer k's activations, used forward and backward."""

    def activate(self, h: Array, k: int, ctx: Context) -> None:
        """Change activations (R, B, O) in a way that is not a multiplication."""

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        """Apply the transpose of `activate` to the gradient (R, B, O), or add the gradient of an activity."""

    def output_gradient(self, delta: Array, logits: Array, y: Array, ctx: Context) -> None:
        """Change the loss gradient at the outputs (R, B, K)."""

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return the penalty of weights (R, I, O), shape (R, 1, 1)."""
        return np.zeros((len(w), 1, 1))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add the penalty's gradient to grad (R, I, O)."""

    def quadratic(self, ctx: Context) -> Array | None:
        """Return c (R, 1, 1) where the penalty is c·Σw², so that closed forms know it; else None."""
        return None

    def perturb(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Move the copy of theta (R, 1, P) at which the gradient is taken again, with the same noise."""

    def gradient(self, grad: Array, ctx: Context) -> None:
        """Change the whole gradient (R, 1, P), penalties included."""

    def before_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Change theta (R, 1, P) or the weights [(R, I, O), …] of its layers before the optimizer's step."""

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Change theta (R, 1, P) or the weights [(R, I, O), …] of its layers after the optimizer's step."""

    def evaluation(self, theta: Array, ctx: Context) -> None:
        """Change the copy of theta (R, 1, P) that is measured and saved."""

    def stop(self, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return which runs end now, shape (R,), after an evaluation.

        `metrics` has every column, shape (R,), and `monitor`: the monitored one, signed so that lower is
        better.
        """
        return np.zeros(len(metrics["monitor"]), dtype=bool)


class LayerRegularizer(Regularizer):
    """A regularizer of weights that can be limited to some layers."""

    layers: tuple[int, ...] | None = Field(
        None, min_length=1, description="layers it acts on, counted from 0; all if not given", strict=False
    )

    def acts_on(self, k: int) -> bool:
        """Tell whether layer k is among `layers`."""
        return self.layers is None or k in self.layers


class HiddenRegularizer(LayerRegularizer):
    """A regularizer of hidden units, whose `layers` are the hidden ones."""

    instead: ClassVar[str]
    """What to use with a model that has no hidden units."""

    def objection(self, situation: Situation) -> str | None:
        """Object to a model without hidden units."""
        if situation.hidden_layers == 0:
            return f"acts on hidden units and a linear model has none; use {self.instead}"
        return None
