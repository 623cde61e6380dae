"""`--scheduler local:N`: a scheduler and workers of the command's own."""

import os
import signal
from pathlib import Path

import psutil
import pytest
from support.command import in_a_process
from support.dask_cluster import until
from support.dask_sweeps import ENDLESS, GRID, LONG, checkpoints, outcome, sweeping
from support.sweeps import different, only_sweep, swept


@pytest.mark.slow
class TestLocal:
    """`local:N`: a scheduler and workers of the command's own."""

    def test_same_files_as_without(self, config: Path, runs: Path, expected: Path) -> None:
        done = in_a_process("sweep", config, *GRID, "--scheduler", "local:2", "--runs-dir", runs)
        assert done.code == 0
        assert done.err.splitlines()[-1].startswith("12 of 12 runs")
        assert different(only_sweep(runs), expected) == []

    def test_ctrl_c_reaches_all_processes_and_stops_in_order(
        self, config: Path, runs: Path, expected_long: Path, slow_workers: None
    ) -> None:
        with sweeping(config, runs, "local:2", LONG, alone=True) as process:
            until(lambda: checkpoints(runs))
            os.killpg(process.pid, signal.SIGINT)
            stopped = outcome(process)
        assert (stopped.code, stopped.out) == (130, "")
        assert stopped.err.splitlines()[-1] == "stopped with 0 of 12 runs done; the same command goes on"
        assert checkpoints(runs)
        assert different(swept(config, runs, *GRID, LONG, "--jobs", "1"), expected_long) == []

    def test_only_this_machine_can_reach_it(self, config: Path, runs: Path, slow_workers: None) -> None:
        with sweeping(config, runs, "local:2", ENDLESS) as process:
            until(lambda: checkpoints(runs))
            own = psutil.Process(process.pid)
            sockets = [
                socket.laddr.ip
                for each in (own, *own.children(recursive=True))
                for socket in each.net_connections()
                if socket.status == psutil.CONN_LISTEN
            ]
        # One for the scheduler, one for each worker, one for each worker's nanny: none for web pages.
        assert sockets == ["127.0.0.1"] * 5

    def test_killed_it_leaves_nobody_behind(
        self, config: Path, runs: Path, expected_long: Path, slow_workers: None
    ) -> None:
        with sweeping(config, runs, "local:2", LONG) as process:
            until(lambda: checkpoints(runs))
            children = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            assert psutil.wait_procs(children, timeout=10)[1] == []
        assert different(swept(config, runs, *GRID, LONG, "--jobs", "1"), expected_long) == []
