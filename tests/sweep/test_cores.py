"""How many processes a sweep starts unless told: what affinity, quota and batch system leave."""

import os

import pytest
from support.command import in_a_process

from regexp.sweep import usable_cores

PROGRAM = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from regexp.sweep import usable_cores
print(usable_cores())
"""


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """joblib, which knows affinities and the quotas of containers, finds eight cores."""
    monkeypatch.setattr("joblib.cpu_count", lambda: 8)
    monkeypatch.delenv("SLURM_CPUS_PER_TASK", raising=False)


def test_all_that_may_be_used() -> None:
    assert usable_cores() == 8


@pytest.mark.parametrize(
    ("given", "cores"), [("1", 1), ("3", 3), ("8", 8), ("64", 8), ("0", 1), ("", 8), ("2(x3)", 8), ("-1", 8)]
)
def test_a_batch_job_may_have_fewer(given: str, cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLURM_CPUS_PER_TASK", given)
    assert usable_cores() == cores


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no affinities")
def test_one_core_by_affinity_is_one_process() -> None:
    done = in_a_process(program=PROGRAM)
    assert (done.code, done.out, done.err) == (0, "1\n", "")
