"""Workers and schedulers that die in the middle of a sweep."""

import signal
from pathlib import Path

import pytest
from support.dask_cluster import dask_cluster, until
from support.dask_sweeps import ENDLESS, GRID, LONG, SLOW, checkpoints, distributed_sweep, outcome, sweeping
from support.sweeps import different, only_sweep, swept, table

POISON = "l2=0.01,dropout=0.5/seed=1"
POISONED = f"""
import os, signal, regexp.sweep.trainer, regexp.training

def begin_or_die(config, data, problem, place, *others):
    if str(place.run.path).endswith({POISON!r}):
        os.kill(os.getpid(), signal.SIGKILL)
    return regexp.training.begin(config, data, problem, place, *others)

regexp.sweep.trainer.begin = begin_or_die
"""
"""Run first by a worker, makes one run kill it."""


@pytest.mark.slow
class TestDeadWorkers:
    """A worker that dies costs time, never a run but the one that kills."""

    def test_killed_in_training(self, config: Path, runs: Path, tmp_path: Path, expected_long: Path) -> None:
        with (
            dask_cluster(tmp_path, SLOW, SLOW) as cluster,
            sweeping(config, runs, cluster.address, LONG) as process,
        ):
            until(lambda: checkpoints(runs))
            cluster.workers[0].kill()
            done = outcome(process)
        assert done.code == 0, done
        assert different(only_sweep(runs), expected_long) == []

    def test_the_last_one_is_waited_for(
        self, config: Path, runs: Path, tmp_path: Path, expected: Path
    ) -> None:
        with dask_cluster(tmp_path) as cluster, sweeping(config, runs, cluster.address) as process:
            assert process.stderr is not None
            said = process.stderr.readline()
            cluster.add_worker()
            done = outcome(process)
        assert said == f"{cluster.address}: there are no workers at the moment; waiting for one\n"
        assert done.code == 0, done
        assert different(only_sweep(runs), expected) == []

    def test_a_run_that_kills_fails_alone(
        self, config: Path, runs: Path, tmp_path: Path, expected: Path
    ) -> None:
        with dask_cluster(tmp_path, *[POISONED] * 4) as cluster:
            done = distributed_sweep(config, runs, cluster.address)
            assert [worker.poll() for worker in cluster.workers].count(-signal.SIGKILL) == 3
        assert done.code == 1
        failed = [row for row in table(only_sweep(runs)) if row["status"] == "failed"]
        reason = "the workers that trained it died, two in a row; was there enough memory?"
        assert [(row["path"], row["reason"]) for row in failed] == [(f"cells/{POISON}", reason)]
        assert swept(config, runs, *GRID, "--jobs", "1") == only_sweep(runs)
        assert different(only_sweep(runs), expected) == []

    def test_a_scheduler_that_is_gone(self, config: Path, runs: Path, tmp_path: Path, expected: Path) -> None:
        with (
            dask_cluster(tmp_path, SLOW) as cluster,
            sweeping(config, runs, cluster.address, ENDLESS) as process,
        ):
            until(lambda: checkpoints(runs))
            cluster.scheduler.kill()
            gone = outcome(process)
        assert (gone.code, gone.out) == (1, "")
        message = f"{cluster.address}: the scheduler is gone; the same command goes on with what is left"
        assert gone.err.splitlines()[-1] == message
