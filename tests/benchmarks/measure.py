"""Measuring side by side: alternating runs, best and median, without variables that slow BLAS down."""

import os
import statistics
import sys
import time
from collections.abc import Callable


def without_blas_variables() -> None:
    """Start this script again without OPENBLAS_* variables, if any are set: they act when NumPy is loaded."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    if len(kept) < len(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.argv], kept)


def side_by_side(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each contender in each round; they take turns, so that noise hits them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            start = time.perf_counter()
            contender()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def report(seconds: dict[str, list[float]], own: str) -> None:
    """Print best and median of each contender, and how many times its median our own takes."""
    ours = statistics.median(seconds[own])
    for name, values in seconds.items():
        median = statistics.median(values)
        print(f"{name:<46} best {min(values):7.3f} s  median {median:7.3f} s  ours/this {ours / median:5.2f}")
