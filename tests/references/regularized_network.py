"""The network that pytorch_regularizers.py trains, and what noise does to its inputs, weights and units."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from pytorch_normalization import start
from pytorch_steps import WIDTHS
from regularized_cases import Case
from seeded_draws import Draws
from torch import Tensor
from torch.nn.utils import parameters_to_vector

LAYERS = len(WIDTHS) - 1


class Network(torch.nn.Module):
    """Layers with weights (inputs, outputs), normalization before the activation of hidden ones."""

    def __init__(self, case: Case, dtype: torch.dtype) -> None:
        """Start where the tests start."""
        super().__init__()
        kind = case.get("normalization", "none")
        arrays = start(kind if kind == "batch" else "layer")
        tensors = {name: torch.tensor(array, dtype=dtype) for name, array in arrays.items()}
        self.weights = torch.nn.ParameterList(tensors[f"layers/{k}/weight"] for k in range(LAYERS))
        self.biases = torch.nn.ParameterDict(
            {name.split("/")[1]: tensor for name, tensor in tensors.items() if name.endswith("bias")}
        )
        make = {"batch": torch.nn.BatchNorm1d, "layer": torch.nn.LayerNorm}.get(kind)
        self.norms = torch.nn.ModuleList(make(width, dtype=dtype) for width in WIDTHS[1:-1] if make)
        for k, norm in enumerate(self.norms):
            norm.weight.data, norm.bias.data = tensors[f"layers/{k}/scale"], tensors[f"layers/{k}/shift"]
        self.activation = getattr(torch, case.get("activation", "tanh"))

    def forward(self, x: Tensor, noise: "Noise | None" = None) -> Tensor:
        """Return the outputs."""
        for k, weight in enumerate(self.weights):
            x = x @ (noise.weights(weight, k) if noise else weight)
            if str(k) in self.biases:
                x = x + self.biases[str(k)]
            if k < LAYERS - 1:
                x = self.activation(self.norms[k](x) if self.norms else x)
                x = noise.units(x, k) if noise else x
        return x

    def in_order(self) -> list[Tensor]:
        """Return the parameters layer after layer: weight, bias, scale, shift."""
        return list(self._in_order())

    def _in_order(self) -> Iterator[Tensor]:
        for k, weight in enumerate(self.weights):
            yield weight
            if str(k) in self.biases:
                yield self.biases[str(k)]
            if k < len(self.norms):
                yield from self.norms[k].parameters()

    def row(self) -> np.ndarray:
        """Return all parameters, then means and variances of batch normalization."""
        statistics = [array for name, array in self.named_buffers() if "running" in name]
        return parameters_to_vector([*self.in_order(), *statistics]).detach().numpy()


class Noise:
    """What a step's random regularizers do to weights and hidden units, the same whenever they are asked."""

    def __init__(self, chosen: Case, draws: Draws, dtype: torch.dtype) -> None:
        """Draw nothing yet."""
        self._chosen, self._draws, self._dtype = chosen, draws, dtype
        self._drawn: dict[tuple[str, int], Any] = {}
        self.hidden: dict[int, Tensor] = {}

    def weights(self, w: Tensor, k: int) -> Tensor:
        """Return the weights to compute with."""
        if own := chosen_for(self._chosen, "dropconnect", k):
            w = w * self._once("dropconnect", k, lambda kind: self._draws.factor(kind, w.shape, own))
        if own := chosen_for(self._chosen, "weight_noise", k):
            noise = self._once("weight_noise", k, lambda kind: self._draws.normal(kind, w.shape))
            w = w + own["standard_deviation"] * noise
        return w

    def units(self, h: Tensor, k: int) -> Tensor:
        """Return the activations that the next layer is given."""
        if own := chosen_for(self._chosen, "dropout", k):
            h = h * self._once("dropout", k, lambda kind: self._draws.factor(kind, h.shape, own))
        if own := chosen_for(self._chosen, "swap", k):
            partner, share = self._once("swap", k, lambda kind: self._draws.swap(h.shape, own))
            h = torch.lerp(h, h.gather(1, partner.long()), share)
        self.hidden[k] = h
        return h

    def inputs(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """Return the batch that the network is given; label smoothing is left to the loss."""
        if own := self._chosen.get("input_dropout"):
            x = x * self._once("input_dropout", 0, lambda kind: self._draws.factor(kind, x.shape, own))
        if own := self._chosen.get("input_noise"):
            noise = self._once("input_noise", 0, lambda kind: self._draws.normal(kind, x.shape))
            x = x + own["standard_deviation"] * noise
        if own := self._chosen.get("mixup"):
            share, partner = self._draws.mixup(len(x), own["concentration"])
            x, y = (share * both + (1 - share) * both[partner] for both in (x, y))
        return x, y

    def _once(self, kind: str, k: int, draw: Callable[[str], Any]) -> Any:
        """Return this step's draw of a kind for a layer."""
        if (kind, k) not in self._drawn:
            self._drawn[kind, k] = torch.tensor(draw(kind), dtype=self._dtype)
        return self._drawn[kind, k]


def chosen_for(chosen: Case, kind: str, k: int) -> Case:
    """Return the settings of a kind, or nothing where it doesn't act on layer k."""
    own = chosen.get(kind, {})
    return own if k in own.get("layers", range(LAYERS)) else {}
