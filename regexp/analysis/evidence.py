"""The evidence of a verdict in words: one function a rule, lines of at most 75 characters."""

from collections.abc import Iterable
from math import isfinite

import numpy as np

from regexp.analysis.findings import Findings
from regexp.analysis.noise import STANDARD_ERRORS
from regexp.analysis.phrases import (
    constant,
    constant_on_training,
    gap,
    lucky,
    memorized,
    number,
    patiences,
    price,
)
from regexp.analysis.rules import UNDERFIT, suspicious


def diverged(run: Findings) -> Iterable[str]:
    """Say where the loss went."""
    first = float(run.train[0])
    if run.train_loss > first and isfinite(run.train_loss):
        yield f"training loss ended at {number(run.train_loss)}; it began at {number(first)}"
    else:
        yield "the loss is no longer a finite number"
    yield "a smaller learning rate is the usual cure"


def unvalidated(run: Findings) -> Iterable[str]:
    """Say what is left to look at."""
    yield "overfitting shows on rows that were not trained on: set validation_size"
    yield f"training loss {number(run.train_loss)}; {constant_on_training(run)}"


def rises(run: Findings) -> Iterable[str]:
    """Say since when, at what price, and what early stopping would have done."""
    assert run.curve is not None
    assert run.curve.onset is not None
    then = run.train[np.searchsorted(run.history.epochs, run.curve.onset)]
    falls = "falls" if run.train_loss < then else "does not"
    yield f"since then validation loss rises while training loss {falls}"
    yield from price(run)
    yield from memorized(run)
    yield from patiences(run)


def rises_along(run: Findings) -> Iterable[str]:
    """Say that the training loss got worse too."""
    assert run.curve is not None
    yield f"since about epoch {run.curve.onset} training and validation loss rise together"
    yield "not overfitting: the penalty or the learning rate is too large"
    yield from price(run)


def memorizes(run: Findings) -> Iterable[str]:
    """Say what was memorized and what that costs."""
    yield from memorized(run)
    yield from gap(run)
    yield from price(run)
    yield from patiences(run)


def misses(run: Findings) -> Iterable[str]:
    """Say how far apart the losses are."""
    yield from gap(run)
    worse = run.validation_loss > run.baseline.validation_loss
    comparison = "worse than" if worse else "still better than"
    yield f"on new rows it is {comparison} {constant(run)}"
    yield from memorized(run)


def too_short(run: Findings) -> Iterable[str]:
    """Say how short the curve is."""
    yield f"measured at {len(run.history)} epoch{'s' * (len(run.history) > 1)}: too few to see a trend"
    yield from gap(run)


def still_falls(run: Findings) -> Iterable[str]:
    """Say how fast the validation loss still falls."""
    assert run.curve is not None
    share = run.curve.fall / (run.curve.end + run.curve.fall)
    yield f"validation loss fell by {share:.0%} over the last fifth of the epochs"
    yield f"more epochs would lower it further: try epochs={2 * run.last_epoch}"
    yield from gap(run)


def explains_little(run: Findings) -> Iterable[str]:
    """Say how little was learned."""
    yield f"training loss {number(run.train_loss)}; {constant_on_training(run)}"
    lowest = float(np.nanmin(run.train))
    if lowest < UNDERFIT * run.train_loss:
        yield f"it had been {number(lowest)}: the learning rate or the penalty is too large"
    elif run.train_loss >= run.baseline.train_loss:
        yield "it learned nothing: check the learning rate and the penalty"
    elif run.closed_form:
        yield "try less regularization or a larger model"
    else:
        yield "try less regularization, a larger model or learning rate, more epochs"


def blurred(run: Findings) -> Iterable[str]:
    """Say what may be hidden by noise."""
    assert run.curve is not None
    if suspicious(run.curve):
        yield f"validation loss seems to rise by {number(run.curve.rise, 2)}, but that may be chance"
    else:
        chance = number(STANDARD_ERRORS * run.curve.blur, 2)
        yield f"chance alone moves validation loss, about {number(run.curve.end)}, by up to {chance}"
    yield "more validation rows, more epochs or several seeds would tell"
    yield from gap(run)


def fits(run: Findings) -> Iterable[str]:
    """Say that nothing was lost by training on, and how far apart the losses are."""
    if run.status == "early_stopped":
        yield f"stopped at epoch {run.last_epoch}; the weights of epoch {run.best_epoch} are kept"
    elif not run.closed_form:
        best = number(float(run.validation[run.best_row]))
        yield f"validation loss ends at {number(run.validation_loss)}; at best it was {best}"
        yield from lucky(run)
    yield from gap(run)
    if run.closed_form:
        yield f"on new rows it is better than {constant(run)}"
    yield from memorized(run)
