"""What configs/textbook/dropout.yaml and l2_and_dropout.yaml say, and dropout in a loop written in NumPy."""

import numpy as np
import pytest
from support.shipped import last, lowest, problems, trained

from regexp.engine import Problem, new_member
from regexp.spec import Array

SEEDS, EPOCHS, BATCH, RATE, BETAS = 10, 100, 20, 0.01, (0.9, 0.999)


class Network:
    """A network of one hidden layer of ReLUs for several seeds: weights (S, I, O), float64, and Adam."""

    def __init__(self, runs: list[Problem], l2: float) -> None:
        start = [new_member(one).named("last") for one in runs]
        self.parameters = [np.array([named[name] for named in start], float) for name in start[0]]
        self.parameters = [p if p.ndim == 3 else p[:, np.newaxis] for p in self.parameters]
        self.moments = [[np.zeros_like(p), np.zeros_like(p)] for p in self.parameters]
        self.l2, self.steps = l2, 0

    def loss(self, x: Array, y: Array) -> Array:
        """Return the mean squared error of each seed, with all units."""
        w, b, v, c = self.parameters
        return np.asarray(((np.maximum(x @ w + b, 0) @ v + c - y) ** 2).mean(axis=(1, 2)))

    def step(self, x: Array, y: Array, mask: Array) -> None:
        """Take a step of Adam along the gradient of the loss and λ/2·Σw²."""
        w, b, v, c = self.parameters
        z = x @ w + b
        hidden = np.maximum(z, 0) * mask
        delta = 2 * (hidden @ v + c - y) / x.shape[1]
        back = delta @ v.swapaxes(1, 2) * mask * (z > 0)
        slopes = [x.swapaxes(1, 2) @ back + self.l2 * w, back.sum(axis=1, keepdims=True)]
        slopes += [hidden.swapaxes(1, 2) @ delta + self.l2 * v, delta.sum(axis=1, keepdims=True)]
        self.steps += 1
        for p, g, (mean, square) in zip(self.parameters, slopes, self.moments, strict=True):
            mean += (1 - BETAS[0]) * (g - mean)
            square += (1 - BETAS[1]) * (g * g - square)
            corrected = np.sqrt(square / (1 - BETAS[1] ** self.steps)) + 1e-8
            p -= RATE * mean / (1 - BETAS[0] ** self.steps) / corrected


def by_hand(dropout: float, l2: float) -> tuple[Array, Array]:
    """Return the last train and validation loss of each seed, with orders and masks of this loop's own."""
    runs = problems("textbook/dropout", seeds=SEEDS)
    x, y = (np.array([getattr(run.train, name) for run in runs]) for name in "xy")
    held_out = (np.array([getattr(run.validation, name) for run in runs]) for name in "xy")
    network, generator = Network(runs, l2), np.random.default_rng(1)
    for _ in range(EPOCHS):
        for rows in generator.permutation(x.shape[1]).reshape(-1, BATCH):
            keep = generator.random((SEEDS, BATCH, 100)) >= dropout
            network.step(x[:, rows], y[:, rows], keep / (1 - dropout))
    return network.loss(x, y), network.loss(*held_out)


@pytest.mark.slow
@pytest.mark.parametrize(("dropout", "l2"), [(0.5, 0.0), (0.5, 0.1)])
def test_a_loop_written_out_ends_at_the_same_losses(dropout: float, l2: float) -> None:
    """Same data and initial weights, other masks and orders: mean differences within 5 standard errors."""
    ours = trained("textbook/l2_and_dropout", f"dropout={dropout}", f"l2={l2}", seeds=SEEDS)
    for column, theirs in zip(("train_loss", "validation_loss"), by_hand(dropout, l2), strict=True):
        difference = last(ours, column) - theirs
        assert abs(difference.mean()) < 5 * difference.std(ddof=1) / np.sqrt(SEEDS)
        assert abs(difference.mean()) < 0.1 * theirs.mean()


@pytest.mark.slow
def test_what_dropout_does_here() -> None:
    """The comment's numbers, means over ten seeds; lower for every seed."""
    plain, dropped = (trained("textbook/dropout", f"dropout={rate}", seeds=SEEDS) for rate in (0, 0.5))
    assert last(plain, "train_loss").mean() == pytest.approx(0.6, abs=0.1)
    assert last(dropped, "train_loss").mean() == pytest.approx(3.7, abs=0.4)
    for measure, without, with_dropout in ((lowest, 13.9, 12.8), (last, 16.0, 13.6)):
        found = [measure(runs, "validation_loss") for runs in (plain, dropped)]
        assert [values.mean() for values in found] == pytest.approx([without, with_dropout], rel=0.02)
        assert (found[1] < found[0]).all()
    assert (last(plain, "validation_loss") > lowest(plain, "validation_loss")).all()


@pytest.mark.slow
def test_they_do_not_replace_each_other() -> None:
    """The comment's numbers, means over ten seeds."""
    expected = {(0.0, 0.0): 13.9, (0.0, 0.5): 12.8, (0.1, 0.0): 11.5, (0.1, 0.5): 10.9}
    for (l2, rate), loss in expected.items():
        runs = trained("textbook/l2_and_dropout", f"l2={l2}", f"dropout={rate}", seeds=SEEDS)
        assert lowest(runs, "validation_loss").mean() == pytest.approx(loss, rel=0.02)
