"""regexp explain: every component in words that hold."""

import re
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.command import command

from regexp.config import load_config
from regexp.explain import FAMILIES, explain, overview
from regexp.spec import Spec

COMPONENTS = [
    pytest.param(place, kind, component, id=f"{place}-{kind}")
    for place, family in FAMILIES.items()
    for kind, component in family.kinds().items()
]
FORMULA = re.compile(r"[=←·Σ]")
FORMULAS = {"regularization", "optimizer", "optimizer.schedule", "loss", "model", "model.activation"}
WITHOUT_FORMULA = {"early_stopping", "constant"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the examples of data sets name: a CSV file, an NPZ archive."""
    (tmp_path / "points.csv").write_text("x,target\n" + "".join(f"{i},{i}.5\n" for i in range(10)))
    np.savez(tmp_path / "points.npz", x=np.arange(10.0), y=np.arange(10.0))
    return tmp_path


def lines_of(place: str, kind: str) -> list[str]:
    """Return what `regexp explain` says of one component, without namesakes in other families."""
    everything = explain(kind)
    start = everything.index(f"{kind}  ({place})")
    end = next(n for n, line in enumerate(everything) if n > start and line.startswith("  Override: "))
    return everything[start : end + 1]


@pytest.mark.parametrize(("place", "kind", "component"), COMPONENTS)
def test_it_fits_80_columns(place: str, kind: str, component: type[Spec]) -> None:
    done = command("explain", kind)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(("place", "kind", "component"), COMPONENTS)
def test_it_says_what_the_docstring_says(place: str, kind: str, component: type[Spec]) -> None:
    words = " ".join(" ".join(lines_of(place, kind)).split())
    assert " ".join((component.__doc__ or "").split()) in words
    assert component.__doc__ not in (None, "", Spec.__doc__)
    if place in FORMULAS and kind not in WITHOUT_FORMULA:
        assert FORMULA.search(component.__doc__)


@pytest.mark.parametrize(("place", "kind", "component"), COMPONENTS)
def test_every_field_is_described(place: str, kind: str, component: type[Spec]) -> None:
    lines = lines_of(place, kind)
    for name, field in component.model_fields.items():
        if name != "kind":
            assert field.description, name
            assert any(line.startswith(f"  {name}: ") for line in lines)


def loaded(folder: Path, text: str, *words: str) -> dict[str, Any]:
    """Return the settings of a config whose model and optimizer fit everything but closed forms."""
    path = folder / "exp.yaml"
    path.write_text(text)
    return load_config(str(path), words).config.model_dump()


def base(place: str, kind: str) -> str:
    """Return a config that an example fits into."""
    optimizer = "exact" if kind == "exact" else "adam"
    model = "linear" if kind == "exact" else "mlp"
    parts = {"dataset": "line", "model": model, "optimizer": optimizer}
    return "".join(f"{key}: {value}\n" for key, value in parts.items() if key != place.split(".")[0])


@pytest.mark.parametrize(("place", "kind", "component"), COMPONENTS)
def test_its_yaml_and_its_words_mean_the_same(
    place: str, kind: str, component: type[Spec], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    lines = lines_of(place, kind)
    yaml = next(line.split("YAML:")[1].strip() for line in lines if line.startswith("  YAML:"))
    words = shlex.split(lines[-1].removeprefix("  Override: "))
    start = base(place, kind)
    outside = "" if "dataset:" in start else "dataset: line\n"
    by_yaml = loaded(folder, f"{start}{yaml}\n")
    by_words = loaded(folder, start + outside, *words)
    assert by_yaml == by_words
    value: Any = by_yaml
    for step in place.split("."):
        value = value[step]
    assert (value if place != "regularization" else value[kind])["kind"] == kind


def test_one_component() -> None:
    assert command("explain", "l2").out == (
        "l2  (regularization)\n"
        "\n"
        "  Adds c·Σw² over all weights, never biases, to the loss: gradient 2c·w,\n"
        "  before the optimizer.\n"
        "\n"
        "  `scale` says what c is: half: λ/2 (default), sum: λ, half_mean: λ/(2m) with\n"
        "  m training rows. Sources: Tikhonov (1963), Solution of incorrectly\n"
        "  formulated problems; Hoerl & Kennard (1970), Ridge regression; Krogh & Hertz\n"
        "  (1991), A simple weight decay can improve generalization.\n"
        "\n"
        "  It acts on, in the order of a step:\n"
        "  - the gradient of the weights, not of biases, before the optimizer\n"
        "  Its cost is the column penalty, no part of the losses.\n"
        "\n"
        "  strength: λ (required; set by a bare value)\n"
        "  layers: layers it acts on, counted from 0; all if not given (optional)\n"
        "  scale: half: λ/2·Σw², sum: λ·Σw², half_mean: λ/(2m)·Σw² (default half)\n"
        "\n"
        "  YAML:     regularization: {l2: 0.01}\n"
        "  Override: l2=0.01\n"
        "  Elsewhere: regexp explain l2 --as sklearn|keras|torch|glmnet\n"
    )


def test_a_component_without_fields_has_no_gap() -> None:
    lines = explain("exact")
    assert lines[-3:] == ["", "  YAML:     optimizer: {kind: exact}", "  Override: optimizer=exact"]
    assert [n for n, line in enumerate(lines[1:]) if line == lines[n] == ""] == []


def test_an_example_is_the_default_where_there_is_one() -> None:
    assert "  Override: early_stopping=20" in explain("early_stopping")
    assert "  Override: unit_norm=1" in explain("unit_norm")


def test_everything() -> None:
    done = command("explain")
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    words = set(re.findall(r"[a-z_0-9]+", done.out))
    assert words >= {kind for family in FAMILIES.values() for kind in family.kinds()}
    assert [place for place, _ in overview()] == list(FAMILIES)


@pytest.mark.parametrize(
    ("word", "hint"),
    [("L2", "l2"), ("dropuot", "dropout"), ("early-stopping", "early_stopping"), ("zzz", None)],
)
def test_an_unknown_kind(word: str, hint: str | None) -> None:
    done = command("explain", word)
    assert (done.code, done.out) == (2, "")
    suggestion = f" (did you mean {hint}?)" if hint else ""
    assert done.err == f"{word}: nothing is called that{suggestion}; regexp explain lists all\n"
