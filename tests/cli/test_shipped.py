"""Every config that is shipped, from its name to its picture, in two epochs."""

from pathlib import Path

import pytest
from support.command import command
from support.runs import result
from support.shipped import problems

from regexp.config import load_config, shipped_folder, shipped_names


@pytest.mark.parametrize("name", shipped_names())
def test_it_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load_config(name).config
    two_epochs = ["epochs=2", "evaluation.every=1"] if "epochs" in type(config.optimizer).model_fields else []
    done = command("train", name, *two_epochs)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    (run,) = (tmp_path / "runs").iterdir()
    assert run.name.startswith(f"{Path(name).name}-")
    assert (run / "curves.png").stat().st_size > 10_000
    assert result(run)["status"] == "completed"
    assert result(run)["epochs"] == (2 if two_epochs else 1)


@pytest.mark.parametrize("name", shipped_names())
def test_its_name_and_its_path_are_the_same(name: str) -> None:
    assert load_config(str(shipped_folder() / f"{name}.yaml")).config == load_config(name).config


@pytest.mark.parametrize("name", shipped_names())
def test_what_its_comment_suggests_can_be_trained(name: str) -> None:
    text = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    (command_line,) = [line for line in text.splitlines() if line.startswith("# Try: regexp train ")]
    config, *overrides = command_line.removeprefix("# Try: regexp train ").split()
    assert load_config(config, overrides).config != load_config(name).config
    assert problems(config, *overrides)
    assert config == name


@pytest.mark.parametrize("name", shipped_names())
def test_editors_find_the_schema(name: str) -> None:
    path = shipped_folder() / f"{name}.yaml"
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (shipped_folder() / "schema.json").resolve()
