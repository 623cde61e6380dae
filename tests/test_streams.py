"""Streams of random numbers: apart from each other, the same every time, and able to go on."""

from collections.abc import Iterator
from itertools import combinations, count, islice
from math import sqrt
from zlib import crc32

import numpy as np
import pytest
from scipy.stats import norm

from regexp.spec import Array
from regexp.streams import CHUNK, Stream, Streams, normal_values


def drawn(seed: int, purpose: str, size: int = 1000) -> Array:
    return Streams(seed)(purpose).generator.random(size)


def sfc64(seed: int, purpose: str) -> Iterator[int]:
    """Yield the words of SFC64 as published (Doty-Humphrey 2010, PractRand), seeded as NumPy seeds it."""
    sequence = np.random.SeedSequence(seed, spawn_key=(crc32(purpose.encode()),))
    a, b, c = (int(word) for word in sequence.generate_state(3, np.uint64))
    for counter in count(1):
        word = (a + b + counter) % 2**64
        a, b, c = b ^ (b >> 11), (c + (c << 3)) % 2**64, ((c << 24 | c >> 40) + word) % 2**64
        if counter > 12:
            yield word


@pytest.mark.parametrize(
    ("seed", "purpose", "expected"),
    [
        (0, "order", [13930933974118544357, 1945551799103852887]),
        (2**63 - 1, "dropout", [2905240622229875615, 13151045047555512438]),
    ],
)
def test_first_numbers(seed: int, purpose: str, expected: list[int]) -> None:
    """The same for ever: by the published recursion, and as it gave them when this was written."""
    found = Stream(seed, purpose).generator.bit_generator.random_raw(1000).tolist()
    assert found[:2] == expected
    assert found == list(islice(sfc64(seed, purpose), 1000))


def test_bernoulli_compares_16_bits_with_the_rate() -> None:
    """Each word gives four elements, from its lowest bits up; kept from round(65536·p) on."""
    out = np.empty(4000, bool)
    Stream(1, "dropout").bernoulli(0.3, out)
    words = islice(sfc64(1, "dropout"), 1000)
    assert out.tolist() == [(word >> shift) % 65536 >= 19661 for word in words for shift in (0, 16, 32, 48)]


def test_normal_values_are_the_quantiles_of_the_normal_distribution() -> None:
    """SciPy's, at the middles of 65,536 equal stretches; then scaled by no more than 1.1e-5 to variance 1."""
    values = normal_values(np.dtype("float64"))
    np.testing.assert_allclose(values, norm.ppf((np.arange(65536) + 0.5) / 65536), rtol=1.1e-5)
    assert values.mean() == pytest.approx(0, abs=1e-16)
    assert np.square(values).mean() == pytest.approx(1, rel=1e-14)
    assert (normal_values(np.dtype("float32")) == values.astype("float32")).all()


def test_normal_looks_up_16_bits() -> None:
    """Each word gives four elements, from its lowest bits up, over the end of a chunk as well."""
    size = 4 * CHUNK + 5
    out = np.empty(size)
    Stream(1, "weight_noise").source.normal(out)
    words = islice(sfc64(1, "weight_noise"), CHUNK + 2)
    places = [(word >> shift) % 65536 for word in words for shift in (0, 16, 32, 48)][:size]
    assert (out == normal_values(np.dtype("float64"))[places]).all()


def test_seeds_and_purposes_are_independent() -> None:
    """Correlations of 1,000 numbers within 5 standard errors 1/√n."""
    names = [(seed, purpose) for seed in (0, 1, 2) for purpose in ("init", "order", "dropout", "split")]
    for one, other in combinations(names, 2):
        correlation = np.corrcoef(drawn(*one), drawn(*other))[0, 1]
        assert abs(correlation) < 5 / sqrt(1000)


def test_what_one_purpose_draws_does_not_move_another() -> None:
    streams = Streams(7)
    streams("init").generator.random(123)
    assert (streams("order").generator.random(1000) == drawn(7, "order")).all()


def test_a_purpose_keeps_its_stream() -> None:
    streams = Streams(7)
    numbers = [streams("init").generator.random() for _ in range(3)]
    assert numbers == drawn(7, "init", 3).tolist()


def test_streams_go_on_from_their_state() -> None:
    streams = Streams(3)
    streams("init").generator.standard_normal(11)
    streams("dropout").bernoulli(0.5, np.empty(1001, bool))
    state = streams.state()
    expected = [streams(purpose).generator.random(5).tolist() for purpose in ("init", "dropout", "order")]
    again = Streams(3)
    again.restore(state)
    assert [
        again(purpose).generator.random(5).tolist() for purpose in ("init", "dropout", "order")
    ] == expected


@pytest.mark.parametrize("size", [1, 3, 4, 5, 4 * CHUNK - 1, 4 * CHUNK, 4 * CHUNK + 1, 50_000])
def test_bernoulli_fills_any_size(size: int) -> None:
    """Written to the last element: all is kept at rate 0, next to none (Poisson, 5 errors) at 1 − 1/65536."""
    out = np.zeros(size, bool)
    Stream(0, "dropout").bernoulli(0.0, out)
    assert out.all()
    Stream(0, "dropout").bernoulli(1 - 1 / 65536, out)
    assert out.sum() <= size / 65536 + 5 * sqrt(size / 65536)


def test_bernoulli_of_a_part_is_the_start_of_the_whole() -> None:
    whole, part = np.empty(40_000, bool), np.empty(1000, bool)
    Stream(0, "dropout").bernoulli(0.3, whole)
    Stream(0, "dropout").bernoulli(0.3, part)
    assert (whole[:1000] == part).all()


def test_bernoulli_keeps_and_drops_without_a_pattern() -> None:
    """Neighbours at distances 1 to 8 are uncorrelated, within 5 standard errors 1/√n."""
    out = np.empty(100_000, bool)
    Stream(5, "dropout").bernoulli(0.4, out)
    for distance in range(1, 9):
        assert abs(np.corrcoef(out[:-distance], out[distance:])[0, 1]) < 5 / sqrt(out.size)
