"""Dask schedulers and workers in processes of their own, on this machine."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.command import environment

SECONDS = 60.0  # to wait for anything at most
LISTENING = ("--host", "127.0.0.1", "--no-dashboard")


@dataclass
class DaskCluster:
    """A scheduler and its workers, which are killed when the stack ends."""

    folder: Path
    stack: ExitStack
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, preload: str = "") -> None:
        """Start a worker; `preload` is a program that it runs first."""
        path = self.folder / f"preload_{len(self.workers)}.py"
        path.write_text(preload, encoding="utf-8")
        more = ("--nthreads", "1", "--no-nanny", "--local-directory", self.folder, "--preload", path)
        self.workers.append(
            self.stack.enter_context(_process("dask_worker", self.address, *LISTENING, *more))
        )


@contextmanager
def dask_cluster(folder: Path, *preloads: str) -> Iterator[DaskCluster]:
    """Run a scheduler with a worker for each program that a worker runs first; all are killed in the end."""
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        options = (*LISTENING, "--port", 0, "--scheduler-file", file)
        scheduler = stack.enter_context(_process("dask_scheduler", *options))
        until(lambda: file.is_file() and file.read_text(encoding="utf-8").endswith("}"))
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        cluster = DaskCluster(folder, stack, scheduler, address)
        for preload in preloads:
            cluster.add_worker(preload)
        yield cluster


def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def _process(program: str, *words: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Dask's programs, without its logs, until the end."""
    arguments = [sys.executable, "-m", f"distributed.cli.{program}", *map(str, words)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdout=quiet, stderr=quiet, env=environment())
    try:
        yield process
    finally:
        process.kill()
        process.wait()
