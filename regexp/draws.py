"""Random arrays for the runs of a stack, of which those of one seed draw the same numbers once.

Each is (R, *shape) in memory that `ctx` keeps under `key`, to be read until the next draw; `purpose` names
the stream.
"""

from collections.abc import Hashable
from math import prod
from typing import Literal

import numpy as np

from regexp.context import Context
from regexp.spec import Array
from regexp.streams import resolved, thresholds, together

Noise = Literal["bernoulli", "gaussian"]
"""What dropout multiplies by: 0 or 1/(1 − p), or a normal number of the same mean and variance."""


def multiplier(
    ctx: Context, key: Hashable, shape: tuple[int, ...], rate: Array | float, noise: Noise, purpose: str
) -> Array:
    """Draw numbers of mean 1 and variance p/(1 − p), p = `rate` (R, 1, 1), of this kind of noise."""
    if noise == "bernoulli":
        return mask(ctx, key, shape, rate, purpose)
    factor = normal(ctx, key, shape, np.sqrt(rate / (1 - rate)), purpose)
    factor += 1
    return factor


def mask(ctx: Context, key: Hashable, shape: tuple[int, ...], rate: Array | float, purpose: str) -> Array:
    """Draw 0 with probability p, `rate` (R, 1, 1) to 1/65536, else 1/(1 − p)."""
    if "gain" not in ctx.noise:
        ctx.noise["gain"] = ctx.cast(1 / (1 - resolved(rate)))
    kept = kept_or_not(ctx, key, shape, rate, purpose)
    kept *= ctx.noise["gain"]
    return kept


def kept_or_not(
    ctx: Context, key: Hashable, shape: tuple[int, ...], rate: Array | float, purpose: str
) -> Array:
    """Draw 0 with probability p, `rate` (R, 1, 1) to 1/65536, else 1."""
    if "least" not in ctx.noise:
        ctx.noise["least"] = thresholds(rate)[:, 0]
    least = ctx.noise["least"]
    keep = ctx.buffer("keep", (len(least), prod(shape)), np.bool_)
    for rows, source in together([stream(purpose) for stream in ctx.streams]):
        source.bernoulli(least[rows], keep[rows])
    kept = ctx.buffer(key, (len(least), *shape), ctx.dtype)
    np.copyto(kept, keep.reshape(kept.shape))
    return kept


def normal(
    ctx: Context, key: Hashable, shape: tuple[int, ...], deviation: Array | float, purpose: str
) -> Array:
    """Draw N(0, s²), s = `deviation` (R, 1, 1), in the 65,536 equally likely steps of `normal_values`."""
    spread = ctx.cast(deviation)[:, 0]
    drawn = ctx.buffer(key, (len(spread), prod(shape)), ctx.dtype)
    for rows, source in together([stream(purpose) for stream in ctx.streams]):
        first, others = drawn[rows.start], slice(rows.start + 1, rows.stop)
        source.normal(first)
        np.multiply(first, spread[others], out=drawn[others])
        first *= spread[rows.start]
    return drawn.reshape(len(spread), *shape)
