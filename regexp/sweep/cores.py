"""How many processes a sweep starts unless told."""

import os


def usable_cores() -> int:
    """Return the cores that this process may use.

    The least of its affinity, its container's quota and, in a batch job, SLURM_CPUS_PER_TASK.
    """
    from joblib import cpu_count

    given, cores = os.environ.get("SLURM_CPUS_PER_TASK", ""), int(cpu_count())
    return max(1, min(cores, int(given))) if given.isdecimal() else cores
