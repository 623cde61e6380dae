"""Is this installation sound, and what do its bits and its speed depend on?"""

import os
import platform
import sys
import time
from importlib.metadata import version

import numpy as np

from regexp import __version__
from regexp.activations import Relu
from regexp.engine import Problem, blas, new_member, rows_of, train
from regexp.initializations import He
from regexp.losses import SquaredError
from regexp.optimizers import Adam

LIBRARIES = ("numpy", "scipy", "scikit-learn", "pydantic", "pyyaml", "typer", "rich", "matplotlib")


def findings(cache: str) -> list[tuple[str, str]]:
    """Return what is installed and how it is set, as pairs of words."""
    library = blas()
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        ("regexp", f"{__version__}, Python {platform.python_version()} on {platform.platform(terse=True)}"),
        ("libraries", versions),
        ("BLAS", f"{library.get('internal_api', 'unknown')} {library.get('version') or ''}".strip()),
        ("BLAS kernel", str(library.get("architecture", "unknown"))),
        ("BLAS threads", f"{library.get('num_threads', 1)} by default; a run uses 1, or --threads"),
        ("OPENBLAS_*", _variables() or "none set"),
        ("cores", f"{_cores()} of {os.cpu_count()} may be used"),
        ("cache", cache),
        ("training run", _trial()),
    ]


def _variables() -> str:
    """Return the variables that change what OpenBLAS does; some force an older, slower kernel."""
    found = sorted(name for name in os.environ if name.startswith("OPENBLAS_"))
    return ", ".join(f"{name}={os.environ[name]}" for name in found)


def _cores() -> int:
    """Return how many cores this process may use."""
    return os.cpu_count() or 1 if sys.platform in ("win32", "darwin") else len(os.sched_getaffinity(0))


def _trial() -> str:
    """Train a tiny network on a line and say whether its loss fell and how long it took."""
    x = np.linspace(-1, 1, 64)[:, np.newaxis]
    rows = rows_of(x, 2 * x + 1, "float32")
    optimizer = Adam(learning_rate=1e-2, epochs=100)
    problem = Problem(0, rows, rows, None, False, (16,), Relu(), He(), SquaredError(), optimizer, ())
    member, start = new_member(problem), time.perf_counter()
    for _ in train([member]):
        pass
    losses, seconds = member.history["train_loss"], time.perf_counter() - start
    word = "fine" if losses[-1] < losses[0] / 10 else "WRONG"
    return f"{word}: loss {losses[0]:.3f} -> {losses[-1]:.5f} in 100 epochs, {seconds:.2f} s"
