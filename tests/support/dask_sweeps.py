"""Sweeps that Dask's workers train, in this process and in the background."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.command import Outcome, command, environment, process_arguments
from support.dask_cluster import DaskCluster

from regexp.record import Busy, RunDirectory
from regexp.sweep.cluster.connection import connected

GRID = ("--lambda", "0,1e-2", "--dropout", "0,0.5", "--seeds", "3")
"""Twelve runs of one shape."""

SLOW = "import regexp.training; regexp.training.checkpoint_is_due = lambda seconds, cost: True"
"""Run first by a worker, keeps a checkpoint after each epoch: some ten epochs take a second."""

LONG, ENDLESS = "epochs=60", "epochs=1000000"


def distributed_sweep(config: Path, runs: Path, address: str, *words: str) -> Outcome:
    """Sweep on a scheduler, in this process."""
    return command("sweep", config, *GRID, *words, "--scheduler", address, "--runs-dir", runs)


@contextmanager
def sweeping(
    config: Path, runs: Path, address: str, *words: str, alone: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """Sweep in the background, `alone` in a process group of its own; the process is killed in the end."""
    arguments = process_arguments("sweep", config, *GRID, *words, "--scheduler", address, "--runs-dir", runs)
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        arguments, stdout=pipe, stderr=pipe, env=environment(), text=True, start_new_session=alone
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def outcome(process: subprocess.Popen[str]) -> Outcome:
    out, err = process.communicate(timeout=60)
    return Outcome(process.returncode, out, err)


def first_worker(cluster: DaskCluster) -> str:
    """Return the address of a cluster's worker, once there is one."""
    with connected(cluster.address) as client:
        client.wait_for_workers(1)
        return min(client.nthreads())


def checkpoints(runs: Path) -> list[Path]:
    """Return the checkpoints that there are."""
    return list(runs.glob("*/cells/*/*/checkpoint.npz"))


def is_locked(run: Path) -> bool:
    """Tell whether somebody trains a run."""
    try:
        with RunDirectory(run).locked():
            return False
    except Busy:
        return True
