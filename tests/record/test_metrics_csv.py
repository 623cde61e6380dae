"""metrics.csv: what is written is read back to the last bit."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from regexp.history import History
from regexp.record import DamagedFile, read_history, write_history

VALUES = arrays(np.float64, st.tuples(st.integers(1, 5), st.just(2)), elements=st.floats(width=64))


@given(values=VALUES)
def test_round_trip(values: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    epochs = np.arange(1.0, len(values) + 1)[:, np.newaxis]
    history = History(("epoch", "train_loss", "validation_loss"), np.hstack([epochs, values]))
    write_history(path, history)
    found = read_history(path)
    assert found.columns == history.columns
    assert np.array_equal(found.values, history.values, equal_nan=True)


def test_the_text(tmp_path: Path) -> None:
    values = np.array([[1, 0.1, np.nan], [20, 1e-300, np.inf], [300, -0.0, 1e16]])
    write_history(tmp_path / "m.csv", History(("epoch", "train_loss", "validation_loss"), values))
    assert (tmp_path / "m.csv").read_text() == (
        "epoch,train_loss,validation_loss\n1,0.1,\n20,1e-300,inf\n300,-0.0,1e+16\n"
    )


def test_a_single_precision_number_keeps_the_digits_it_was_measured_with(tmp_path: Path) -> None:
    value = float(np.float32(0.1))
    write_history(tmp_path / "m.csv", History(("epoch", "train_loss"), np.array([[1, value]])))
    assert (tmp_path / "m.csv").read_text().splitlines()[1] == "1,0.10000000149011612"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "epoch,train_loss\n1,0.5,3\n",
        "epoch,train_loss\n1,0.5\n2\n",
        "epoch,train_loss\n1,half\n",
        "\0\0\0",
    ],
)
def test_something_else(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(DamagedFile) as caught:
        read_history(tmp_path / "m.csv")
    assert str(caught.value).startswith(f"{tmp_path}/m.csv: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["epoch,train_loss\n", "loss\n1\n"])
def test_no_epochs(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(DamagedFile) as caught:
        read_history(tmp_path / "m.csv")
    assert str(caught.value) == f"{tmp_path}/m.csv: holds no epochs"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(DamagedFile):
        read_history(tmp_path / "m.csv")
