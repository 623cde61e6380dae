"""The random numbers of a run with seed 0, written anew from how the package describes them.

Every purpose has an SFC64 generator of its own, seeded by SeedSequence(0, spawn_key=(crc32(purpose),)).
"""

from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from scipy.special import betaincinv, ndtri


@cache
def normal_values() -> np.ndarray:
    """Return 65,536 equally likely numbers: medians of as many stretches of N(0, 1), made of variance 1."""
    medians = ndtri((np.arange(65536) + 0.5) / 65536)
    return medians / medians.std()


class Draws:
    """Streams of random numbers by the name of the regularizer that draws."""

    def __init__(self) -> None:
        """Start every stream at its first number."""
        self._generators: dict[str, np.random.Generator] = {}

    def generator(self, kind: str) -> np.random.Generator:
        """Return a kind's own generator."""
        sequence = np.random.SeedSequence(0, spawn_key=(crc32(kind.encode()),))
        return self._generators.setdefault(kind, np.random.Generator(np.random.SFC64(sequence)))

    def bits(self, kind: str, shape: tuple[int, ...]) -> np.ndarray:
        """Return 16 raw bits for each entry of a shape, four entries a word of 64 bits."""
        size = int(np.prod(shape))
        words = self.generator(kind).bit_generator.random_raw(-(-size // 4))
        return words.view(np.uint16)[:size].reshape(shape)

    def normal(self, kind: str, shape: tuple[int, ...]) -> np.ndarray:
        """Return normal numbers."""
        return normal_values()[self.bits(kind, shape)]

    def dropped(self, kind: str, shape: tuple[int, ...], rate: float) -> tuple[np.ndarray, float]:
        """Return what is dropped, and the rate to the next 65536th."""
        threshold = round(65536 * rate)
        return self.bits(kind, shape) < threshold, threshold / 65536

    def factor(self, kind: str, shape: tuple[int, ...], own: dict[str, Any]) -> np.ndarray:
        """Return numbers of mean 1 and variance p/(1 − p) to multiply by."""
        if own.get("noise") == "gaussian":
            return 1 + self.normal(kind, shape) * np.sqrt(own["rate"] / (1 - own["rate"]))
        dropped, rate = self.dropped(kind, shape, own["rate"])
        return np.where(dropped, 0.0, 1 / (1 - rate))

    def swap(self, shape: tuple[int, int], own: dict[str, Any]) -> np.ndarray:
        """Return the partner of each unit, one cycle through all, and its share, both for rows and units."""
        cycle = self.generator("swap").permutation(shape[1])
        partner = np.empty_like(cycle)
        partner[cycle] = np.roll(cycle, -1)
        if own.get("expected"):
            share = np.full(shape, round(65536 * own["rate"]) / 65536)
        else:
            share = self.dropped("swap", shape, own["rate"])[0].astype(float)
        return np.stack([np.broadcast_to(partner, shape), share])

    def mixup(self, rows: int, concentration: float) -> tuple[float, np.ndarray]:
        """Return the larger of two shares that are Beta(α, α), and each row's partner."""
        generator = self.generator("mixup")
        smaller = betaincinv(concentration, concentration, generator.random() / 2)
        return 1 - float(smaller), generator.permutation(rows)
