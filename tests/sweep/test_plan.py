"""--plan: what would be trained, in full; nothing is trained or written."""

import re
import time
from pathlib import Path

import pytest
from support.command import command, refusal
from support.sweeps import SMALL, swept

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


def plan(config: Path, runs: Path, *words: object) -> str:
    """Return a plan without its hash, its time and its memory, which are below a minute and 10 MiB."""
    before = sorted(runs.rglob("*"))
    done = command("sweep", config, *words, "--plan", "--runs-dir", runs)
    assert (done.code, done.err) == (0, "")
    assert sorted(runs.rglob("*")) == before
    assert max(map(len, done.out.splitlines())) <= 80
    timed = re.sub(r"^Time: about 0:\d\d,", "Time: about 0:00,", done.out, flags=re.MULTILINE)
    sized = re.sub(r"^Memory: about \d MiB", "Memory: about 1 MiB", timed, flags=re.MULTILINE)
    return re.sub(r"^flowers-sweep-[0-9a-f]{6}:", "flowers-sweep-hash:", sized)


TIME = """\
Time: about 0:00, from a few steps timed just now; early stopping may shorten
  it
"""


def test_it_is_printed_and_nothing_is_written(config: Path, runs: Path) -> None:
    # 4 inputs, 3 classes: 4·8 + 8 + 8·3 + 3 = 67 parameters, 4·3 + 3 + 3·3 + 3 = 27
    assert plan(config, runs, "--lambda", "0,1e-2", "hidden=8,3", "--seeds", 3, "--jobs", 1) == (
        """\
flowers-sweep-hash: 4 settings x 3 seeds = 12 runs, 0 done already

 cell             runs to train parameters  network
 hidden=3,l2=0       3        3         27  4-3-3
 hidden=3,l2=0.01    3        3         27  4-3-3
 hidden=8,l2=0       3        3         67  4-8-3
 hidden=8,l2=0.01    3        3         67  4-8-3

To train: 12 runs in 2 stacks of at most 6, by 1 process
Memory: about 1 MiB for what is in training at a time, besides the data
"""
        + TIME
    )
    assert not runs.exists()


def test_what_is_done_is_counted(config: Path, runs: Path) -> None:
    swept(config, runs, "--lambda", "0,1e-2", "--seeds", 2)
    assert plan(config, runs, "--lambda", "0,1e-2,0.1", "--seeds", 3, "--jobs", 2) == (
        """\
flowers-sweep-hash: 3 settings x 3 seeds = 9 runs, 4 done already

 cell    runs to train parameters  network
 l2=0       3        1         67  4-8-3
 l2=0.01    3        1         67  4-8-3
 l2=0.1     3        3         67  4-8-3

To train: 5 runs in 2 stacks of at most 3, by 2 processes
Memory: about 1 MiB for what is in training at a time, besides the data
"""
        + TIME
    )
    assert (
        plan(config, runs, "--lambda", "0,1e-2", "--seeds", 2)
        == """\
flowers-sweep-hash: 2 settings x 2 seeds = 4 runs, 4 done already

 cell    runs to train parameters  network
 l2=0       2        0       done
 l2=0.01    2        0       done

Nothing to train.
"""
    )


def test_a_shard_has_its_part(config: Path, runs: Path) -> None:
    lines = plan(config, runs, "l2=0,0.1", "--seeds", 3, "--shard", "1/4", "--jobs", 1).splitlines()
    # runs 1 and 5 of cell by cell 0 1 2, 0 1 2
    assert lines[0] == "flowers-sweep-hash: 2 settings x 3 seeds = 2 runs in shard 1 of 4, 0 done"
    assert lines[1] == "  already"
    assert lines[4:6] == [
        " l2=0      1        1         67  4-8-3",
        " l2=0.1    1        1         67  4-8-3",
    ]


def test_settings_with_different_seeds_are_no_product(config: Path, runs: Path) -> None:
    points = config.parent / "points.yaml"
    points.write_text(config.read_text() + "sweep: {points: [{l2: 0, seeds: 2}, {l2: 0.1, seeds: 3}]}\n")
    done = command("sweep", points, "--plan", "--runs-dir", runs)
    assert done.out.splitlines()[0].partition(": ")[2] == "2 settings, 2 to 3 seeds, 5 runs, 0 done already"


def test_a_long_name_stands_whole_above_its_numbers(write_config, runs: Path) -> None:
    decay = "{l2: 0.01, l1: 0.001, learning_rate: [0.0125, 0.025], batch_size: 16}"
    config = write_config(f"{SMALL}sweep:\n  arms: {{none: {{}}, decay: {decay}}}\n", "flowers.yaml")
    assert plan(config, runs, "--jobs", 1).splitlines()[2:8] == [
        " cell     runs to train parameters  network",
        " arm=none    1        1         67  4-8-3",
        " arm=decay,l2=0.01,l1=0.001,learning_rate=0.0125,batch_size=16",
        "             1        1         67  4-8-3",
        " arm=decay,l2=0.01,l1=0.001,learning_rate=0.025,batch_size=16",
        "             1        1         67  4-8-3",
    ]


def test_runs_that_can_not_be_trained_are_told(config: Path, runs: Path) -> None:
    lines = plan(config, runs, "train_size=60,900", "--seeds", 2, "--jobs", 1).splitlines()
    assert lines[2:8] == [
        " cell           runs to train parameters  network",
        " train_size=60     2        2         67  4-8-3",
        " train_size=900    2        0          -",
        "",
        "2 runs can't be trained: iris: the splits need 960 rows (900 for train, 30 for",
        "  validation, 30 for test), but there are 150 rows",
    ]


def test_the_memory_is_that_of_parameters_and_what_training_keeps_of_each(config: Path, runs: Path) -> None:
    """Adam keeps two moments; with weights, gradient, best and last weights six numbers of 4 bytes."""
    done = command("sweep", config, "hidden=1500x1500", "--plan", "--jobs", 1, "--runs-dir", runs)
    parameters = 4 * 1500 + 1500 + 1500 * 1500 + 1500 + 1500 * 3 + 3
    assert f" base    1        1  {parameters:,}  4-1500-1500-3\n" in done.out
    mebibytes = int(re.search(r"^Memory: about (\d+) MiB", done.out, re.MULTILINE)[1])
    assert 6 * 4 * parameters / 2**20 < mebibytes < 8 * 4 * parameters / 2**20


def test_many_cells_are_cut(config: Path, runs: Path) -> None:
    lines = plan(config, runs, "l2=lin:0:1:45", "--jobs", 1).splitlines()
    assert lines[0] == "flowers-sweep-hash: 45 settings x 1 seed = 45 runs, 0 done already"
    assert sum(line.startswith(" l2=") for line in lines) == 40
    assert lines[43] == " and 5 more cells"


@pytest.mark.parametrize("seeds", ["10001", "1000000000", "0:1000000000000000"])
def test_too_many_runs_are_refused_at_once(seeds: str, config: Path, runs: Path) -> None:
    start = time.perf_counter()
    count = int(seeds.removeprefix("0:"))
    assert refusal(config, runs, "--seeds", seeds, "--plan", name="sweep") == (
        2,
        f"the sweep has {count:,} runs and at most 10,000 are allowed: give fewer values, or "
        f"--max-runs {count}\n",
    )
    assert time.perf_counter() - start < 10


def test_ranges_multiply(config: Path, runs: Path) -> None:
    words = ["l2=lin:0:1:1000", "l1=lin:0:1:1000", "learning_rate=log:1e-5:1:1000", "--seeds", "7"]
    assert refusal(config, runs, *words, name="sweep") == (
        2,
        "the sweep has 7,000,000,000 runs and at most 10,000 are allowed: give fewer values, or --max-runs "
        "7000000000\n",
    )


@pytest.mark.parametrize(("most", "code"), [(3, 2), (4, 0)])
def test_the_limit_can_be_set(most: int, code: int, config: Path, runs: Path) -> None:
    done = command(
        "sweep", config, "l2=0,0.1", "--seeds", 2, "--max-runs", most, "--runs-dir", runs, "--plan"
    )
    assert done.code == code


@pytest.mark.slow
def test_the_time_is_about_right(write_config, runs: Path) -> None:
    text = (
        "dataset: digits\nmodel: {hidden: 64x64}\noptimizer: {kind: adam, learning_rate: 0.01, epochs: 120}\n"
    )
    config = write_config(text)
    words = ["sweep", config, "--dropout", "0,0.5", "--seeds", 6, "--jobs", 1, "--runs-dir", runs]
    minutes, seconds = re.search(r"Time: about (\d+):(\d\d),", command(*words, "--plan").out).groups()
    start = time.perf_counter()
    assert command(*words).code == 0
    taken = time.perf_counter() - start
    assert taken / 3 < 60 * int(minutes) + int(seconds) < 3 * taken + 1
