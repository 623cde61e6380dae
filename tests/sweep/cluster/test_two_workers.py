"""Sweeps on a scheduler with two workers that nothing happens to."""

import signal
import time
from pathlib import Path

import pytest
from support.dask_cluster import DaskCluster, until
from support.dask_sweeps import (
    ENDLESS,
    GRID,
    LONG,
    checkpoints,
    distributed_sweep,
    first_worker,
    is_locked,
    outcome,
    sweeping,
)
from support.sweeps import different, only_sweep, runs_of, swept

from regexp.errors import ConfigError
from regexp.sweep.cluster.connection import connected


@pytest.mark.slow
class TestTwoWorkers:
    """A scheduler with two workers that nothing happens to."""

    def test_same_files_as_without(
        self, cluster: DaskCluster, config: Path, runs: Path, expected: Path
    ) -> None:
        done = distributed_sweep(config, runs, cluster.address)
        assert done.code == 0, done
        assert different(only_sweep(runs), expected) == []

    def test_grown_on_the_same_workers(
        self, cluster: DaskCluster, config: Path, runs: Path, expected: Path
    ) -> None:
        for seeds in ("2", "3"):
            assert distributed_sweep(config, runs, cluster.address, "--seeds", seeds).code == 0
        assert different(only_sweep(runs), expected) == []

    def test_weights_are_kept_where_wanted(self, cluster: DaskCluster, config: Path, runs: Path) -> None:
        assert distributed_sweep(config, runs, cluster.address, "--save-weights").code == 0
        assert all((run / "best.npz").is_file() for run in runs_of(only_sweep(runs)))

    def test_stopped_and_continued_elsewhere(
        self, cluster: DaskCluster, config: Path, runs: Path, expected_long: Path
    ) -> None:
        with sweeping(config, runs, cluster.address, LONG) as process:
            until(lambda: checkpoints(runs))
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            stopped = outcome(process)
        assert time.monotonic() - start < 10
        assert (stopped.code, stopped.out) == (130, "")
        assert stopped.err.splitlines()[-1] == "stopped with 0 of 12 runs done; the same command goes on"
        assert checkpoints(runs)
        assert swept(config, runs, *GRID, LONG, "--jobs", "1") == only_sweep(runs)
        assert different(only_sweep(runs), expected_long) == []

    def test_workers_stop_when_their_command_is_killed(
        self, cluster: DaskCluster, config: Path, runs: Path
    ) -> None:
        with sweeping(config, runs, cluster.address, ENDLESS) as process:
            until(lambda: checkpoints(runs))
            process.kill()
        until(lambda: not any(is_locked(run) for run in runs_of(only_sweep(runs))))
        assert checkpoints(runs)
        assert distributed_sweep(config, runs, cluster.address, "--name", "next").code == 0

    def test_a_directory_in_the_way_stops_the_sweep(
        self, cluster: DaskCluster, config: Path, runs: Path, expected: Path
    ) -> None:
        cell = runs / expected.name / "cells" / "l2=0.01,dropout=0.5"
        cell.mkdir(parents=True)
        (cell / "seed=1").write_text("a file")
        done = distributed_sweep(config, runs, cluster.address)
        assert (done.code, done.out) == (4, "")
        assert done.err.splitlines()[-1] == f"{cell / 'seed=1'}: cannot be made: File exists"

    def test_a_worker_is_no_scheduler(self, cluster: DaskCluster, config: Path, runs: Path) -> None:
        worker = first_worker(cluster)
        with pytest.raises(ConfigError) as caught, connected(worker):
            pass
        assert str(caught.value) == f"--scheduler {worker}: is a Dask worker, not a scheduler"
