"""Weights to start from and batch orders to follow: what they do, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
from support.command import refusal
from support.runs import rows, trained, weights

from regexp.config import load_config
from regexp.datasets import prepare

pytestmark = pytest.mark.usefixtures("no_pictures")

SHAPES = {"layers/0/weight": (4, 8), "layers/0/bias": (8,), "layers/1/weight": (8, 3), "layers/1/bias": (3,)}


def start(**changes: np.ndarray) -> dict[str, np.ndarray]:
    """Return weights that fit the config of `flowers`, with slashes as underscores in changes."""
    found = {name: np.full(shape, 0.1) for name, shape in SHAPES.items()}
    return found | {name.replace("_", "/"): array for name, array in changes.items()}


class TestWeights:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "start.npz"

    def refused(self, flowers: Path, runs: Path, file: Path) -> tuple[int, str]:
        return refusal(flowers, runs, f"weights={file}")

    def test_layers_that_the_model_has_not(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **start(layers_2_weight=np.zeros((3, 3))))
        message = f"model.weights: {file} has layers/2/weight, but this model has not\n"
        assert self.refused(flowers, runs, file) == (2, message)

    @pytest.mark.parametrize("dtype", ["float64", "float32", "int8"])
    def test_training_starts_from_them(self, dtype: str, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, extra=np.zeros(2), **{name: array.astype(dtype) for name, array in start().items()})
        run = trained(flowers, runs, f"weights={file}", "learning_rate=1e-12", "epochs=1")
        expected = np.float32(np.array(0.1, dtype))
        assert {name: array.shape for name, array in weights(run, "last").items()} == SHAPES
        assert all(np.allclose(array, expected, atol=1e-9) for array in weights(run, "last").values())

    def test_a_run_goes_on_from_the_weights_of_another(self, flowers: Path, runs: Path) -> None:
        first = trained(flowers, runs)
        second = trained(flowers, runs, f"weights={first}/last.npz", "learning_rate=1e-12")
        assert float(rows(second)[0]["train_loss"]) == pytest.approx(float(rows(first)[-1]["train_loss"]))

    def test_a_missing_array(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, w1=np.zeros(3), b1=np.zeros(3))
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: there is no array layers/0/weight, but w1, b1\n",
        )

    def test_many_other_arrays(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **{letter: np.zeros(1) for letter in "abcdefgh"})
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: there is no array layers/0/weight, but a, b, c, d, e, f …\n",
        )

    def test_no_arrays(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file)
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: there is no array layers/0/weight, but nothing\n",
        )

    def test_another_shape(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **start(layers_1_weight=np.zeros((3, 8))))
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: layers/1/weight is float64 of shape (3, 8); "
            "this model needs numbers of shape (8, 3)\n",
        )

    @pytest.mark.parametrize(("array", "dtype"), [(np.full(8, "a"), "<U1"), (np.full(8, 1j), "complex128")])
    def test_no_numbers(self, array: np.ndarray, dtype: str, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **start(layers_0_bias=array))
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: layers/0/bias is {dtype} of shape (8,); "
            "this model needs numbers of shape (8,)\n",
        )

    @pytest.mark.parametrize("value", [np.nan, np.inf])
    def test_numbers_that_are_none(self, value: float, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **start(layers_0_bias=np.full(8, value)))
        assert self.refused(flowers, runs, file) == (
            2,
            f"model.weights: {file}: layers/0/bias holds numbers that are not finite\n",
        )

    def test_python_objects(self, flowers: Path, runs: Path, file: Path) -> None:
        np.savez(file, **start(layers_0_bias=np.array([None] * 8)))
        assert self.refused(flowers, runs, file) == (4, f"{file}: is not NPZ, or it is damaged\n")

    def test_another_format(self, flowers: Path, runs: Path, tmp_path: Path) -> None:
        np.save(tmp_path / "w.npy", np.zeros(3))
        (tmp_path / "w.txt").write_text("0 0 0")
        for file in (tmp_path / "w.npy", tmp_path / "w.txt"):
            assert self.refused(flowers, runs, file) == (4, f"{file}: is not NPZ, or it is damaged\n")

    def test_a_missing_file(self, flowers: Path, runs: Path, file: Path) -> None:
        assert self.refused(flowers, runs, file) == (4, f"{file}: no such file\n")

    def test_a_folder(self, flowers: Path, runs: Path, tmp_path: Path) -> None:
        assert self.refused(flowers, runs, tmp_path) == (4, f"{tmp_path}: cannot be read: Is a directory\n")


class TestBatchOrder:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "order.npy"

    def refused(self, flowers: Path, runs: Path, file: Path) -> tuple[int, str]:
        return refusal(flowers, runs, f"batch_order={file}")

    def test_training_follows_it(self, line: Path, runs: Path, file: Path) -> None:
        # By hand, one row at a time, from zero weights: θ ← θ − 2·α·(prediction − y)·(x, 1).
        np.save(file, np.array([[35, 3] + [35] * 34]))
        words = ("optimizer=sgd", "batch_size=1", "learning_rate=0.01", "epochs=1", "dtype=float64")
        run = trained(line, runs, f"batch_order={file}", *words)
        train = prepare(load_config(str(line)).config.dataset, seed=0).train
        theta = np.zeros(2)
        for row in [35, 3] + [35] * 34:
            x = np.array([train.x[row, 0], 1.0])
            theta -= 2 * 0.01 * (theta @ x - train.y[row, 0]) * x
        last = weights(run, "last")
        assert [last["layers/0/weight"][0, 0], last["layers/0/bias"][0]] == pytest.approx(theta, rel=1e-12)

    def test_more_epochs_than_needed(self, flowers: Path, runs: Path, file: Path) -> None:
        np.save(file, np.tile(np.arange(60), (9, 1)))
        assert len(rows(trained(flowers, runs, f"batch_order={file}"))) == 4

    def test_too_few_epochs(self, flowers: Path, runs: Path, file: Path) -> None:
        np.save(file, np.tile(np.arange(60), (3, 1)))
        assert self.refused(flowers, runs, file) == (
            2,
            f"optimizer.batch_order: {file} has 3 epochs; this run has 4\n",
        )

    @pytest.mark.parametrize(
        ("order", "found"),
        [
            (np.zeros((4, 59), int), "int64 of shape (4, 59)"),
            (np.zeros(240, int), "int64 of shape (240,)"),
            (np.zeros((4, 60)), "float64 of shape (4, 60)"),
            (np.full((4, 60), "1"), "<U1 of shape (4, 60)"),
        ],
    )
    def test_another_shape_or_type(
        self, order: np.ndarray, found: str, flowers: Path, runs: Path, file: Path
    ) -> None:
        np.save(file, order)
        assert self.refused(flowers, runs, file) == (
            2,
            f"optimizer.batch_order: {file} holds {found}; this run needs integers of shape (4, 60)\n",
        )

    @pytest.mark.parametrize("row", [-1, 60])
    def test_rows_that_are_not_there(self, row: int, flowers: Path, runs: Path, file: Path) -> None:
        order = np.tile(np.arange(60), (4, 1))
        order[3, 7] = row
        np.save(file, order)
        assert self.refused(flowers, runs, file) == (
            2,
            f"optimizer.batch_order: {file} must number training rows from 0 to 59\n",
        )

    def test_another_format(self, flowers: Path, runs: Path, tmp_path: Path) -> None:
        np.savez(tmp_path / "order.npz", order=np.tile(np.arange(60), (4, 1)))
        np.save(tmp_path / "objects.npy", np.array([[None] * 60] * 4))
        (tmp_path / "order.txt").write_text("0 1 2")
        for name in ("order.npz", "objects.npy", "order.txt"):
            file = tmp_path / name
            assert self.refused(flowers, runs, file) == (4, f"{file}: is not NPY, or it is damaged\n")

    def test_a_missing_file(self, flowers: Path, runs: Path, file: Path) -> None:
        assert self.refused(flowers, runs, file) == (4, f"{file}: no such file\n")
