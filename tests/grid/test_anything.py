"""Whatever is typed or written, a sweep is made or refused in sentences."""

import re
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.config.accepted import choices
from regexp.config.paths import catalogue, shortest
from regexp.config.words import comma_parts
from regexp.config.writer import write_yaml
from regexp.errors import ConfigError, DataError, FileError

KEYS = sorted(
    {shortest(path) for path in catalogue()} | {"bogus", "kind", "lambda", "seeds", "regularization.l2"}
)
WORDS = sorted({word for slot in catalogue().values() for word in choices(slot)})
WORDS += [
    "none",
    "256x256",
    "x.csv",
    "*.csv",
    "auto",
    "0",
    "1",
    "-1",
    "1e-3",
    ".nan",
    "1e999",
    "~",
    "[1,2]",
    "[1",
    "'",
]
WORDS += ["{a: 1}", "{strength: 1}", "log:1:2:3", "log:1:2", "lin:0:0.5:2", "3:5", "", "a: b", "true", "*"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(",".join)
SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from(WORDS)
    | st.sampled_from([0, 1, -1, 0.5, 10**30, float("nan")])
)
VALUES = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2),
    max_leaves=4,
)
RANDOM = st.tuples(st.sampled_from(KEYS), VALUES)
SOUND = st.sampled_from(
    [
        ("l2", "0,1,none"),
        ("l2", "{strength: 1, scale: sum},{strength: 1}"),
        ("l1", "0,log:1e-3:1:4"),
        ("lambda", "0,1"),
        ("dropout", "0,lin:0.1:0.5:3"),
        ("hidden", "4,8x8,[4]"),
        ("activation", "relu,{kind: leaky_relu, negative_slope: 0.1}"),
        ("optimizer", "adam"),
        ("optimizer", "{kind: sgd, learning_rate: 1},adam"),
        ("schedule", "none,cosine,constant"),
        ("dataset", "moons,circles,x.csv"),
        ("dataset", "./*.csv"),
        ("dataset.scale", "none,minmax"),
        ("train_size", "10,0.5"),
        ("split_seed", "none,1"),
        ("loss", "auto,sigmoid_cross_entropy"),
        ("batch_size", "full,lin:8:16:2"),
        ("regularization", "none,{l2: 1},{early_stopping: {}}"),
    ]
)
PAIRS = st.integers(0, 9).flatmap(lambda n: SOUND if n else RANDOM)
AXES = st.lists(PAIRS, max_size=2).map(dict)
POINTS = st.lists(AXES, max_size=2).map(
    lambda rows: [{key: _first(value) for key, value in row.items()} for row in rows]
)
SPECIAL = st.fixed_dictionaries(
    {},
    optional={
        "zip": st.booleans() | SCALARS,
        "seeds": st.sampled_from([2, "3:5", [7, 1]]) | VALUES,
        "points": POINTS | VALUES,
        "arms": st.dictionaries(st.sampled_from(["a", "b", "c d"]), AXES, max_size=2) | VALUES,
    },
)
BLOCKS = AXES | st.tuples(AXES, SPECIAL).map(lambda drawn: {**drawn[0], **drawn[1]}) | VALUES
TYPED = st.lists(
    PAIRS.map(lambda pair: f"{pair[0]}={pair[1]}") | st.sampled_from(["@x.csv", "@"]), max_size=2
)
OPTIONS = st.dictionaries(
    st.sampled_from(["lambda", "dropout", "seeds", "name"]), TEXTS.filter(bool), max_size=1
)
LINE = re.compile(r"(c\.yaml:\d+:\d+|x\.csv:\d+|command line: .*): .|and \d+ more")


def _first(value: Any) -> Any:
    """Return the first of several values, which may start with a mapping."""
    return comma_parts(value)[0] if isinstance(value, str) else value


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(BLOCKS, TYPED, OPTIONS, st.booleans())
def test_nothing_but_sentences(
    made: Any, read_back: Any, block: Any, words: list[str], options: dict[str, str], zipped: bool
) -> None:
    Path("x.csv").write_text("l2,dropout\n0,\n1,0.5\n")
    text = write_yaml({"dataset": "moons", "sweep": block})
    try:
        grid = made(text, *words, zipped=zipped, **options)
    except ConfigError as error:
        for line in str(error).split("\n"):
            assert LINE.match(line), line
    except (DataError, FileError):
        return
    else:
        names = [cell.name for cell in grid.cells]
        assert len(set(names)) == len(names) > 0
        assert all(re.fullmatch(r"[A-Za-z0-9._=,+-]{1,80}", name) for name in names)
        assert len(set(grid.seeds)) == len(grid.seeds) > 0
        again = read_back(grid)
        assert [(cell.name, cell.config) for cell in again.cells] == [
            (cell.name, cell.config) for cell in grid.cells
        ]
