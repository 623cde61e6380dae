"""Named streams of random numbers: one generator for each seed and purpose, never shared."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from statistics import NormalDist
from zlib import crc32

import numpy as np
import numpy.typing as npt

from regexp.spec import Array

CHUNK = 4096  # 64-bit words a draw: small enough to be handed out again by the allocator's cache


def thresholds(rate: npt.ArrayLike) -> Array:
    """Return probabilities in steps of 1/65536, rounded and below 1, as uint16."""
    return np.minimum(np.round(np.asarray(rate) * 65536), 65535).astype(np.uint16)


def resolved(rate: Array | float) -> Array:
    """Return the probability that `Stream.bernoulli` really has: a multiple of 1/65536 below 1."""
    return thresholds(rate) / 65536


@cache
def normal_values(dtype: npt.DTypeLike) -> Array:
    """Return 65,536 equally likely normal numbers, ascending, of mean 0 and variance 1; the last is 4.325.

    They stand in the middle of as many equally likely stretches, scaled by 1.00001 to that variance.
    """
    normal = NormalDist()
    below = np.array([normal.inv_cdf((i + 0.5) / 65536) for i in range(32768)])
    below /= np.sqrt(np.square(below).mean())
    return np.concatenate([below, -below[::-1]]).astype(dtype)


class Source:
    """Random bits that one or more streams read at the same place: what is drawn counts for all of them."""

    def __init__(self, bits: np.random.SFC64, readers: int) -> None:
        """Read from here for so many streams."""
        self.bits, self.readers = bits, readers
        self.generator = np.random.Generator(bits)

    def bernoulli(self, least: Array, out: Array) -> None:
        """Fill bools (R, n): row r False with probability least[r] / 65536, `thresholds` of shape (R, 1).

        Each column takes 16 raw bits, and is True in the rows where they are at least the threshold.
        """
        for columns, raw in self._sixteen_bits(out.shape[1]):
            np.greater_equal(raw, least, out=out[:, columns])

    def normal(self, out: Array) -> None:
        """Fill a flat array with `normal_values`, 16 raw bits each: five times as fast as NumPy's normals."""
        values = normal_values(out.dtype)
        for columns, raw in self._sixteen_bits(len(out)):
            np.take(values, raw, out=out[columns], mode="clip")  # the default mode would copy `out`

    def _sixteen_bits(self, count: int) -> Iterator[tuple[slice, Array]]:
        """Yield stretches of so many columns, and 16 raw bits for each column as uint16."""
        for start in range(0, count, 4 * CHUNK):
            stop = min(start + 4 * CHUNK, count)
            raw = self.bits.random_raw(-(-(stop - start) // 4)).view(np.uint16)
            yield slice(start, stop), raw[: stop - start]

    def apart(self, readers: int) -> "Source":
        """Return a source at the same place for some of the readers, who leave this one."""
        self.readers -= readers
        bits = np.random.SFC64()
        bits.state = self.bits.state
        return Source(bits, readers)


class Stream:
    """The random numbers of one seed for one purpose (`init`, `order`, `dropout`, …).

    The generator is SFC64 seeded by `SeedSequence(seed, spawn_key=(crc32(purpose),))`, so that a new
    purpose never changes the numbers of another. Streams of one seed and purpose that are at the same place
    may be read `together`; each is as if it had been read alone.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        """Start the stream of this seed and purpose at its first number."""
        sequence = np.random.SeedSequence(seed, spawn_key=(crc32(purpose.encode()),))
        self.source = Source(np.random.SFC64(sequence), 1)
        self._name = (seed, purpose)

    @property
    def generator(self) -> np.random.Generator:
        """The generator of this stream alone."""
        return self._alone().generator

    def bernoulli(self, rate: float, out: Array) -> None:
        """Fill a flat bool array: False with probability `rate`, as `Source.bernoulli` does."""
        self._alone().bernoulli(thresholds([[rate]]), out[np.newaxis])

    def state(self) -> str:
        """Return the generator's state as JSON text."""
        return json.dumps(self.source.bits.state, default=lambda array: array.tolist())

    def restore(self, state: str) -> None:
        """Go on from a state that `state` returned."""
        value = json.loads(state)
        value["state"]["state"] = np.array(value["state"]["state"], dtype=np.uint64)
        self._alone().bits.state = value

    def meet(self, other: "Stream") -> None:
        """Let another stream read from this one's source, if it would read the same numbers."""
        if self.source is not other.source and self._name == other._name and self.state() == other.state():
            other.source.readers -= 1
            self.source.readers += 1
            other.source = self.source

    def _alone(self) -> Source:
        """Return a source that no other stream reads from."""
        [(_, source)] = together([self])
        return source


def together(streams: Sequence[Stream]) -> Iterator[tuple[slice, Source]]:
    """Yield stretches of neighbours that read the same numbers, and where to draw them, once for all."""
    for one, other in pairwise(streams):
        one.meet(other)
    start = 0
    for source, stretch in groupby(streams, key=lambda stream: stream.source):
        readers = list(stretch)
        if source.readers > len(readers):
            source = source.apart(len(readers))
            for stream in readers:
                stream.source = source
        yield slice(start, start + len(readers)), source
        start += len(readers)


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

    def used(self) -> tuple[str, ...]:
        """Return the purposes of the streams that numbers were drawn from."""
        fresh = ((purpose, Stream(self.seed, purpose).state()) for purpose in self._streams)
        return tuple(sorted(purpose for purpose, state in fresh if self(purpose).state() != state))

    def state(self) -> str:
        """Return the state of every stream used so far as JSON text."""
        return json.dumps({purpose: stream.state() for purpose, stream in self._streams.items()})

    def restore(self, state: str) -> None:
        """Go on from a state that `state` returned."""
        for purpose, stream in json.loads(state).items():
            self(purpose).restore(stream)
