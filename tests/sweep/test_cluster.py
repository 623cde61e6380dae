"""Sweeps on Dask: real schedulers and worker processes, killed, blind, poisoned, and stopped."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psutil
import pytest
from support.command import Outcome, command, environment, in_a_process, process_arguments
from support.dask_cluster import DaskCluster, dask_cluster, until
from support.sweeps import SMALL, different, only_sweep, runs_of, swept, table

from regexp import __version__
from regexp.engine import fingerprint
from regexp.errors import ConfigError
from regexp.record import Busy, RunDirectory
from regexp.sweep.cluster_connection import connected, scheduler_of

GRID = ("--lambda", "0,1e-2", "--dropout", "0,0.5", "--seeds", "3")
"""Twelve runs of one shape."""

SLOW = "import regexp.training; regexp.training.checkpoint_is_due = lambda seconds, cost: True"
"""Run first by a worker, keeps a checkpoint after each epoch: some ten epochs take a second."""

POISON = "l2=0.01,dropout=0.5/seed=1"
POISONED = f"""
import os, signal, regexp.sweep.trainer, regexp.training

def begin_or_die(config, data, problem, place, say):
    if str(place.run.path).endswith({POISON!r}):
        os.kill(os.getpid(), signal.SIGKILL)
    return regexp.training.begin(config, data, problem, place, say)

regexp.sweep.trainer.begin = begin_or_die
"""
"""Run first by a worker, makes one run kill it."""

BLIND = """
import pathlib

def read_text(path, encoding):
    raise FileNotFoundError(2, "No such file or directory", path)

pathlib.Path.read_text = read_text
"""
"""Run first by a worker, makes it see no file, as on a machine that doesn't share the directory."""

OTHER_KIND = """
import regexp.engine, regexp.sweep.cluster_task

def fingerprint(dtype):
    return regexp.engine.fingerprint(dtype) | {"kernel": "Abacus"}

regexp.sweep.cluster_task.fingerprint = fingerprint
"""
"""Run first by a worker, makes it look like a processor of another kind."""

LONG, ENDLESS = "epochs=60", "epochs=1000000"


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sweep as this process trains it."""
    return _expected(tmp_path_factory.mktemp("expected"))


@pytest.fixture(scope="module")
def expected_long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The long sweep as this process trains it."""
    return _expected(tmp_path_factory.mktemp("expected_long"), LONG)


def _expected(folder: Path, *words: str) -> Path:
    (folder / "flowers.yaml").write_text(SMALL, encoding="utf-8")
    return swept(folder / "flowers.yaml", folder / "runs", *GRID, *words, "--jobs", "1")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler with two workers that survive."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), SLOW, SLOW) as cluster:
        yield cluster


@pytest.fixture
def slow_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the workers of `local:N` slow."""
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", str([str(tmp_path / "slow.py")]))


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """Undo what Dask's nannies set in the environment for the processes that they start."""
    with patch.dict(os.environ):
        yield


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


class TestAddresses:
    """What --scheduler takes."""

    @pytest.mark.parametrize(
        "text",
        ["local:1", "local:64", "tcp://10.0.0.1:8786", "tcp://head-node.local:80", "tls://[fe80::1]:8786"],
    )
    def test_taken(self, text: str) -> None:
        assert scheduler_of(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "4",
                "local",
                "local:0",
                "local:-1",
                "local:2.5",
                "local:many",
                "10.0.0.1:8786",
                "tcp://host",
            ),
            *(
                "tcp://:8786",
                "tcp://host:",
                "tcp://me@host:1",
                "tcp://host:1/",
                "udp://host:1",
                "tcp://a b:1",
            ),
        ],
    )
    def test_refused(self, text: str) -> None:
        with pytest.raises(ConfigError) as caught:
            scheduler_of(text)
        assert str(caught.value) == (
            f"--scheduler {text}: must be tcp://HOST:PORT or tls://HOST:PORT of a Dask scheduler, or local:N "
            "for N workers on this machine"
        )

    def test_without_dask(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("regexp.sweep.cluster_connection.find_spec", lambda name: None)
        with pytest.raises(ConfigError) as caught:
            scheduler_of("local:2")
        assert str(caught.value) == "--scheduler needs dask.distributed: pip install 'regexp-lab[cluster]'"


class TestNobodyThere:
    """An address where no scheduler answers is an error in one sentence, soon."""

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("regexp.sweep.cluster_connection.ANSWER_SECONDS", 0.5)

    def refusal(self, address: str) -> str:
        start = time.monotonic()
        with pytest.raises(ConfigError) as caught, connected(address):
            pass
        assert time.monotonic() - start < 10
        return str(caught.value)

    def test_closed_port(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"

    def test_a_server_that_says_nothing(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"

    def test_a_web_server(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:

            def answer() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

            thread = threading.Thread(target=answer)
            thread.start()
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"
            thread.join()

    def test_certificates_are_missing(self) -> None:
        assert self.refusal("tls://127.0.0.1:8786") == (
            "--scheduler tls://127.0.0.1:8786: needs the certificates that Dask's configuration names under "
            "distributed.comm.tls"
        )


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


@pytest.mark.slow
class TestUnfitWorkers:
    """Workers that can't train a sweep, or not with the same bits, are named before they get a run."""

    def test_blind(self, config: Path, runs: Path, tmp_path: Path, expected: Path) -> None:
        sweep = runs / expected.name
        with dask_cluster(tmp_path, BLIND) as cluster:
            worker = first_worker(cluster)
            done = distributed_sweep(config, runs, cluster.address)
        assert (done.code, done.out) == (4, "")
        assert done.err == (
            f"{worker}: cannot see {sweep}: the workers of a scheduler need the same directory\n"
        )
        assert {path.name for path in sweep.iterdir()} == {"sweep.yaml"}

    def test_a_blind_one_that_comes_later(
        self, config: Path, runs: Path, tmp_path: Path, expected_long: Path
    ) -> None:
        with (
            dask_cluster(tmp_path, SLOW) as cluster,
            sweeping(config, runs, cluster.address, LONG) as process,
        ):
            until(lambda: checkpoints(runs))
            cluster.add_worker(BLIND)
            done = outcome(process)
        assert done.code == 0, done
        (said,) = (line for line in done.err.splitlines() if "cannot see" in line)
        sweep = only_sweep(runs)
        assert said.partition(": ")[2] == (
            f"cannot see {sweep}: the workers of a scheduler need the same directory; it gets no runs"
        )
        assert different(sweep, expected_long) == []

    def test_without_regexp(self, config: Path, runs: Path, tmp_path: Path) -> None:
        with dask_cluster(tmp_path, "import sys; sys.modules['regexp'] = None") as cluster:
            worker = first_worker(cluster)
            done = distributed_sweep(config, runs, cluster.address)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{worker}: the workers of a scheduler need regexp-lab {__version__} (")

    def test_of_another_kind(self, config: Path, runs: Path, tmp_path: Path, expected: Path) -> None:
        with dask_cluster(tmp_path, OTHER_KIND) as cluster:
            worker = first_worker(cluster)
            done = distributed_sweep(config, runs, cluster.address)
        own = fingerprint("float32")["kernel"]
        assert done.err.splitlines()[0] == (
            f"{worker}: has kernel Abacus (here {own}), so the bits of its runs may differ from others'"
        )
        assert done.code == 0
        assert len(list(runs_of(only_sweep(runs)))) == 12


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
