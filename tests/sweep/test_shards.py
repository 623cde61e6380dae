"""--shard: parts of a sweep that machines train at once in one directory, with and without locks."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import MAIN, environment, process_arguments
from support.sweeps import SMALL, different, only_sweep, runs_of, swept, table

from regexp.errors import ConfigError
from regexp.sweep import shard_of
from regexp.sweep.shards import part_of

GRID = ("--lambda", "0,1e-3,1e-2", "--dropout", "0,0.5", "--seeds", "2", "--jobs", "1")
"""Twelve runs."""

WITHOUT_LOCKS = f"""
import errno, fcntl

def flock(file, operation):
    raise OSError(errno.ENOLCK, "No locks available")

fcntl.flock = flock
{MAIN}
"""
"""The command on a file system that has no flock, as some that machines share."""

OUTSIDE = "--shard slurm: this is not a task of a job array; sbatch --array=0-3 starts one"


def job_array(task: str, **more: str) -> dict[str, str]:
    """Return the variables that SLURM sets for a task of a job array."""
    return {"SLURM_ARRAY_TASK_ID": task, **{f"SLURM_ARRAY_TASK_{name}": text for name, text in more.items()}}


class TestWords:
    """What --shard takes."""

    @pytest.mark.parametrize(
        ("text", "shard"), [("0/1", (0, 1)), ("0/4", (0, 4)), ("3/4", (3, 4)), ("07/10", (7, 10))]
    )
    def test_taken(self, text: str, shard: tuple[int, int]) -> None:
        assert shard_of(text) == shard

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "1",
            "/",
            "1/",
            "/4",
            "4/4",
            "5/4",
            "0/0",
            "-1/4",
            "1/2/4",
            "½/4",
            "a/b",
            "1 /4",
            "1.0/4",
            "SLURM",
        ],
    )
    def test_refused(self, text: str) -> None:
        with pytest.raises(ConfigError) as caught:
            shard_of(text)
        assert str(caught.value) == (
            f"--shard {text}: must be K/N, such as 0/4 to 3/4 for four shards, or slurm in a job array"
        )

    @pytest.mark.parametrize(
        ("variables", "shard"),
        [
            (job_array("2", MIN="0", COUNT="4", STEP="1"), (2, 4)),  # --array=0-3
            (job_array("1", MIN="1", COUNT="4", STEP="1"), (0, 4)),  # --array=1-4
            (job_array("4", MIN="1", COUNT="4", STEP="1"), (3, 4)),
            (job_array("16", MIN="10", COUNT="3", STEP="3"), (2, 3)),  # --array=10-16:3
            (job_array("7", MIN="7", COUNT="1", STEP="1"), (0, 1)),  # --array=7
        ],
    )
    def test_of_a_job_array(self, variables: dict[str, str], shard: tuple[int, int]) -> None:
        assert shard_of("slurm", variables) == shard

    def test_of_a_job_array_with_gaps(self) -> None:
        with pytest.raises(ConfigError) as caught:
            shard_of("slurm", job_array("9", MIN="1", COUNT="3", STEP="1"))  # --array=1,5,9
        assert str(caught.value) == (
            "--shard slurm: task 9 is not among 3 tasks from 1 in steps of 1; number the array --array=0-2"
        )

    @pytest.mark.parametrize("variables", [{}, {"SLURM_JOB_ID": "17"}, job_array("two", MIN="0", COUNT="4")])
    def test_outside_of_a_job_array(self, variables: dict[str, str]) -> None:
        with pytest.raises(ConfigError) as caught:
            shard_of("slurm", variables)
        assert str(caught.value) == OUTSIDE


class TestParts:
    """Which runs a shard trains."""

    @pytest.mark.parametrize("runs", [0, 1, 5, 12, 13])
    @pytest.mark.parametrize("shards", [1, 2, 5, 20])
    def test_each_run_belongs_to_one_shard_and_shards_differ_by_one_run_at_most(
        self, runs: int, shards: int
    ) -> None:
        parts = [part_of(range(runs), (number, shards)) for number in range(shards)]
        assert sorted(run for part in parts for run in part) == list(range(runs))
        sizes = [len(part) for part in parts]
        assert max(sizes) - min(sizes) <= 1


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sweep in one piece."""
    folder = tmp_path_factory.mktemp("expected")
    (folder / "flowers.yaml").write_text(SMALL, encoding="utf-8")
    return swept(folder / "flowers.yaml", folder / "runs", *GRID)


def test_one_shard_leaves_the_others_runs(config: Path, runs: Path, expected: Path) -> None:
    sweep = swept(config, runs, *GRID, "--shard", "1/3")
    rows = table(expected)[1::3]
    assert [row["path"] for row in table(sweep)] == [row["path"] for row in rows]
    assert {str(run.relative_to(sweep)) for run in runs_of(sweep)} == {row["path"] for row in rows}
    assert swept(config, runs, *GRID) == sweep
    assert different(sweep, expected) == []


@pytest.mark.parametrize("program", [MAIN, WITHOUT_LOCKS], ids=["flock", "without flock"])
@pytest.mark.parametrize("shards", [("0/2", "1/2"), ("0/1", "0/1")], ids=["shards", "the same shard twice"])
@pytest.mark.slow
def test_at_once_in_one_directory(
    shards: tuple[str, str], program: str, config: Path, runs: Path, expected: Path
) -> None:
    words = ("sweep", config, *GRID, "--runs-dir", runs)
    processes = [
        subprocess.Popen(
            process_arguments(*words, "--shard", shard, program=program),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            text=True,
        )
        for shard in shards
    ]
    said = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    sweep = only_sweep(runs)
    assert {path for path in different(sweep, expected) if path.startswith("cells")} == set()
    assert swept(config, runs, *GRID) == sweep
    assert different(sweep, expected) == []


def test_begun_by_another_process_between_two_looks(
    config: Path, runs: Path, expected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep, exists = runs / expected.name, Path.exists

    def exists_after_this_look(path: Path) -> bool:
        was_there = exists(path)
        if path == sweep / "sweep.yaml" and not was_there:
            shutil.copytree(expected, sweep)
        return was_there

    monkeypatch.setattr(Path, "exists", exists_after_this_look)
    assert swept(config, runs, *GRID) == sweep
    assert different(sweep, expected) == []
