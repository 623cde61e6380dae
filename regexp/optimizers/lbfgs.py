"""L-BFGS: steps along curvature that is learned from the last few gradients."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import numpy as np
from pydantic import Field
from threadpoolctl import ThreadpoolController

from regexp.optimizers.base import Minimizer, Objective
from regexp.optimizers.turns import Report, in_turns
from regexp.spec import Array

MOST_LOOKS = 2**31 - 1
"""At the loss, by all line searches of a run: SciPy's own limit would end a long run early."""


class Lbfgs(Minimizer):
    """θ ← θ − α·H·g over all training rows, H the inverse curvature that the last `memory` steps have shown.

    SciPy's L-BFGS-B without bounds. A line search chooses α, so that there is no learning rate; an iteration
    is an epoch, and looks at all rows once or a few times. It ends when no slope is larger than `tolerance`,
    when no step lowers the loss any more in the precision of `dtype`, or after `epochs`. The penalized loss
    must be smooth and the same at every look: l2 fits; noise, constraints and l1 do not. What SciPy remembers
    can't be stored: a run that was interrupted starts again, and computes the epochs that it had done once
    more, to the same bits.
    Sources: Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization; Byrd, Lu,
    Nocedal & Zhu (1995), A limited memory algorithm for bound constrained optimization.
    """

    kind: Literal["lbfgs"] = "lbfgs"
    memory: int = Field(10, ge=1, le=1000, description="steps that the curvature is learned from")
    tolerance: float = Field(1e-5, ge=0, description="largest slope, |g|, at which it ends")

    def workspace(self, parameters: int) -> int:
        """Return the bytes of remembered steps, changes of the gradient and some twenty more vectors."""
        return 8 * (2 * self.memory + 22) * parameters

    def iterates(self, objective: Objective, start: Array) -> Iterator[Array]:
        """Yield the parameters (P,) after each iteration from `start` (P,), or `start` if there is none."""
        from scipy.optimize import minimize

        options: dict[str, Any] = {
            "maxiter": self.epochs,
            "maxfun": MOST_LOOKS,
            "maxcor": self.memory,
            "gtol": self.tolerance,
            "ftol": 0.0,
        }

        def search(value: Objective, report: Report) -> None:
            with np.errstate(all="ignore"):
                minimize(value, start, jac=True, method="L-BFGS-B", callback=report, options=options)

        stays, walled = True, _Walled(objective)
        with _libraries_of_scipy().limit(limits=1):
            for iterate in in_turns(search, walled):
                walled.arrive()
                stays = False
                yield iterate
            if stays:
                yield start


class _Walled:
    """An objective with a wall where it is not finite, of which SciPy's line search would make no sense.

    The wall is the parabola through value and slope at the last iterate whose minimum is at a tenth of the
    way, so that the line search looks there next.
    """

    def __init__(self, objective: Objective) -> None:
        """Start without an iterate; the first parameters that are asked for are one."""
        self._objective = objective
        self._base: tuple[Array, float, Array] | None = None

    def __call__(self, x: Array) -> tuple[float, Array]:
        """Return the objective and its gradient (P,) at parameters x (P,), or those of the wall."""
        value, slope = self._objective(x)
        if self._base is not None and not (np.isfinite(value) and np.isfinite(slope).all()):
            base, value, slope = self._base
            return value + 4 * abs(float(slope @ (x - base))), -9 * slope
        self._last = x, value, slope
        self._base = self._base or self._last
        return value, slope

    def arrive(self) -> None:
        """Count the parameters that were asked for last as an iterate."""
        self._base = self._last


@cache
def _libraries_of_scipy() -> ThreadpoolController:
    """Return the BLAS that SciPy has for itself, if any: the number of its threads would change bits.

    It is loaded by then. NumPy's, which both may share, is left alone: how many threads that has is for the
    user to say, and part of the fingerprint.
    """
    libraries = ThreadpoolController()
    paths = [str(one["filepath"]) for one in libraries.info() if one["user_api"] == "blas"]
    others = [path for path in paths if "numpy" not in path]
    return libraries.select(filepath=others if len(others) < len(paths) else [])
