"""`regexp list` of 5,000 finished runs, in cold processes: one sweep of them, then runs of their own.

Runs are made up, not trained; their files are as training writes them. `python -c pass` and `regexp --help`
say what of it is the start of a process.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import report, side_by_side, without_blas_variables
from support.made_runs import made_sweep

without_blas_variables()

CELLS, SEEDS = 100, 50
ROUNDS = 5


def make(folder: Path) -> tuple[Path, Path]:
    """Return a runs directory with one sweep of 5,000 runs, and one with as many runs of their own."""
    strengths = {"regularization.l2": [round(1e-5 * step, 7) for step in range(CELLS)]}
    sweep = made_sweep(folder / "sweep", axes=strengths, seeds=SEEDS)
    for number, run in enumerate(sorted(sweep.glob("cells/*/*"))):
        shutil.copytree(run, folder / "single" / f"digits-{number:04}")
    return sweep.parent, folder / "single"


if __name__ == "__main__":
    regexp = str(Path(sys.executable).with_name("regexp"))
    with tempfile.TemporaryDirectory() as scratch:
        commands = {
            f"regexp list of {CELLS * SEEDS:,} runs, {what}": [regexp, "list", "--runs-dir", str(folder)]
            for what, folder in zip(("in a sweep", "each of its own"), make(Path(scratch)), strict=True)
        }
        commands |= {"regexp --help": [regexp, "--help"], "python -c pass": [sys.executable, "-c", "pass"]}
        contenders = {
            name: (lambda words=words: subprocess.run(words, check=True, capture_output=True))
            for name, words in commands.items()
        }
        report(side_by_side(contenders, ROUNDS), next(iter(contenders)))
