"""What the bits of a result depend on besides config, seed and data."""

from functools import cache
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from regexp import __version__


def blas() -> dict[str, Any]:
    """Return what threadpoolctl knows of the library NumPy multiplies matrices with."""
    libraries = [library for library in _libraries().info() if library["user_api"] == "blas"]
    own = next((library for library in libraries if "numpy" in library["filepath"]), None)
    return own or (libraries[0] if libraries else {})


@cache
def _libraries() -> ThreadpoolController:
    """Return the libraries of this process, looked for once: NumPy's is there from the start."""
    return ThreadpoolController()


def fingerprint(dtype: str) -> dict[str, Any]:
    """Return the versions, BLAS kernel, threads and dtype of this process's computations."""
    library = blas()
    return {
        "regexp": __version__,
        "numpy": np.__version__,
        "blas": library.get("internal_api", "unknown"),
        "blas_version": library.get("version"),
        "kernel": library.get("architecture", "unknown"),
        "threads": library.get("num_threads", 1),
        "dtype": dtype,
    }
