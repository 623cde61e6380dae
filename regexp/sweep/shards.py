"""Which part of a sweep one of several machines trains."""

import os
from collections.abc import Mapping, Sequence

from regexp.errors import ConfigError
from regexp.sweep.plan import Run

SLURM = ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_STEP")


def shard_of(text: str, environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Return a shard's number, from 0, and how many there are, from `K/N` or, for `slurm`, from a job array.

    Raises ConfigError.
    """
    if text == "slurm":
        return _of_job_array(environment)
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and int(number) < int(count)):
        raise ConfigError(
            f"--shard {text}: must be K/N, such as 0/4 to 3/4 for four shards, or slurm in a job array"
        )
    return int(number), int(count)


def part_of(runs: Sequence[Run], shard: tuple[int, int]) -> list[Run]:
    """Return every N-th run from the K-th: of each cell about as many as the other shards get."""
    number, count = shard
    return list(runs[number::count])


def _of_job_array(environment: Mapping[str, str]) -> tuple[int, int]:
    """Return the place of a task among its job array's."""
    found = [environment.get(name, "0" if name.endswith("MIN") else "1") for name in SLURM]
    if SLURM[0] not in environment or not all(text.isdecimal() for text in found):
        raise ConfigError("--shard slurm: this is not a task of a job array; sbatch --array=0-3 starts one")
    task, first, count, step = map(int, found)
    number = (task - first) // max(1, step)
    if number >= count:
        raise ConfigError(
            f"--shard slurm: task {task} is not among {count} tasks from {first} in steps of {step}; number "
            f"the array --array=0-{count - 1}"
        )
    return number, count
