"""How large the weights of a run are, and how many of them are zero, layer by layer."""

from collections.abc import Mapping

import numpy as np

from regexp.describe import three_digits
from regexp.history import number_at
from regexp.record import Result
from regexp.showing.reading import Reading
from regexp.spec import Array

WEIGHT = "/weight"


def weights_in_words(reading: Reading) -> list[str]:
    """Return a table of the norms √Σw² of the layers' weights (biases left out) and the share of exact zeros.

    Where weights were not kept, the norm of all of them, as it was measured, and how to keep them.
    """
    result = reading.result
    if reading.last is None or reading.best is None:
        return _measured(result) if result else []
    moments = {"best": reading.best, "last": reading.last}
    if result and result["best"]["epoch"] == result["last"]["epoch"]:
        del moments["best"]
    names = [name for name in reading.last if all(_is_layer(name, of) for of in moments.values())]
    if not names:
        return []
    words = [f"{what}, {which}" for what in ("norm", "zero") for which in moments]
    heading = "".join(f"{word:>12}" for word in (words if len(moments) > 1 else ("norm", "zero")))
    room = max(len(name) for name in names) - len(WEIGHT)
    lines = [f" {'weights':<{room}}{'shape':>14}{heading}"]
    return lines + [_line(name, room, moments) for name in names]


def _is_layer(name: str, arrays: Mapping[str, Array]) -> bool:
    """Tell whether a file that may have changed holds weights (I, O) of this name."""
    found = arrays.get(name)
    return name.endswith(WEIGHT) and found is not None and found.ndim == 2 and found.dtype.kind == "f"


def _line(name: str, room: int, moments: Mapping[str, Mapping[str, Array]]) -> str:
    """Return the line of a layer."""
    found = [weights[name].astype(np.float64) for weights in moments.values()]
    shape = " x ".join(str(size) for size in found[-1].shape)
    words = [three_digits(float(np.linalg.norm(weights))) for weights in found]
    words += [_share(weights) for weights in found]
    return f" {name.removesuffix(WEIGHT):<{room}}{shape:>14}{''.join(f'{word:>12}' for word in words)}"


def _share(weights: Array) -> str:
    """Return which part of the weights is exactly zero."""
    zeros = int((weights == 0).sum())
    return f"{zeros / weights.size:.1%}" if zeros else "none"


def _measured(result: Result) -> list[str]:
    """Return the norm of all weights at the best and the last epoch."""
    moments = {"best": result["best"], "last": result["last"]}
    norms = (
        f"{three_digits(number_at(row, 'weight_norm'))} at the {name} epoch" for name, row in moments.items()
    )
    return [f" weights: norm {', '.join(norms)}", "   not kept: a sweep keeps them with --save-weights"]
