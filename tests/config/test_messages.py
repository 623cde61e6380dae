import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.config.accepted import choices
from regexp.config.paths import KeyPath, catalogue
from regexp.config.writer import write_yaml
from regexp.errors import ConfigError


def test_only_20_lines_are_shown(refused: Any) -> None:
    lines = refused("dataset: iris\nmodel:\n  hidden: [" + "0, " * 30 + "]")
    assert lines[19].startswith("c.yaml:3:69: model.hidden.19: must be a whole number")
    assert lines[20:] == ["and 10 more problems"]


VALUES: list[Any] = [
    None,
    True,
    -1,
    10**60,
    -1e300,
    1e300,
    float("inf"),
    float("nan"),
    "bogus",
    "",
    "none",
    "a: b",
]
VALUES += [[], [[]], ["x"], [-1.5, None], {}, {"a": 1}, {"kind": 3}]
PYDANTICS = re.compile(r"Input should|[Vv]alue error|Extra inputs|Field required|\[type=|pydantic|Traceback")
REQUIRED = {"learning_rate": 0.1, "path": "x", "x": [1, 2], "y": [1, 2], "rate": 0.5}


def tree_with(path: KeyPath, value: Any) -> dict[str, Any]:
    """Return a config with a value at a path, whatever kind of component it takes."""
    tree: dict[str, Any] = {"dataset": {"kind": "iris"}}
    inner = tree
    for depth, step in enumerate(path[:-1], 1):
        inner = inner.setdefault(step, {})
        slot = catalogue()[path[:depth]]
        owners = slot.owners_of(path[depth])
        if owners:
            inner.clear()
            inner["kind"] = owners[0]
        known = {} if slot.by_kind else slot.slots_of(inner)
        inner.update({name: REQUIRED.get(name, 1) for name in known if known[name].info.is_required()})
    inner[path[-1]] = value
    return tree


def lines_of(load: Any, text: str, *words: str) -> list[str]:
    """Return the lines of the error that a config ends in, if it does."""
    try:
        load(text, *words)
    except ConfigError as error:
        return str(error).split("\n")
    return []


@pytest.mark.parametrize("path", catalogue(), ids=".".join)
def test_no_value_anywhere_gets_pydantics_words(load: Any, path: KeyPath) -> None:
    for value in VALUES:
        for line in lines_of(load, write_yaml(tree_with(path, value))):
            assert re.match(r"c\.yaml:\d+:\d+: [a-z0-9_.]+: .", line), line
            assert not PYDANTICS.search(line), line


NAMES = sorted({step for path in catalogue() for step in path} | {"kind", "bogus"})
WORDS = sorted(
    {word for slot in catalogue().values() for word in choices(slot)} | {"none", "256x256", "x.csv"}
)
TREES = st.dictionaries(
    st.sampled_from(NAMES),
    st.recursive(
        st.sampled_from(WORDS) | st.sampled_from(VALUES),
        lambda inner: (
            st.dictionaries(st.sampled_from(NAMES), inner, max_size=3) | st.lists(inner, max_size=2)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(TREES, st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS)), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_but_config_errors(load: Any, tree: dict[str, Any], words: list[tuple[str, str]]) -> None:
    text = write_yaml({"dataset": "iris", **tree})
    for line in lines_of(load, text, *(f"{key}={value}" for key, value in words)):
        assert re.match(r"(c\.yaml:\d+:\d+|command line: \w+=\S*): .|and \d+ more", line), line
        assert not PYDANTICS.search(line), line
