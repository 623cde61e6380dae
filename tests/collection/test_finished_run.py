"""One run as its files describe it."""

from pathlib import Path

import numpy as np
import pytest
from support.made_runs import made_run
from support.runs import trained

from regexp.collection import finished_run
from regexp.config import load_config
from regexp.errors import FileError
from regexp.grid import settings_of
from regexp.record import DamagedFile, RunDirectory, write_result


def rewritten(path: Path, **changes: object) -> None:
    """Change what a result.json says, hash included; a value of None takes a key away."""
    found = dict(RunDirectory(path).result) | changes
    found = {key: value for key, value in found.items() if value is not None}
    write_result(path / "result.json", found, RunDirectory(path).hashes(), durable=False)


@pytest.mark.usefixtures("no_pictures")
def test_a_run_that_was_trained(flowers: Path, runs: Path) -> None:
    path = trained(flowers, runs, "dropout=0.5", "--seed", 2)
    run = finished_run(RunDirectory(path))
    assert run.seed == 2
    assert run.settings == settings_of(load_config(str(path / "config.yaml")).config)
    assert run.settings["model.hidden"] == (8,)
    assert run.settings["regularization.dropout.rate"] == 0.5
    assert run.history["validation_loss"][-1] == run.result["last"]["validation_loss"]


def test_its_config_is_the_one_that_was_written(runs: Path) -> None:
    path = made_run(runs / "one", settings={"regularization.l2.strength": 0.1})
    assert settings_of(finished_run(RunDirectory(path)).config)["regularization.l2.strength"] == 0.1
    text = (path / "config.yaml").read_text()
    (path / "config.yaml").write_text(text.replace("0.1", "0.2"))
    with pytest.raises(DamagedFile) as caught:
        _ = finished_run(RunDirectory(path)).config
    assert str(caught.value) == f"{path}/config.yaml: has changed since it was written"


def test_its_history(runs: Path) -> None:
    run = finished_run(RunDirectory(made_run(runs / "one", history=[0.5, 0.4])))
    np.testing.assert_array_equal(run.history["validation_loss"], [0.5, 0.4])


def test_the_settings_of_results_from_before_they_had_any(runs: Path) -> None:
    path = made_run(runs / "one", settings={"regularization.l2.strength": 0.1})
    before = finished_run(RunDirectory(path)).settings
    rewritten(path, settings=None)
    assert "settings" not in RunDirectory(path).result
    assert finished_run(RunDirectory(path), "plain").settings == {"arm": "plain", **before}
    (path / "config.yaml").write_text("model: 3\n")
    with pytest.raises(DamagedFile) as caught:
        finished_run(RunDirectory(path))
    assert str(caught.value).startswith(f"{path}/config.yaml:1:1: ")


def test_a_run_that_is_not_finished(runs: Path) -> None:
    path = made_run(runs / "one", status="unfinished")
    with pytest.raises(FileError) as caught:
        finished_run(RunDirectory(path))
    assert str(caught.value) == f"{path}: is not finished; the command that began it goes on with it"


@pytest.mark.parametrize("name", ["metrics.csv", "result.json"])
def test_a_changed_digit_shows(name: str, runs: Path) -> None:
    path = made_run(runs / "one", history=[0.5, 0.4321])
    (path / name).write_text((path / name).read_text().replace("0.4321", "0.4322"))
    with pytest.raises(DamagedFile) as caught:
        assert finished_run(RunDirectory(path)).history
    assert str(caught.value) == f"{path}/{name}: has changed since it was written"


def test_a_newer_result(runs: Path) -> None:
    path = made_run(runs / "one", schema_version=2)
    with pytest.raises(DamagedFile) as caught:
        finished_run(RunDirectory(path))
    assert str(caught.value) == f"{path}/result.json: schema_version is 2; this version reads 1"


def test_what_a_newer_version_adds_does_no_harm(runs: Path) -> None:
    path = made_run(runs / "one", weather="fine")
    assert finished_run(RunDirectory(path)).result["weather"] == "fine"
