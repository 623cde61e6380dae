"""Workers that see no directory, have no regexp, or compute otherwise."""

from pathlib import Path

import pytest
from support.dask_cluster import dask_cluster, until
from support.dask_sweeps import LONG, SLOW, checkpoints, distributed_sweep, first_worker, outcome, sweeping
from support.sweeps import different, only_sweep, runs_of

from regexp import __version__
from regexp.engine import fingerprint

BLIND = """
import pathlib

def read_text(path, encoding):
    raise FileNotFoundError(2, "No such file or directory", path)

pathlib.Path.read_text = read_text
"""
"""Run first by a worker, makes it see no file, as on a machine that doesn't share the directory."""

OTHER_KIND = """
import regexp.engine, regexp.sweep.cluster.task

def fingerprint(dtype):
    return regexp.engine.fingerprint(dtype) | {"kernel": "Abacus"}

regexp.sweep.cluster.task.fingerprint = fingerprint
"""
"""Run first by a worker, makes it look like a processor of another kind."""


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
