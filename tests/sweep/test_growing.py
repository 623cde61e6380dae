"""A sweep grows: more values or seeds train only what is missing, whoever asks for them and how."""

import shutil
from pathlib import Path

import pytest
from support.command import command
from support.runs import contents
from support.sweeps import SMALL, different, only_sweep, runs_of, swept, table

pytestmark = pytest.mark.usefixtures("no_overview")

FOUR = ["--lambda", "0,0.1", "--seeds", "2"]
DONE = "2 l2 x 2 seeds = 4 runs, all completed\n4 of them done before, 0 trained now"


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def sweep(config: Path, runs: Path) -> Path:
    """A sweep of two strengths and two seeds."""
    return swept(config, runs, *FOUR)


def said(source: Path, runs: Path, *words: object) -> str:
    """Return what is said about the number of runs by a command that goes on with the only sweep."""
    done = command("sweep", source, *words, "--runs-dir", runs, "--jobs", 1)
    assert done.code == 0, done
    return done.out[: done.out.index("\n\n")].removeprefix(f"{only_sweep(runs).name}: ")


@pytest.mark.parametrize(
    ("words", "expected", "new"),
    [
        (
            ["--lambda", "0,0.1,0.2", "--seeds", "2"],
            "3 l2 x 2 seeds = 6 runs, all completed\n4 of them done before, 2 trained now",
            {"l2=0.2/seed=0", "l2=0.2/seed=1"},
        ),
        (
            ["--lambda", "0,0.1", "--seeds", "3"],
            "2 l2 x 3 seeds = 6 runs, all completed\n4 of them done before, 2 trained now",
            {"l2=0/seed=2", "l2=0.1/seed=2"},
        ),
        (
            ["l2=0.1,0", "--seeds", "1:3"],
            "2 l2 x 3 seeds = 6 runs, all completed\n4 of them done before, 2 trained now",
            {"l2=0/seed=2", "l2=0.1/seed=2"},
        ),
        (
            ["l2=lin:0.1:0.3:3", "seed=1"],
            "4 l2, 1 to 2 seeds, 6 runs, all completed\n4 of them done before, 2 trained now",
            {"l2=0.2/seed=1", "l2=0.3/seed=1"},
        ),
        (["regularization.l2=0.1,0.0", "seeds=0,1"], DONE, set()),
        (["--dropout", "none", "l2.strength=1e-1,0", "--seeds", "0:2"], DONE, set()),
    ],
    ids=["value", "seed", "other seeds", "part", "key", "field"],
)
def test_only_what_is_missing_is_trained(
    words: list[str], expected: str, new: set[str], config: Path, runs: Path, sweep: Path
) -> None:
    before = contents(sweep / "cells")
    assert said(config, runs, *words) == expected
    after = contents(sweep / "cells")
    assert {name: after[name] for name in before} == before
    assert {str(Path(name).parent) for name in after.keys() - before.keys()} == new


def test_a_sweep_that_has_grown_is_the_one_that_asks_for_all_at_once(write_config, tmp_path: Path) -> None:
    def asks_for(*blocks: str, runs: Path) -> Path:
        for block in blocks:
            swept(write_config(f"{SMALL}sweep: {{{block}}}", "flowers.yaml"), runs)
        return only_sweep(runs)

    whole = asks_for("l2: [0, 0.1, 0.2], dropout: [0, 0.5], seeds: 3", runs=tmp_path / "whole")
    steps = (
        "l2: [0.2], dropout: [0.5], seeds: '2:3'",
        "l2: [0, 0.1], dropout: [0.5], seeds: 3",
        "l2: [0.2, 0, 0.1], dropout: [0.5, 0], seeds: 3",
    )
    assert different(asks_for(*steps, runs=tmp_path / "steps"), whole) == []
    assert different(asks_for(*steps[::-1], steps[0], runs=tmp_path / "back"), whole) == []


def test_the_order_of_words_changes_nothing(config: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    sweep = swept(config, runs, "l2=0,0.1", "dropout=0,0.5")
    before = contents(sweep)
    assert said(config, runs, "--dropout", "0.5,0", "l2=0.1,0") == (
        "2 l2 x 2 dropout x 1 seed = 4 runs, all completed\n4 of them done before, 0 trained now"
    )
    after = contents(sweep)
    assert {name: content for name, (content, _) in after.items()} == {
        name: content for name, (content, _) in before.items()
    }


def test_a_block_in_the_file_asks_for_what_words_ask_for(
    config: Path, runs: Path, sweep: Path, write_config
) -> None:
    block = "sweep: {l2: [0.1, 0], seeds: 2}"
    assert said(write_config(SMALL + block, "flowers.yaml"), runs) == DONE
    assert said(write_config(SMALL + 'sweep: {lambda: "0.1, 0", seeds: "0:2"}', "flowers.yaml"), runs) == DONE


def test_sweep_yaml_repeats_everything_in_place(runs: Path, sweep: Path) -> None:
    before = contents(sweep)
    assert said(sweep / "sweep.yaml", runs) == DONE
    assert {name: bytes_ for name, (bytes_, _) in contents(sweep).items()} == {
        name: bytes_ for name, (bytes_, _) in before.items()
    }


def test_sweep_yaml_repeats_everything_elsewhere(sweep: Path, tmp_path: Path) -> None:
    copy = shutil.copy(sweep / "sweep.yaml", tmp_path / "copy.yaml")
    assert different(swept(Path(copy), tmp_path / "again"), sweep) == []


class TestName:
    """--name."""

    @pytest.fixture
    def sweep(self, config: Path, runs: Path) -> Path:
        return swept(config, runs, *FOUR, "--name", "mine")

    def test_it_is_the_directory_and_can_grow(self, config: Path, runs: Path, sweep: Path) -> None:
        assert sweep == runs / "mine"
        assert said(config, runs, "l2=0,0.1,0.2", "--name", "mine") == (
            "3 l2, 1 to 2 seeds, 5 runs, all completed\n4 of them done before, 1 trained now"
        )

    def test_sweep_yaml_goes_on_where_it_is(self, runs: Path, sweep: Path) -> None:
        assert said(sweep / "sweep.yaml", runs) == DONE
        sweep.rename(runs / "yours")
        assert said(runs / "yours" / "sweep.yaml", runs) == DONE

    def test_other_axes_than_those_of_sweep_yaml_have_another_directory(
        self, runs: Path, sweep: Path
    ) -> None:
        before = contents(sweep)
        done = command("sweep", sweep / "sweep.yaml", "dropout=0,0.5", "--runs-dir", runs)
        assert done.code == 0
        assert len(list(runs.iterdir())) == 2
        assert contents(sweep) == before

    @pytest.mark.parametrize(
        "words",
        [[*FOUR, "epochs=5"], ["--dropout", "0,0.5"], ["--seeds", "2"]],
        ids=["base", "axes", "no axes"],
    )
    def test_another_sweep_can_not_have_it(
        self, words: list[str], config: Path, runs: Path, sweep: Path
    ) -> None:
        def digits(*words: str) -> str:
            return command("sweep", config, *words, "--plan").out.removeprefix("flowers-sweep-")[:6]

        before = contents(sweep)
        done = command("sweep", config, *words, "--name", "mine", "--runs-dir", runs)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"{runs}/mine: holds a sweep of another config or other axes ({digits(*FOUR)}, this one is "
            f"{digits(*words)}); give another --name or delete it\n"
        )
        assert contents(sweep) == before


def test_rows_of_values_that_were_asked_for_once_stay_in_the_table(
    config: Path, runs: Path, sweep: Path
) -> None:
    swept(config, runs, "l2=0.2,0.3", "--seeds", "2:3")
    assert [(row["regularization.l2.strength"], row["seed"]) for row in table(sweep)] == [
        *(("0", "0"), ("0", "1"), ("0.1", "0"), ("0.1", "1")),
        *(("0.2", "2"), ("0.3", "2")),
    ]


class TestWhereItStands:
    """A sweep.yaml goes on beside its cells, wherever the command is typed."""

    def test_in_any_folder(self, config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        sweep = swept(config, runs, "l2=0,0.1")
        (runs / "elsewhere").mkdir()
        monkeypatch.chdir(runs / "elsewhere")
        moved = sweep.rename(runs / "elsewhere" / "renamed")
        for folder, description in [(runs, "elsewhere/renamed/sweep.yaml"), (moved, "sweep.yaml")]:
            monkeypatch.chdir(folder)
            again = command("sweep", description)
            assert (again.code, again.err) == (0, "")
            assert again.out.startswith(
                "renamed: 2 l2 x 1 seed = 2 runs, all completed\n2 of them done before"
            )
        assert not (runs / "runs").exists()

    def test_another_axis_makes_another_sweep(
        self, config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sweep = swept(config, runs, "l2=0,0.1")
        monkeypatch.chdir(runs.parent)
        other = command("sweep", sweep / "sweep.yaml", "learning_rate=0.01,0.02", "--jobs", 1)
        assert other.code == 0
        assert len(list(runs.iterdir())) == 2

    def test_a_given_folder_wins(self, config: Path, runs: Path, tmp_path: Path) -> None:
        sweep = swept(config, runs, "l2=0,0.1")
        command("sweep", sweep / "sweep.yaml", "--runs-dir", tmp_path / "other", "--jobs", 1)
        assert different(only_sweep(tmp_path / "other"), sweep) == []


def test_runs_without_weights_are_trained_again_for_them(config: Path, runs: Path) -> None:
    sweep = swept(config, runs, "l2=0,0.1")
    again = command("sweep", config, "l2=0,0.1", "--save-weights", "--json", "--runs-dir", runs)
    assert (again.code, again.err) == (0, "2 finished runs without weights: trained again to keep them\n")
    assert {(run / "best.npz").is_file() for run in runs_of(sweep)} == {True}
