"""Basis functions: what turns a linear model of a few inputs into a curve."""

from math import prod
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from regexp.spec import Array, Section


def legendre(u: Array, degree: int) -> Array:
    """Return P_1(u) … P_degree(u), shape (…, degree), for u of any shape.

    Bonnet's recursion: k P_k = (2k − 1) u P_{k−1} − (k − 1) P_{k−2}, with P_0 = 1 and P_1 = u.
    """
    basis = [np.ones_like(u), u]
    for k in range(2, degree + 1):
        basis.append(((2 * k - 1) * u * basis[-1] - (k - 1) * basis[-2]) / k)
    return np.stack(basis[1:], axis=-1)


def waves(u: Array, count: int) -> Array:
    """Return sin(πu), cos(πu), … sin(count·πu), cos(count·πu), shape (…, 2·count), period 2 in u."""
    angles = np.pi * u[..., np.newaxis] * np.arange(1, count + 1)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(*u.shape, 2 * count)


class Features(Section):
    """Basis functions of each input u, which the training rows' range maps to [-1, 1].

    The basis is additive: every input has its own functions and there are no products of inputs. It has no
    constant, as models have a bias. Beyond the training rows' range polynomials grow steeply.
    """

    polynomial: int | None = Field(
        None, ge=1, le=100, description="degree n: Legendre polynomials P1(u) … Pn(u)"
    )
    fourier: int | None = Field(
        None, ge=1, le=100, description="number n of waves: sin(kπu) and cos(kπu), k = 1 … n"
    )

    @model_validator(mode="after")
    def _one_basis(self) -> Self:
        if (self.polynomial is None) == (self.fourier is None):
            raise ValueError("give either polynomial: DEGREE or fourier: NUMBER")
        return self

    def expand(self, u: Array) -> Array:
        """Return the basis functions of inputs u (N, I), input by input: shape (N, I·functions)."""
        basis = waves(u, self.fourier) if self.fourier is not None else legendre(u, self.polynomial or 0)
        return basis.reshape(len(u), prod(basis.shape[1:]))

    def names(self, inputs: tuple[str, ...]) -> tuple[str, ...]:
        """Return a name for each column of `expand`, such as `P2(x)` or `cos3(x)`."""
        if self.fourier is not None:
            basis = [f"{wave}{k}" for k in range(1, self.fourier + 1) for wave in ("sin", "cos")]
        else:
            basis = [f"P{k}" for k in range(1, (self.polynomial or 0) + 1)]
        return tuple(f"{function}({name})" for name in inputs for function in basis)
