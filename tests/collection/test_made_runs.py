"""What tests make up has the form of what is trained: the package takes it for its own."""

from pathlib import Path

from support.command import command
from support.made_runs import made_run, made_sweep

from regexp.config import config_hash, load_config
from regexp.record import RunDirectory

AXES = {"regularization.l2": [0, 0.1], "model.hidden": [[8], [8, 8]]}


def test_a_run_is_whole(runs: Path) -> None:
    run = RunDirectory(made_run(runs / "one", settings={"regularization.dropout.rate": 0.5}, seed=3))
    run.check()
    assert config_hash(load_config(str(run.path / "config.yaml")).config) == run.result["config_hash"]
    assert run.history.row(-1) == run.result["last"]


def test_a_sweep_is_done_but_for_what_failed_or_has_not_begun(runs: Path) -> None:
    becomes = {0: 0.5, 1: [0.5, 0.4], 2: None, 3: {"status": "failed"}}
    sweep = made_sweep(runs, "two", AXES, lambda settings, seed: becomes[seed], seeds=4)
    done = command("sweep", sweep / "sweep.yaml", "--plan")
    assert done.code == 0
    assert done.out.splitlines()[0] == "two: 4 settings x 4 seeds = 16 runs, 8 done already"


def test_best_and_last_are_laid_over_the_curve(runs: Path) -> None:
    best, last = {"epoch": 7, "validation_loss": 0.2}, {"epoch": 20, "validation_loss": 0.9}
    run = RunDirectory(made_run(runs / "one", best=best, last=last))
    for which, given in (("best", best), ("last", last)):
        assert given.items() <= run.result[which].items()
    assert run.history["validation_loss"][[0, 6, 19]].tolist() == [0.4, 0.2, 0.9]
