"""A Dask scheduler of our own with worker processes of this machine, that only this machine can reach."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.resource_tracker import ensure_running
from typing import Any

from distributed import Nanny, Scheduler, SpecCluster, Worker

from regexp.sweep.cluster.logs import silence

LOOPBACK = {"host": "127.0.0.1", "protocol": "tcp://"}


class WithoutPages:
    """A server of Dask that opens no port for web pages."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Start nothing."""


class LocalScheduler(WithoutPages, Scheduler):
    """A scheduler without a dashboard."""


class LocalWorker(WithoutPages, Worker):
    """A worker without a dashboard, and silent."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Silence this process before it says that it starts."""
        silence()
        super().__init__(*arguments, **options)


@contextmanager
def local_cluster(workers: int) -> Iterator[SpecCluster]:
    """Start a scheduler in this process and single-threaded worker processes, which end with this one."""
    options = {"nthreads": 1, "memory_limit": 0, "worker_class": LocalWorker, **LOOPBACK}
    with _signals_held():
        cluster = SpecCluster(
            scheduler={"cls": LocalScheduler, "options": {"dashboard": False, "port": 0, **LOOPBACK}},
            workers={number: {"cls": Nanny, "options": options} for number in range(workers)},
            silence_logs=logging.CRITICAL,
        )
    with cluster:
        yield cluster


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let SIGINT and SIGTERM wait, in this thread for a while, in threads and processes begun now for good.

    Ctrl-C reaches all processes of a terminal, a batch system's SIGTERM all of a job; when workers end is
    this process's business.
    """
    if sys.platform == "win32":
        yield
        return
    ensure_running()  # a process that whoever starts it stops blocking signals for
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
