"""Small networks after twenty regularized steps in PyTorch, as numbers to compare the engine with.

The data, weights and batches of pytorch_steps.py, the settings of regularized_cases.py and the random numbers
of seeded_draws.py. What each kind does is written here anew, by PyTorch's own function where there is one,
and differentiated by autograd; `ema` is optax's. Writes pytorch_regularizers.npz beside this file: the cases
as JSON, and for each the parameters that are evaluated after the last epoch, and batch normalization's
statistics behind them. No test runs it; it needs nothing of regexp and gives the same file every time:

    pip install -e '.[bench]'
    python tests/references/pytorch_regularizers.py
"""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import jax
import numpy as np
import optax
import torch
from pytorch_steps import BATCH, OPTIMIZERS, ROWS, WIDTHS, given
from regularized_cases import Case, cases
from regularized_network import Network, Noise, chosen_for
from seeded_draws import Draws
from torch import Tensor
from torch.linalg import matrix_norm, vector_norm
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters
from torch.optim.swa_utils import AveragedModel

EXACTLY = 2.0**40
"""PyTorch adds 1e-6 or 1e-7 to norms before it divides by them; vectors so much longer don't notice."""


LOSSES: dict[str, Callable[..., Tensor]] = {
    "sigmoid_cross_entropy": functional.binary_cross_entropy_with_logits,
    "squared_error": functional.mse_loss,
    "half_squared_error": lambda z, y, reduction: functional.mse_loss(z, y, reduction=reduction) / 2,
    "huber": functional.huber_loss,
    "absolute": functional.l1_loss,
    "poisson": functional.poisson_nll_loss,
}
"""Those that are summed over outputs; with a mean over rows."""


def loss(z: Tensor, y: Tensor, case: Case) -> Tensor:
    """Return the loss of outputs z, less what their entropy is worth."""
    amount = case["regularizers"].get("label_smoothing", {}).get("amount", 0.0)
    worth = case["regularizers"].get("confidence_penalty", {}).get("strength", 0.0) / len(z)
    if "loss" in case:
        smooth = (1 - amount) * y + amount / 2
        found = LOSSES[case["loss"]](z, smooth, reduction="sum") / len(z)
        return found - worth * torch.distributions.Bernoulli(logits=z).entropy().sum()
    found = functional.cross_entropy(z, y, label_smoothing=amount)
    return found - worth * torch.distributions.Categorical(logits=z).entropy().sum()


def absolute(w: Tensor, own: Case) -> Tensor:
    """Return Σ|w| over the numbers of λ, unless a proximal step takes its place."""
    return w.abs().sum() / scale(own) * (own["method"] == "subgradient")


def scale(own: Case) -> int:
    """Return what λ is divided by."""
    return ROWS if own["scale"] == "mean" else 1


def group_lengths(w: Tensor, own: Case) -> tuple[Tensor, float]:
    """Return the lengths of rows (outgoing) or columns (incoming), and √n of their n numbers."""
    axis = 1 if own["groups"] == "outgoing" else 0
    return vector_norm(w, dim=axis, keepdim=True), w.shape[axis] ** 0.5


def group_lasso(w: Tensor, own: Case) -> Tensor:
    """Return Σ √n·‖group‖, unless a proximal step takes its place."""
    lengths, root = group_lengths(w, own)
    return root * lengths.sum() * (own["method"] == "subgradient")


def orthogonal(w: Tensor, own: Case) -> Tensor:
    """Return ‖WᵀW − 1‖², or of WWᵀ where that is smaller."""
    gram = w.T @ w if w.shape[1] <= w.shape[0] else w @ w.T
    return matrix_norm(gram - torch.eye(len(gram), dtype=w.dtype)) ** 2


PENALTIES: dict[str, Callable[[Tensor, Case], Tensor]] = {
    "l1": absolute,
    "l2": lambda w, own: (w**2).sum() / {"half": 2, "sum": 1, "half_mean": 2 * ROWS}[own["scale"]],
    "elastic_net": lambda w, own: (
        own["l1_ratio"] * absolute(w, own) + (1 - own["l1_ratio"]) / 2 * (w**2).sum() / scale(own)
    ),
    "group_lasso": group_lasso,
    "orthogonal": orthogonal,
}
"""What each adds for the weights of a layer, to be multiplied by its strength."""

ACTIVITIES: dict[str, Callable[[Tensor], Tensor]] = {
    "activity_l1": lambda h: h.abs().sum() / len(h),
    "activity_l2": lambda h: (h**2).sum() / 2 / len(h),
}


def objective(model: Network, x: Tensor, y: Tensor, case: Case, noise: Noise) -> Tensor:
    """Return loss and penalties of a batch."""
    chosen = case["regularizers"]
    total = loss(model(x, noise), y, case)
    for kind, penalty in PENALTIES.items():
        for k, w in enumerate(model.weights):
            if own := chosen_for(chosen, kind, k):
                total = total + own["strength"] * penalty(w, own)
    for kind, activity in ACTIVITIES.items():
        for k, h in noise.hidden.items():
            if own := chosen_for(chosen, kind, k):
                total = total + own["strength"] * activity(h)
    return total


def differentiate(model: Network, x: Tensor, y: Tensor, case: Case, noise: Noise) -> None:
    """Leave the gradient in the parameters: of sam that at the highest point around them."""
    model.zero_grad()
    objective(model, x, y, case, noise).backward()
    if own := case["regularizers"].get("sam"):
        here, statistics = parameters_to_vector(model.in_order()).detach(), deepcopy(model.norms.state_dict())
        ascent = functional.normalize(parameters_to_vector([p.grad for p in model.in_order()]), dim=0)
        model.zero_grad()
        vector_to_parameters(here + own["radius"] * ascent, model.in_order())
        objective(model, x, y, case, noise).backward()
        vector_to_parameters(here, model.in_order())
        model.norms.load_state_dict(statistics)


def change_gradient(model: Network, chosen: Case, draws: Draws, step: int) -> None:
    """Clip the gradient, then add noise to it."""
    parameters = model.in_order()
    if own := chosen.get("gradient_clip"):
        clip = {"norm": clip_grad_norm_, "value": clip_grad_value_}[own["by"]]
        multiply([p.grad for p in parameters], EXACTLY)
        clip(parameters, EXACTLY * own["limit"])
        multiply([p.grad for p in parameters], 1 / EXACTLY)
    if own := chosen.get("gradient_noise"):
        noise = torch.tensor(draws.normal("gradient_noise", (sum(p.numel() for p in parameters),)))
        noise *= (own["standard_deviation"] ** 2 / step ** own["decay"]) ** 0.5
        for p, part in zip(parameters, noise.split([p.numel() for p in parameters]), strict=True):
            p.grad += part.reshape(p.shape).to(p.dtype)


def multiply(tensors: list[Tensor], number: float) -> None:
    """Multiply all in place."""
    for tensor in tensors:
        tensor *= number


@torch.no_grad()
def shrink(model: Network, chosen: Case, rate: float, momentum: float) -> None:
    """Take the proximal steps: each weight for itself, then each group as a whole."""
    distance = rate / (1 - momentum)
    for k, w in enumerate(model.weights):
        for kind, ratio in (("elastic_net", "l1_ratio"), ("l1", "")):
            own = chosen_for(chosen, kind, k)
            if own.get("method") == "proximal":
                cut = own["strength"] * own.get(ratio, 1.0) / scale(own) * distance
                w.copy_(functional.softshrink(w, cut))
        if chosen_for(chosen, "non_negative", k):
            w.clamp_(min=0)
        own = chosen_for(chosen, "group_lasso", k)
        if own.get("method") == "proximal":
            lengths, root = group_lengths(w, own)
            w *= functional.relu(1 - own["strength"] * root * distance / lengths)


@torch.no_grad()
def constrain(model: Network, chosen: Case) -> None:
    """Bring the weights into each unit, a column each, back to where they may be."""
    for k, w in enumerate(model.weights):
        if own := chosen_for(chosen, "max_norm", k):
            w.copy_(torch.renorm(EXACTLY * w, 2, dim=1, maxnorm=EXACTLY * own["limit"]) / EXACTLY)
        if own := chosen_for(chosen, "unit_norm", k):
            w.copy_(own["norm"] * functional.normalize(w, dim=0))


@torch.no_grad()
def decay(model: Network, chosen: Case, rate: float) -> None:
    """Shrink the weights, as AdamW does before its step."""
    for k, w in enumerate(model.weights):
        w *= 1 - rate * chosen_for(chosen, "weight_decay", k).get("strength", 0.0)


@torch.no_grad()
def renew_statistics(model: Network, x: Tensor) -> None:
    """Set the statistics to those of rows x, layer after layer, the ones before it as in evaluation.

    PyTorch's update_bn lets all of them normalize as in training, by the variance over N instead of N − 1:
    the first layer's statistics are the same, those of later ones belong to slightly other inputs.
    """
    model.eval()
    for norm in (module for module in model.norms if isinstance(module, torch.nn.BatchNorm1d)):
        norm.train()
        norm.momentum = 1.0
        model(x)
        norm.eval()


class Average:
    """The average of the parameters that is evaluated: optax's for ema, PyTorch's for swa."""

    def __init__(self, model: Network, chosen: Case) -> None:
        """Start with nothing."""
        self._model, self._swa = model, chosen.get("swa")
        self._mean = AveragedModel(model) if self._swa else None
        self._ema = optax.ema(chosen["ema"]["decay"], debias=True) if "ema" in chosen else None
        self._state = self._ema.init(self._row()) if self._ema else None
        self._latest = self._row()

    def _row(self) -> jax.Array:
        return jax.numpy.asarray(parameters_to_vector(self._model.in_order()).detach().numpy())

    def after_step(self) -> None:
        """Take a step's parameters into the moving average."""
        if self._ema:
            self._latest, self._state = self._ema.update(self._row(), self._state)

    def after_epoch(self, epoch: int) -> None:
        """Take an epoch's parameters into the mean, if it counts."""
        if self._mean:
            waited = epoch - self._swa["start_epoch"]
            if waited >= 0 and waited % self._swa.get("every", 1) == 0:
                self._mean.update_parameters(self._model)

    def evaluated(self, x: Tensor) -> Network:
        """Return the network that is evaluated, an average with the statistics of all training rows x."""
        if not (self._mean or self._ema):
            return self._model
        found = deepcopy(self._mean.module if self._mean else self._model)
        if self._ema:
            vector_to_parameters(torch.tensor(np.asarray(self._latest)), found.in_order())
        renew_statistics(found, x)
        return found


def evaluated(case: Case, dtype: torch.dtype) -> np.ndarray:
    """Return the parameters that are evaluated after the last epoch of a case."""
    arrays, chosen, draws, model = given(), case["regularizers"], Draws(), Network(case, dtype)
    make, settings = OPTIMIZERS[case.get("optimizer", "momentum")]
    optimizer, average, step = make(model.in_order(), **settings), Average(model, chosen), 0
    x, y = torch.tensor(arrays["x"], dtype=dtype), torch.eye(WIDTHS[-1], dtype=dtype)[arrays["labels"]]
    for epoch, order in enumerate(arrays["order"], start=1):
        for first in range(0, ROWS, BATCH):
            step, rows = step + 1, order[first : first + BATCH]
            noise = Noise(chosen, draws, dtype)
            differentiate(model, *noise.inputs(x[rows], y[rows]), case, noise)
            change_gradient(model, chosen, draws, step)
            decay(model, chosen, settings["lr"])
            optimizer.step()
            shrink(model, chosen, settings["lr"], settings.get("momentum", 0.0))
            constrain(model, chosen)
            average.after_step()
        average.after_epoch(epoch)
    return average.evaluated(x).row()


def main() -> None:
    """Write the file."""
    torch.set_num_threads(1)
    jax.config.update("jax_enable_x64", True)
    found = {"pytorch": np.array(torch.__version__.split("+")[0]), "cases": np.array(json.dumps(cases()))}
    for name, case in cases().items():
        for dtype in (torch.float64, torch.float32):
            found[f"{name}/{str(dtype).removeprefix('torch.')}"] = evaluated(case, dtype)
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **found)


if __name__ == "__main__":
    main()
