"""regexp show: a run that was trained before."""

from pathlib import Path

import pytest
from support.command import command
from support.runs import contents, trained, watched
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


def test_it_shows_what_train_showed_and_the_settings(flowers: Path, runs: Path) -> None:
    first = command("train", flowers, "--runs-dir", runs).out
    (run,) = runs.iterdir()
    again = shown("--runs-dir", runs)
    before, after = (text.split("\n Try  ")[0] for text in (first, again))
    assert after == before
    assert again.endswith(
        f" {run}/\n"
        "   curves.png  metrics.csv  result.json  best.npz\n"
        " Settings that differ from the defaults: dataset.kind=iris,\n"
        "   dataset.train_size=60, model.hidden=[8], optimizer.learning_rate=0.01,\n"
        "   optimizer.batch_size=16, optimizer.epochs=4\n"
    )


def test_targets(flowers: Path, runs: Path) -> None:
    first, second = trained(flowers, runs, "--name", "one"), trained(flowers, runs, "--name", "two")
    for words in ((), ("last",), ("two",), (second,), ("t*",), (f"{runs}/*",)):
        assert f"\n {second}/\n" in shown(*words, "--runs-dir", runs)
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
        f"{run.name}x: no such run in {runs} (did you mean {run.name}?); give a path, a name or last\n",
    )


def test_an_unfinished_run(flowers: Path, runs: Path) -> None:
    def fail(member: object) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        watched(flowers, runs, fail, name="mine")
    assert refused("mine", "--runs-dir", runs) == (
        4,
        f"{runs}/mine: is not finished; the command that began it goes on with it\n",
    )


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("result.json", b"{", "is not JSON, or it is damaged"),
        ("result.json", b'{"schema_version": 99}', "schema_version is 99; this version reads 1"),
        ("metrics.csv", b"epoch,train_loss\n", "holds no epochs"),
    ],
)
def test_a_damaged_run(name: str, content: bytes, wrong: str, flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    (run / name).write_bytes(content)
    assert refused(run) == (4, f"{run / name}: {wrong}\n")


def test_a_missing_file(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    (run / "metrics.csv").unlink()
    code, message = refused(run)
    assert code == 4
    assert message.startswith(f"{run}/metrics.csv: cannot be read")
    assert message.count("\n") == 1


def test_a_config_that_can_no_longer_be_read(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    (run / "config.yaml").write_text("dataset: irys\n")
    code, message = refused(run)
    assert code == 2
    assert message.startswith(f"{run}/config.yaml:1:10: ")


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
        assert f"\n {run}/\n   metrics.csv  result.json\n Settings that differ " in shown(run)

    def test_with_weights(self, sweep: Path, flowers: Path) -> None:
        swept(flowers, Path("runs"), "l2=0,0.1", "--seeds", 2, "--save-weights")
        run = sweep / "cells/l2=0.1/seed=1"
        assert f"\n {run}/\n   metrics.csv  result.json  best.npz\n" in shown(run)

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

    def test_the_sweep_itself(self, sweep: Path) -> None:
        told = (
            f"{sweep}: is a sweep of 4 finished runs, see results.csv and overview.png there; "
            f"to see one: regexp show {sweep}/cells/l2=0/seed=0\n"
        )
        assert refused(sweep.name) == refused(sweep) == (2, told)
        assert refused() == refused("last") == (2, told)
        shown(f"{sweep}/cells/l2=0/seed=0")

    def test_the_newest_run_is_none_of_a_sweep(self, sweep: Path, flowers: Path) -> None:
        run = trained(flowers, sweep.parent, "--name", "mine")
        swept(flowers, sweep.parent / "others", "l2=0,0.1")
        assert f"\n {run}/\n" in shown()
