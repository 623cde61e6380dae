"""Runs of one seed draw together what each would draw alone, and can part at any time."""

import numpy as np
import pytest
from support.problems import alone, classification, different, trained

from regexp.optimizers import Adam, GradientDescent
from regexp.regularizers import L2, Dropout, InputDropout
from regexp.streams import Stream, Streams, thresholds, together


def numbers(stream: Stream) -> list[float]:
    return list(stream.generator.random(3))


def test_neighbours_of_one_seed_read_one_source() -> None:
    streams = [Stream(seed, "order") for seed in (0, 0, 1, 0)]
    assert [runs for runs, _ in together(streams)] == [slice(0, 2), slice(2, 3), slice(3, 4)]


def test_streams_at_another_place_or_for_another_purpose_are_read_alone() -> None:
    streams = [Stream(0, "order"), Stream(0, "order"), Stream(0, "dropout")]
    streams[0].generator.random()
    assert [runs for runs, _ in together(streams)] == [slice(0, 1), slice(1, 2), slice(2, 3)]


def test_a_draw_from_a_shared_source_moves_every_reader() -> None:
    """Each goes on where a stream of its own would be after the same draw."""
    streams, expected = [Stream(0, "order") for _ in range(3)], Stream(0, "order")
    drawn = [source.generator.random(5) for _, source in together(streams)]
    assert [list(each) for each in drawn] == [list(expected.generator.random(5))]
    after = numbers(expected)
    assert [numbers(stream) for stream in streams] == [after] * 3


def test_a_reader_that_draws_alone_does_not_move_the_others() -> None:
    streams = [Stream(0, "order") for _ in range(3)]
    list(together(streams))
    states = [stream.state() for stream in streams]
    streams[1].generator.random()
    assert [streams[0].state(), streams[2].state()] == [states[0], states[2]]
    assert streams[1].state() != states[1]


def test_some_readers_leave_the_others_behind() -> None:
    streams = [Stream(0, "order") for _ in range(3)]
    list(together(streams))
    [(_, source)] = together(streams[:2])
    source.generator.random()
    assert streams[0].state() == streams[1].state() != streams[2].state()
    [(_, rest)] = together(streams[2:])
    assert rest.readers == 1


def test_a_restored_stream_reads_alone() -> None:
    streams, start = [Stream(0, "order") for _ in range(2)], Stream(0, "order").state()
    [(_, source)] = together(streams)
    source.generator.random()
    moved = streams[1].state()
    streams[0].restore(start)
    assert [streams[0].state(), streams[1].state()] == [start, moved]


def test_rates_are_compared_with_the_same_bits() -> None:
    """Row r is what `bernoulli` of its rate gives alone; a kept unit stays kept at a lower rate."""
    streams, rates = [Stream(4, "dropout") for _ in range(2)], [0.2, 0.6]
    found, expected = np.empty((2, 20_000), bool), np.empty((2, 20_000), bool)
    for runs, source in together(streams):
        source.bernoulli(thresholds(rates)[:, np.newaxis][runs], found[runs])
    for rate, row in zip(rates, expected, strict=True):
        Stream(4, "dropout").bernoulli(rate, row)
    assert (found == expected).all()
    assert (found[0] >= found[1]).all()


@pytest.mark.parametrize("seeds", [(0, 0, 0), (0, 1, 0, 1), (2, 2, 1)])
def test_paired_runs_are_as_if_alone(seeds: tuple[int, ...]) -> None:
    """Among them their streams, and a run that diverges in the first epoch and leaves."""
    rates = [0.1 + 0.2 * i for i in range(len(seeds))]
    problems = [
        classification(
            seed=seed,
            regularizers=(Dropout(rate=rate), InputDropout(rate=rate / 2), L2(strength=rate)),
            optimizer=Adam(learning_rate=1e30 if i == 0 else 1e-2, batch_size=16, epochs=4),
        )
        for i, (seed, rate) in enumerate(zip(seeds, rates, strict=True))
    ]
    members = trained(*problems)
    assert [member.status for member in members] == ["diverged"] + ["completed"] * (len(seeds) - 1)
    for member, problem in zip(members, problems, strict=True):
        assert different(member, alone(problem)) == []


def test_streams_of_other_purposes_are_not_shared() -> None:
    """A component that draws for each run by itself gets each run's own numbers."""
    streams = [Streams(0), Streams(0)]
    list(together([each("dropout") for each in streams]))
    noise = [each("noise").generator.standard_normal(4).tolist() for each in streams]
    assert noise[0] == noise[1]


def test_a_full_batch_is_the_same_in_every_step() -> None:
    """It is copied once; following the rows in their own order copies them in each step."""
    straight = np.tile(np.arange(101), (3, 1))
    optimizer = GradientDescent(learning_rate=0.1, epochs=3)
    once, every_time = (
        trained(classification(optimizer=optimizer)),
        trained(classification(optimizer=optimizer, order=straight)),
    )
    assert once[0].theta.tobytes() == every_time[0].theta.tobytes()


def test_many_narrow_runs_are_measured_in_blocks() -> None:
    """131,072 numbers are at most 108 runs of 101 rows and 12 units."""
    optimizer = Adam(batch_size="full", epochs=1)
    one, other = (classification(data, seed=data, optimizer=optimizer) for data in (0, 1))
    members = trained(*[one] * 120, other, *[one] * 20)
    expected = {0: alone(one), 1: alone(other)}
    assert all(different(member, expected[member.problem.seed]) == [] for member in members)
