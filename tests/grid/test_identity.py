"""What a sweep's directory is named after, and what it is not."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.config import load_config, shipped_names, to_yaml
from regexp.grid import outline

BASE = "dataset: moons\noptimizer: {kind: adam, learning_rate: 0.01}\n"
VALUES: dict[str, Any] = {
    "l2": st.floats(0, 10),
    "dropout": st.floats(0, 0.9),
    "epochs": st.integers(1, 9),
    "activation": st.sampled_from(["relu", "tanh", "gelu"]),
    "hidden": st.sampled_from(["4", "8x8", "16x8"]),
}
AXES = st.permutations(list(VALUES)).flatmap(
    lambda keys: st.fixed_dictionaries(
        {
            key: st.lists(VALUES[key], min_size=2, max_size=3).map(lambda row: ",".join(map(str, row)))
            for key in keys
        }
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AXES, st.integers(1, 9), st.integers(0, 9))
def test_values_order_and_seeds_do_not_count(
    outlined: Any, axes: dict[str, str], seeds: int, seed: int
) -> None:
    words = [f"{key}={values}" for key, values in axes.items()]
    first = outlined(BASE, *(f"{key}={values}" for key, values in ORDINARY.items())).directory
    assert outlined(f"{BASE}seed: {seed}", *words, seeds=str(seeds)).directory == first


ORDINARY = {"l2": "0,1", "dropout": "0,0.5", "epochs": "1,2", "activation": "relu,tanh", "hidden": "4,8x8"}


def directory(outlined: Any, text: str, *words: str, **options: Any) -> str:
    found: str = outlined(text, *words, **options).directory
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BASE + "regularization: {l2: 5}", ["l2=0,1"]),
        (BASE + "regularization: {l2: {strength: 5}}", ["l2=0,1"]),
        (BASE + "sweep: {l2: [0, 1], seeds: 3}", []),
        (BASE + "sweep: {points: [{l2: 1}, {l2: 2}]}", []),
        (BASE + "seed: 5", ["l2=2,3"]),
        (BASE + "model: {kind: mlp, hidden: [64, 64], activation: relu}\nloss: auto", ["l2=0,1"]),
        (BASE + "model: {hidden: 64x64}\nevaluation: {every: 1}\nregularization: {}", ["l2=0,1"]),
        ("dataset: {kind: moons}\noptimizer: {learning_rate: 1e-2}", ["regularization.l2=0,1"]),
        (
            "dataset: circles\noptimizer: {learning_rate: 5}",
            ["l2=0,1", "dataset=moons", "learning_rate=0.01"],
        ),
    ],
)
def test_the_same_sweep_otherwise_written(outlined: Any, text: str, words: list[str]) -> None:
    assert directory(outlined, text, *words) == directory(outlined, BASE, "l2=0,1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BASE, []),
        (BASE, ["l2=1"]),
        (BASE, ["l1=0,1"]),
        (BASE, ["l2=0,1", "dropout=0,0.5"]),
        (BASE, ["l2=0,1", "epochs=7"]),
        (BASE, ["l2=0,1", "dropout=0"]),
        (BASE + "regularization: {l2: {strength: 1, scale: sum}}", ["l2=0,1"]),
        (BASE + "model: linear", ["l2=0,1"]),
        (BASE + "model: {hidden: [64]}", ["l2=0,1"]),
        (BASE + "sweep: {arms: {a: {l2: [0, 1]}}}", []),
    ],
)
def test_other_sweeps(outlined: Any, text: str, words: list[str]) -> None:
    assert directory(outlined, text, *words) != directory(outlined, BASE, "l2=0,1")


def test_its_form(outlined: Any) -> None:
    assert re.fullmatch(r"c-sweep-[0-9a-f]{6}", directory(outlined, BASE, "l2=0,1"))
    assert directory(outlined, BASE, "l2=0,1", name="x") == "x" + directory(outlined, BASE, "l2=0,1")[1:]


@pytest.mark.parametrize("word", ["optimizer=adam,sgd", "learning_rate=1,2", "dataset=moons,circles"])
def test_the_bases_own_values_of_axes_do_not_count(outlined: Any, word: str) -> None:
    key = word.partition("=")[0]
    others = {"optimizer": "sgd", "learning_rate": "5", "dataset": "circles"}
    assert directory(outlined, BASE, word) == directory(
        outlined, load_words(outlined, f"{key}={others[key]}"), word
    )


def load_words(outlined: Any, word: str) -> str:
    """Return BASE with one value replaced, as text."""
    changes = {
        "optimizer=sgd": ("adam", "sgd"),
        "learning_rate=5": ("0.01", "5"),
        "dataset=circles": ("moons", "circles"),
    }
    return BASE.replace(*changes[word])


def test_arms_count_by_their_keys(outlined: Any) -> None:
    arms = "{none: {}, dropout: {dropout: [0.2, 0.5]}, decay: {l2: [1, 2]}}"
    same = "{both: {l2: 3, dropout: 0.5}, other: {dropout: 0.1}}"
    assert directory(outlined, f"{BASE}sweep: {{arms: {arms}}}") == directory(
        outlined, f"{BASE}sweep: {{arms: {same}}}"
    )


def test_with_arms_the_bases_values_count_since_some_arm_may_use_them(outlined: Any) -> None:
    sweep = "sweep: {arms: {none: {}, decay: {l2: [1, 2]}}}"
    one, other = (directory(outlined, f"{BASE}regularization: {{l2: {l2}}}\n{sweep}") for l2 in (5, 6))
    assert one != other


def test_files_count_by_content(outlined: Any, tmp_path: Path) -> None:
    for name, content in {"a": "x,target\n1,2\n", "b": "x,target\n1,2\n", "c": "x,target\n1,3\n"}.items():
        (tmp_path / f"{name}.csv").write_text(content)
    a, b, c = (directory(outlined, f"dataset: {name}.csv", "l2=0,1") for name in "abc")
    assert a == b != c
    swept = [
        directory(outlined, f"dataset: {name}", "dataset=*.csv") for name in ("a.csv", "c.csv", "none.csv")
    ]
    assert len(set(swept)) == 1


@pytest.mark.parametrize("name", shipped_names())
def test_a_resolved_config_gives_the_same_sweep(tmp_path: Path, name: str) -> None:
    (tmp_path / "resolved.yaml").write_text(to_yaml(load_config(name).config))
    written = outline(str(tmp_path / "resolved.yaml"), ["l2=0,1", "seed=1"], {})
    assert written.directory == outline(name, ["l2=0,1", "seed=1"], {}).directory
