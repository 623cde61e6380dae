"""Named streams of random numbers: one generator for each seed and purpose, never shared."""

import json
from zlib import crc32

import numpy as np

from regexp.spec import Array

CHUNK = 4096  # 64-bit words a draw: small enough to be handed out again by the allocator's cache


def resolved(rate: Array | float) -> Array:
    """Return the probability that `Stream.bernoulli` really has: a multiple of 1/65536 below 1."""
    return np.minimum(np.round(np.asarray(rate) * 65536), 65535) / 65536


class Stream:
    """The random numbers of one seed for one purpose (`init`, `order`, `dropout`, …).

    The generator is SFC64 seeded by `SeedSequence(seed, spawn_key=(crc32(purpose),))`, so that a new
    purpose never changes the numbers of another.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        """Start the stream of this seed and purpose at its first number."""
        sequence = np.random.SeedSequence(seed, spawn_key=(crc32(purpose.encode()),))
        self._bits = np.random.SFC64(sequence)
        self.generator = np.random.Generator(self._bits)

    def bernoulli(self, rate: float, out: Array) -> None:
        """Fill a flat bool array: False with probability `rate`, in steps of 1/65536.

        Each element takes 16 raw bits and is True when they are at least 65536·`resolved(rate)`.
        """
        threshold = np.uint16(resolved(rate) * 65536)
        for start in range(0, out.size, 4 * CHUNK):
            part = out[start : start + 4 * CHUNK]
            raw = self._bits.random_raw(-(-part.size // 4)).view(np.uint16)
            np.greater_equal(raw[: part.size], threshold, out=part)

    def state(self) -> str:
        """Return the generator's state as JSON text."""
        return json.dumps(self._bits.state, default=lambda array: array.tolist())

    def restore(self, state: str) -> None:
        """Go on from a state that `state` returned."""
        value = json.loads(state)
        value["state"]["state"] = np.array(value["state"]["state"], dtype=np.uint64)
        self._bits.state = value


class Streams:
    """The streams of one run, made when first asked for: `streams("dropout")`."""

    def __init__(self, seed: int) -> None:
        """Name the seed all streams of this run start from."""
        self.seed = seed
        self._streams: dict[str, Stream] = {}

    def __call__(self, purpose: str) -> Stream:
        """Return this run's stream for a purpose."""
        if purpose not in self._streams:
            self._streams[purpose] = Stream(self.seed, purpose)
        return self._streams[purpose]

    def state(self) -> str:
        """Return the state of every stream used so far as JSON text."""
        return json.dumps({purpose: stream.state() for purpose, stream in self._streams.items()})

    def restore(self, state: str) -> None:
        """Go on from a state that `state` returned."""
        for purpose, stream in json.loads(state).items():
            self(purpose).restore(stream)
