"""regexp show: a run that was trained before."""

import json
from pathlib import Path

import pytest
from support.command import command
from support.runs import contents, result, trained
from support.sweeps import swept

pytestmark = pytest.mark.usefixtures("no_pictures", "no_overview")


def shown(*words: object) -> str:
    done = command("show", *words)
    assert (done.code, done.err) == (0, "")
    return done.out


def refused(*words: object) -> tuple[int, str]:
    done = command("show", *words)
    assert done.out == ""
    return done.code, done.err


def test_it_shows_what_train_showed_and_more(flowers: Path, runs: Path) -> None:
    first = command("train", flowers, "--runs-dir", runs).out
    (run,) = runs.iterdir()
    again = shown("--runs-dir", runs)
    before = first.split("\n Try  ")[0]
    assert again.startswith(before)
    weights, *others = again.removeprefix(before).removeprefix("\n").split("\n\n")
    heading, *layers = weights.splitlines()
    assert heading == " weights          shape        norm        zero"
    assert [line.split()[:4] for line in layers] == [
        ["layers/0", "4", "x", "8"],
        ["layers/1", "8", "x", "3"],
    ]
    assert "\n\n".join(others) == (
        " Settings that differ from the defaults: dataset.kind=iris,\n"
        "   dataset.train_size=60, model.hidden=[8], optimizer.learning_rate=0.01,\n"
        "   optimizer.batch_size=16, optimizer.epochs=4\n"
        "\n"
        f" {run}/\n"
        "   config.yaml         settings      metrics.csv         every epoch\n"
        "   curves.png          picture       result.json         summary\n"
        "   best.npz            best weights  last.npz            last weights\n"
        "   preprocessing.json  scaling       test.json           sealed\n"
        "\n"
        f"{try_again(run, 'epochs=40')}"
    )


def try_again(run: Path, *overrides: str) -> str:
    """Return the command that a panel suggests, broken where it is long."""
    lines = [" Try  regexp train"]
    for word in (f"{run}/config.yaml", *overrides, "--runs-dir", str(run.parent)):
        if len(lines[-1]) + len(word) + 3 > 78:
            lines[-1] += " \\"
            lines.append(f"        {word}")
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines) + "\n"


def test_targets(flowers: Path, runs: Path) -> None:
    first, second = trained(flowers, runs, "--name", "one"), trained(flowers, runs, "--name", "two")
    for words in ((), ("last",), ("two",), (second,), ("t*",)):
        assert f"\n {second}/\n" in shown(*words, "--runs-dir", runs)
    several = command("show", f"{runs}/*")
    assert f"\n {second}/\n" in several.out
    assert (several.code, several.err) == (0, f"{second}: the newest of 2 that fit {runs}/*\n")
    assert f"\n {first}/\n" in shown("one", "--runs-dir", runs)


def test_it_changes_nothing(flowers: Path, runs: Path) -> None:
    trained(flowers, runs)
    before = contents(runs)
    shown("--runs-dir", runs)
    assert contents(runs) == before


def test_a_run_that_was_moved(flowers: Path, runs: Path, tmp_path: Path) -> None:
    run = trained(flowers, runs)
    moved = run.rename(tmp_path / "elsewhere")
    assert f"\n {moved}/\n" in shown(moved)


def test_nothing_there(runs: Path) -> None:
    assert refused("--runs-dir", runs) == (2, f"{runs}: holds no runs yet; try: regexp train digits\n")


def test_an_unknown_name(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    assert refused(f"{run.name}x", "--runs-dir", runs) == (
        2,
        f"{run.name}x: no such run or sweep in {runs} (did you mean {run.name}?); "
        "give a path, a name or last\n",
    )


def test_json_is_the_result(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    assert json.loads(shown(run, "--json")) == result(run)
    (run / "result.json").write_text("{")
    assert refused(run, "--json") == (4, f"{run}/result.json: is not JSON, or it is damaged\n")


def test_a_run_that_was_solved_for(write_config, runs: Path) -> None:
    text = "dataset: {kind: line, samples: 60}\nmodel: linear\noptimizer: exact\n"
    run = trained(write_config(text), runs)
    out = shown(run)
    assert " solved exactly " in out
    assert " weights          shape        norm        zero\n layers/0         1 x 1 " in out


class TestSweeps:
    """Runs that belong to a sweep."""

    @pytest.fixture
    def sweep(self, flowers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A sweep in the usual place, ./runs."""
        monkeypatch.chdir(tmp_path)
        return swept(flowers, Path("runs"), "l2=0,0.1", "--seeds", 2)

    @staticmethod
    def next_command(text: str) -> str:
        """Return the command that a panel suggests, in one line."""
        return " ".join(text[text.index(" Try ") :].partition("\n\n")[0].replace("\\", "").split())

    def test_only_files_that_are_there(self, sweep: Path) -> None:
        run = sweep / "cells/l2=0.1/seed=1"
        assert (
            f"\n {run}/\n"
            "   config.yaml         settings      metrics.csv         every epoch\n"
            "   result.json         summary       preprocessing.json  scaling\n"
            "   test.json           sealed\n"
            "\n Try "
        ) in shown(run)
        norm = f"{result(run)['last']['weight_norm']:.3f}"
        assert (
            f"\n weights: norm {norm} at the best epoch, {norm} at the last epoch\n"
            "   not kept: a sweep keeps them with --save-weights\n"
        ) in shown(run)

    def test_with_weights(self, sweep: Path, flowers: Path) -> None:
        swept(flowers, Path("runs"), "l2=0,0.1", "--seeds", 2, "--save-weights")
        run = sweep / "cells/l2=0.1/seed=1"
        assert "   result.json         summary       best.npz            best weights\n" in shown(run)
        assert "\n layers/1         8 x 3 " in shown(run)

    def test_what_it_suggests_goes_beside_the_sweep(
        self, sweep: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run, folder = sweep / "cells/l2=0/seed=0", sweep.parent.absolute()
        start = "Try regexp train"
        assert self.next_command(shown(run)) == f"{start} {run}/config.yaml epochs=40"
        monkeypatch.chdir(run.parent)
        beside = f"--runs-dir {folder}"
        assert self.next_command(shown("seed=0")) == f"{start} seed=0/config.yaml epochs=40 {beside}"

    def test_in_another_place(self, sweep: Path) -> None:
        moved = sweep.parent.rename("elsewhere") / sweep.name
        run = moved / "cells/l2=0/seed=0"
        words = f"{run}/config.yaml epochs=40 --runs-dir elsewhere"
        assert self.next_command(shown(run)) == f"Try regexp train {words}"

    def test_the_newest_may_be_a_sweep(self, sweep: Path) -> None:
        assert shown() == shown("last") == shown(sweep.name) == shown(sweep)
        assert shown().startswith(f"{sweep.name}: 2 l2 x 2 seeds = 4 runs, all completed\n")

    def test_the_newest_run_is_none_of_a_sweep(self, sweep: Path, flowers: Path) -> None:
        run = trained(flowers, sweep.parent, "--name", "mine")
        swept(flowers, sweep.parent / "others", "l2=0,0.1")
        assert f"\n {run}/\n" in shown()
