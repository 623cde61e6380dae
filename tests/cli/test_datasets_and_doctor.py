"""regexp datasets and regexp doctor: tables that fit 80 columns."""

import os
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from support.command import command

from regexp.datasets import Dataset
from regexp.engine import fingerprint


def table(*words: str) -> list[str]:
    done = command(*words)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    return done.out.splitlines()


def test_datasets_lists_every_kind() -> None:
    lines = table("datasets")
    assert lines[0].split() == ["kind", "rows", "inputs", "task", "what", "it", "is"]
    kinds = [line.split()[0] for line in lines[2:] if not line.startswith(" ")]
    assert kinds == list(Dataset.kinds())
    iris = next(line for line in lines if line.startswith("iris "))
    assert iris.split()[:4] == ["iris", "150", "4", "classification"]


def test_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, table("datasets"))) <= 60


def test_a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert max(map(len, table("datasets"))) <= 80


class TestDoctor:
    @pytest.fixture(autouse=True)
    def unset(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in os.environ if name.startswith("OPENBLAS_")]:
            monkeypatch.delenv(name)

    def found(self) -> dict[str, str]:
        """Return the rows of the table by their first column, wrapped lines joined."""
        rows: dict[str, str] = {}
        for line in table("doctor")[2:]:
            name, text = line[:15].strip(), line[15:].strip()
            last = name or list(rows)[-1]
            rows[last] = f"{rows[last]} {text}" if last in rows else text
        return rows

    def test_what_it_looks_at(self) -> None:
        assert list(self.found()) == [
            "regexp",
            "libraries",
            "BLAS",
            "BLAS kernel",
            "BLAS threads",
            "OPENBLAS_*",
            "cores",
            "cache",
            "training run",
        ]

    def test_versions(self) -> None:
        found = self.found()["libraries"]
        assert f"numpy {np.__version__}" in found
        assert f"scikit-learn {version('scikit-learn')}" in found

    def test_the_kernel_is_that_of_the_fingerprint(self) -> None:
        assert self.found()["BLAS kernel"] == fingerprint("float32")["kernel"]

    def test_variables_that_slow_openblas_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.found()["OPENBLAS_*"] == "none set"
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
        monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
        assert self.found()["OPENBLAS_*"] == "OPENBLAS_CORETYPE=Haswell, OPENBLAS_NUM_THREADS=1"

    def test_the_cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REGEXP_CACHE_DIR", "/some/where")
        assert self.found()["cache"] == "/some/where"

    def test_the_training_run(self) -> None:
        assert self.found()["training run"].startswith("fine: loss ")

    def test_a_training_run_that_does_not_learn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("regexp.optimizers.Adam.update", lambda *arguments: None)
        assert self.found()["training run"].startswith("WRONG: loss ")
