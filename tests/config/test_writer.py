from hypothesis import given
from hypothesis import strategies as st

from regexp.config.writer import write_yaml
from regexp.config.yaml_loader import parse_yaml

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | TEXTS
KEYS = TEXTS.filter(lambda key: key != "<<")
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_is_read_back(tree: dict[str, object]) -> None:
    text = write_yaml(tree)
    assert (parse_yaml(text).value or {}) == tree
    assert text.count("\n") == len(text.splitlines())


def test_layout() -> None:
    tree = {
        "name": "a b",
        "x": [[1.0, 2.0], [3.0, 4.0]],
        "hidden": [256, 256],
        "schedule": {"kind": "cosine", "final": 1e-3},
        "none": {},
        "text": "yes: no",
        "number": "1e-3",
    }
    assert write_yaml(tree) == (
        "name: a b\n"
        "x:\n"
        "  - [1.0, 2.0]\n"
        "  - [3.0, 4.0]\n"
        "hidden: [256, 256]\n"
        "schedule:\n"
        "  kind: cosine\n"
        "  final: 0.001\n"
        "none: {}\n"
        'text: "yes: no"\n'
        'number: "1e-3"\n'
    )
