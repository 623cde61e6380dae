"""What `regexp explain KIND --as TOOL` prints: settings there from ours, and ours from theirs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from regexp.config import Config
from regexp.describe import wrapped
from regexp.equivalents.conversion import Conversion, conversions, fits, fits_data, unmet
from regexp.equivalents.facts import Facts, facts_of
from regexp.equivalents.glmnet import ROWS_OF_GLMNET
from regexp.equivalents.keras import ROWS_OF_KERAS
from regexp.equivalents.numbers import Numbers, values_of
from regexp.equivalents.quantity import Quantity
from regexp.equivalents.row import SYMBOLS, Row
from regexp.equivalents.scales import other_scales
from regexp.equivalents.scikit_learn import ROWS_OF_SCIKIT_LEARN
from regexp.equivalents.torch import ROWS_OF_TORCH
from regexp.errors import ConfigError, did_you_mean
from regexp.explain import example_settings, plain
from regexp.regularizers import Regularizer

WIDTH = 78
TOGETHER = re.compile(r"\S+ = [^,;]+")

TOOLS: Mapping[str, tuple[Row, ...]] = {
    "sklearn": ROWS_OF_SCIKIT_LEARN,
    "keras": ROWS_OF_KERAS,
    "torch": ROWS_OF_TORCH,
    "glmnet": ROWS_OF_GLMNET,
}


def equivalents(
    kind: str, tool: str, config: Config | None = None, their_value: float | None = None
) -> list[str]:
    """Return what another tool has for a regularizer: formulas, and with a config also numbers.

    `their_value` is what to convert to ours, their default if not given. A config without the regularizer
    lends its data to the example of it. Raises ConfigError for an unknown tool or kind, for a value that is
    not above 0 or has no config, and where the tool has nothing of the kind; DataError and FileError for the
    config's data.
    """
    if their_value is not None and not 0 < their_value < inf:
        raise ConfigError(f"--value {their_value:g}: must be a number above 0")
    if their_value is not None and config is None:
        needed = f"regexp explain {kind} CONFIG --as {tool} --value {their_value:g}"
        raise ConfigError(f"--value {their_value:g}: is converted for a config; give one: {needed}")
    rows = _rows(kind, tool)
    regularizer, is_own = _regularizer(kind, config)
    facts = facts_of(config) if config else None
    if facts:
        rows = _fitting(rows, regularizer, tool, facts)
    found = [(row, list(conversions(row, regularizer, facts.loss if facts else None))) for row in rows]
    values = values_of(regularizer, facts) if facts else None
    numbers = Numbers(values, their_value, is_own) if values else None
    blocks = [line for row, of in found for line in _block(row, of, numbers)]
    made = [formula for _, of in found for one in of for _, formula in one.settings]
    return [*_title(kind, tool, facts), "", *blocks, *_legend(regularizer, made, facts)]


def elsewhere(kind: str) -> list[str]:
    """Return the command that says what other tools have for a regularizer; nothing where none has."""
    having = "|".join(tool for tool, rows in TOOLS.items() if any(row.kind == kind for row in rows))
    return [f"  Elsewhere: regexp explain {kind} --as {having}"] if having else []


def _rows(kind: str, tool: str) -> list[Row]:
    """Return what a tool has for a kind of regularizer; raises ConfigError where that is nothing."""
    if tool not in TOOLS:
        known = ", ".join(TOOLS)
        raise ConfigError(f"--as {tool}: is no tool known here{did_you_mean(tool, TOOLS)}; known are {known}")
    if kind not in Regularizer.kinds():
        hint = did_you_mean(kind, Regularizer.kinds())
        raise ConfigError(f"{kind}: is no regularizer{hint}; --as is for those, such as l2")
    rows = [row for row in TOOLS[tool] if row.kind == kind]
    if not rows:
        raise ConfigError(f"{kind}: {tool} has no equivalent")
    return rows


def _regularizer(kind: str, config: Config | None) -> tuple[Regularizer, bool]:
    """Return the config's regularizer of a kind, or an example of it, and whether it is the config's."""
    own = config.regularization.get(kind) if config else None
    if own is not None and not own.is_off:
        return own, True
    member = Regularizer.kinds()[kind]
    return member(**example_settings(member)), False


def _fitting(rows: Sequence[Row], regularizer: Regularizer, tool: str, facts: Facts) -> list[Row]:
    """Return the rows that fit a config; raises ConfigError where none does."""
    kind = regularizer.kind_name()
    found = [row for row in rows if fits(row, regularizer, facts)]
    if not found:
        reasons = (unmet(row, regularizer) for row in rows if fits_data(row, facts))
        unfit = next(filter(None, reasons), None)
        own = f"{unfit}: {plain(getattr(regularizer, unfit))}" if unfit else _situation(facts)
        raise ConfigError(
            f"{kind}: {tool} has no equivalent for {own}; regexp explain {kind} --as {tool} says what it has"
        )
    if facts.values["sd"] == 0 and tool == "glmnet":
        raise ConfigError(f"{kind}: glmnet refuses targets that are all the same")
    return found


def _situation(facts: Facts) -> str:
    """Return a config's model and loss: `model mlp with softmax_cross_entropy and 10 outputs`."""
    outputs = f"{facts.outputs:g} output{'s' if facts.outputs != 1 else ''}"
    return f"model {facts.model} with {facts.loss} and {outputs}"


def _title(kind: str, tool: str, facts: Facts | None) -> list[str]:
    """Return what is converted."""
    if facts is None:
        return [f"{kind} in {tool}"]
    return _wrapped(f"{kind} of {facts.name} in {tool}: {_situation(facts)}", "")


def _block(row: Row, found: Sequence[Conversion], numbers: Numbers | None) -> list[str]:
    """Return what a row is called there, its formulas and numbers, and what to heed."""
    when = "".join(f"  ({name}: {plain(value)})" for name, value in row.when)
    lines = _wrapped(f"{row.call}{when}", "  ")
    for one in found:
        lines += _wrapped(one.in_words(numbers is None), "    ") if one.settings else []
        lines += numbers.lines(one) if numbers and one.settings else []
    return [*lines, *(_wrapped(row.remark, "    ") if row.remark else [])]


def _legend(regularizer: Regularizer, formulas: Iterable[Quantity], facts: Facts | None) -> list[str]:
    """Return what the letters stand for, what other scales would change, and which layers are meant."""
    used = {name for formula in formulas for name, _ in formula.powers}
    known = facts.values if facts else {}
    letters = [
        f"{name}: {meaning}{f' = {known[name]:g}' if name in known else ''}"
        for name, meaning in SYMBOLS.items()
        if name in used
    ]
    layers = getattr(regularizer, "layers", None)
    only = ", ".join(map(str, layers or ()))
    texts = [
        "; ".join(letters),
        "" if facts else other_scales(regularizer),
        f"ours acts on layers {only} only; so must theirs" if only else "",
    ]
    lines = [line for text in texts if text for line in _wrapped(text, "  ")]
    return ["", *lines] if lines else []


def _wrapped(text: str, indent: str) -> list[str]:
    """Return a text in lines that don't part a formula."""
    return wrapped(text, TOGETHER, WIDTH, (indent, f"{indent}  "), break_on_hyphens=False)
