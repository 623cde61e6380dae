"""A run's own config.yaml repeats it bit for bit, wherever both of them are."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.runs import result, same_bytes, trained

from regexp.config import config_hash, load_config

pytestmark = pytest.mark.usefixtures("no_pictures")

COMPUTED = ("metrics.csv", "best.npz", "last.npz", "preprocessing.json", "test.json")
Lab = Callable[[str], Path]


def table(rows: int = 40) -> str:
    generator = np.random.default_rng(0)
    lines = [f"{a:.6f},{b:.6f},{a - b + 0.1 * c:.6f}" for a, b, c in generator.normal(size=(rows, 3))]
    return "\n".join(["left,right,target", *lines, ""])


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """A folder with a config and all that it reads, named by relative paths: data, weights, batch order."""
    folder = tmp_path / "lab"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "points.csv").write_text(table())
    shapes = {
        "layers/0/weight": (2, 5),
        "layers/0/bias": (5,),
        "layers/1/weight": (5, 1),
        "layers/1/bias": (1,),
    }
    generator = np.random.default_rng(1)
    np.savez(folder / "start.npz", **{name: generator.normal(size=shape) for name, shape in shapes.items()})
    np.save(folder / "order.npy", np.array([generator.permutation(24) for _ in range(3)]))
    (folder / "exp.yaml").write_text(
        "dataset: data/points.csv\n"
        "model: {kind: mlp, hidden: 5, weights: start.npz}\n"
        "optimizer: {kind: adam, learning_rate: 0.01, batch_size: 5, epochs: 3, batch_order: order.npy}\n"
        "regularization: {dropout: 0.2, l2: 0.01}\n"
    )
    return folder


def test_from_another_folder(lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lab)
    first = trained(Path("exp.yaml"), Path("runs"), "seed=5")
    assert first.parent == Path("runs")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    own = Path("../lab") / first / "config.yaml"
    again = trained(own, Path("deep/er"))
    assert again == Path("deep/er") / first.name
    assert same_bytes(lab / first, again, *COMPUTED)
    assert result(lab / first)["config_hash"] == result(again)["config_hash"]


def test_from_where_both_were_moved(lab: Path, tmp_path: Path) -> None:
    first = trained(lab / "exp.yaml", lab / "runs")
    (tmp_path / "archive").mkdir()
    moved = Path(shutil.move(lab, tmp_path / "archive")) / "runs" / first.name
    again = trained(moved / "config.yaml", tmp_path / "again")
    assert same_bytes(moved, again, *COMPUTED)
    assert again.name == first.name


def test_it_names_its_files_relative_to_where_it_stands(lab: Path) -> None:
    text = (trained(lab / "exp.yaml", lab / "runs") / "config.yaml").read_text()
    assert "path: ../../data/points.csv\n" in text
    assert "weights: ../../start.npz\n" in text
    assert "batch_order: ../../order.npy\n" in text
    assert str(lab) not in text


def test_a_finished_run_found_by_its_own_config_is_done_already(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    again = command("train", run / "config.yaml", "--runs-dir", runs, "--quiet")
    assert (again.code, again.out) == (0, f"{run}\n")
    assert again.err == f"{run}: done already; --force trains it again\n"


@pytest.mark.parametrize("kind", ["iris", "line"])
def test_a_generated_or_bundled_set(kind: str, write_config, runs: Path) -> None:
    config = write_config(f"dataset: {kind}\nmodel: {{hidden: 4}}\noptimizer: {{epochs: 2}}\nseed: 3\n")
    first = trained(config, runs)
    assert same_bytes(first, trained(first / "config.yaml", runs / "again"), "config.yaml", *COMPUTED)


class TestHash:
    """Which runs are the same: settings, seed and content of files, not names and places."""

    def hash(self, config: Path, *words: str) -> str:
        return config_hash(load_config(str(config), words).config)

    def test_the_place_and_the_name_of_a_file_do_not_count(self, lab: Path, tmp_path: Path) -> None:
        before = self.hash(lab / "exp.yaml")
        (lab / "data" / "points.csv").rename(tmp_path / "renamed.csv")
        assert self.hash(lab / "exp.yaml", f"dataset.path={tmp_path}/renamed.csv") == before

    def test_the_name_of_the_run_does_not_count(self, lab: Path) -> None:
        assert self.hash(lab / "exp.yaml", "name=other") == self.hash(lab / "exp.yaml")

    def test_the_seed_counts(self, lab: Path) -> None:
        assert self.hash(lab / "exp.yaml", "seed=1") != self.hash(lab / "exp.yaml")

    @pytest.mark.parametrize("name", ["data/points.csv", "start.npz", "order.npy"])
    def test_the_content_of_each_file_counts(self, name: str, lab: Path) -> None:
        before = self.hash(lab / "exp.yaml")
        content = bytearray((lab / name).read_bytes())
        content[-3] ^= 1
        (lab / name).write_bytes(content)
        assert self.hash(lab / "exp.yaml") != before

    def test_other_data_is_another_run(self, lab: Path) -> None:
        first = trained(lab / "exp.yaml", lab / "runs")
        (lab / "data" / "points.csv").write_text(table().replace("0.", "1.", 1))
        assert trained(lab / "exp.yaml", lab / "runs") != first
