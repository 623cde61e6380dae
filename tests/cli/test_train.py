"""regexp train: what it prints, and where."""

import json
import shlex
from pathlib import Path

import pytest
from support.command import command
from support.runs import result, trained

pytestmark = pytest.mark.usefixtures("no_pictures")

HEADER = """\
line: linear 1-1 (2 parameters), gd, no regularization, seed 0
rows: 36 train, 12 validation, 12 test (sealed)
"""
PANEL = """
 loss without penalty, log epochs
 1.2 │  ⠉⠢⢄ ⠑⠤⡀
     │     ⠉⠢⢄⠈⠒⢄
     │        ⠑⠢⢄⠉⠢⣀
     │           ⠉⠢⢄⡑⠢⣀
     │              ⠈⠑⠢⢕⠢⢄⡀
     │                  ⠉⠑⠪⠵⣢⠤⣀⡀
     │                       ⠉⠉⠚⠫⠶⠶⣤⣤⣤⣄⣀⣀⣀⣀⣀⣀⡀
     │                                ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠙⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛ train 0.251
   0 │                                                        validation 0.219
     └┬───────┬───────────────────────┬─────────────────────▲
      2       3                       10                    30 best

                              train   validation      gap
 last, epoch 30        loss   0.251        0.219   -0.033
                         r2   0.840        0.772    0.068
 always the mean:                     r2 -0.0002

 Verdict: GOOD FIT
  - validation loss ends at 0.219; at best it was 0.219
  - training loss 0.251, validation loss 0.219: no gap
  One seed: a hint, not a finding.

 Try  regexp train line.yaml seed=1

 runs/line-{hash}/
   curves.png  metrics.csv  result.json  best.npz
"""
LINE = """
dataset: {kind: line, samples: 60}
model: linear
optimizer: {kind: gd, learning_rate: 0.1, epochs: 30}
dtype: float64
"""


@pytest.fixture
def here(write_config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one config."""
    write_config(LINE, "line.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def only_result(runs: Path) -> dict:
    (run,) = runs.iterdir()
    return result(run)


def test_everything_it_prints(here: Path) -> None:
    done = command("train", "line.yaml")
    assert (done.code, done.err) == (0, "")
    digits = only_result(here / "runs")["config_hash"][:6]
    assert done.out == HEADER + PANEL.replace("{hash}", digits)


def test_the_header_comes_before_training(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(members: object) -> None:
        raise MemoryError("too much")

    monkeypatch.setattr("regexp.training.train", fail)
    failed = command("train", "line.yaml")
    assert (failed.code, failed.out) == (1, HEADER)


def test_quiet_prints_the_directory_only(here: Path) -> None:
    done = command("train", "line.yaml", "-q")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"runs/line-{only_result(here / 'runs')['config_hash'][:6]}\n"


def test_json_is_the_result_and_nothing_else(here: Path) -> None:
    for _ in range(2):
        done = command("train", "line.yaml", "--json")
        (run,) = (here / "runs").iterdir()
        assert done.out == (run / "result.json").read_text(encoding="utf-8")
        assert json.loads(done.out) == result(run)


def test_messages_go_to_stderr(here: Path) -> None:
    done = command("train", "line.yaml", "optimizer=exact", "--json")
    json.loads(done.out)
    assert done.err == ("optimizer=exact: dropped learning_rate and epochs, which exact does not have\n")


def test_a_sweep_in_the_config_is_left_alone(here: Path) -> None:
    (here / "line.yaml").write_text(f"{LINE}sweep: {{seeds: 5}}\n")
    done = command("train", "line.yaml", "-q")
    assert (done.code, done.err) == (0, "sweep: is left alone by a single run; regexp sweep runs it\n")


def test_options_are_overrides(flowers: Path, runs: Path) -> None:
    words = ["--lambda", "0.1", "--dropout", "0.5", "--seed", "3", "--name", "both", "hidden=4x4"]
    run = trained(flowers, runs, *words)
    text = (run / "config.yaml").read_text()
    assert run == runs / "both"
    assert "seed: 3\n" in text
    assert "hidden: [4, 4]\n" in text
    assert "  dropout:\n    rate: 0.5\n" in text
    assert "  l2:\n    strength: 0.1\n" in text


def test_threads_are_those_that_were_asked_for(flowers: Path, runs: Path) -> None:
    for threads in (1, 2):
        run = trained(flowers, runs, "--name", f"t{threads}", "--threads", threads)
        assert result(run)["fingerprint"]["threads"] == threads


def try_line(out: str) -> list[str]:
    """Return the words of the command that a panel suggests."""
    start = out.index(" Try  ") + len(" Try  ")
    return shlex.split(out[start : out.index("\n\n", start)].replace("\\\n", " "))


VERDICTS = {
    "overfit": (
        "dataset: {kind: digits, train_size: 60, label_noise: 0.3}\nmodel: {hidden: 64}\n"
        "optimizer: {learning_rate: 0.01, epochs: 40}\n"
    ),
    "underfit": "dataset: iris\nmodel: {hidden: 4}\noptimizer: {epochs: 30, learning_rate: 1e-5}\n",
    "still improving": "dataset: iris\nmodel: {hidden: 8}\noptimizer: {epochs: 12, learning_rate: 0.003}\n",
    "diverged": "dataset: iris\nmodel: {hidden: 8}\noptimizer: {kind: gd, learning_rate: 1e12}\n",
    "no validation data": "dataset: {kind: iris, validation_size: 0}\noptimizer: {epochs: 2}\n",
    "too noisy to say": "dataset: iris\noptimizer: {epochs: 2}\n",
    "good fit": LINE,
}


@pytest.mark.parametrize("kind", VERDICTS)
def test_the_command_to_try_next_can_be_run(
    kind: str, write_config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(VERDICTS[kind], "my config.yaml")
    monkeypatch.chdir(tmp_path)
    first = command("train", "my config.yaml")
    assert only_result(tmp_path / "runs")["verdict"]["kind"] == kind
    assert first.code == (1 if kind == "diverged" else 0)
    words = try_line(first.out)
    assert words[:3] == ["regexp", "train", "my config.yaml"]
    second = command(*words[1:])
    assert second.code in (0, 1)
    assert second.err == ""
    assert len(list((tmp_path / "runs").iterdir())) == 2


def test_what_to_try_next_keeps_the_settings_of_this_run(flowers: Path, runs: Path) -> None:
    first = command("train", flowers, "hidden=4", "--seed", "3", "--runs-dir", runs)
    words = try_line(first.out)
    second = command(*words[1:], "--quiet")
    assert (second.code, second.err) == (0, "")
    text = (Path(second.out.strip()) / "config.yaml").read_text()
    assert Path(second.out.strip()).parent == runs
    assert "hidden: [4]\n" in text
    assert "seed: 3\n" in text
    assert "epochs: 40\n" in text
