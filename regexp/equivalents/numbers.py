"""Conversions in the numbers of one config: ours as theirs, theirs as ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from regexp.equivalents.conversion import Conversion
from regexp.equivalents.facts import Facts
from regexp.regularizers import Regularizer


def values_of(regularizer: Regularizer, facts: Facts) -> dict[str, float]:
    """Return the value of every letter that formulas may have."""
    main = float(getattr(regularizer, regularizer.main))
    ratio = float(getattr(regularizer, "l1_ratio", 1.0))
    mixed = ratio + (1 - ratio) * facts.values["sd"]
    ours = {"λ": main, regularizer.main: main, "ρ": ratio, "(1 − ρ)": 1 - ratio, "r": mixed}
    return {**facts.values, "√K": sqrt(facts.outputs), **ours}


@dataclass(frozen=True)
class Numbers:
    """The letters' values, a value of theirs that was asked for, whether our number is the config's own."""

    values: Mapping[str, float]
    their_value: float | None
    is_own: bool

    def lines(self, one: Conversion) -> Iterator[str]:
        """Yield our number as theirs; and theirs as ours unless it is the same and nobody asked."""
        there = ", ".join(f"{name}={formula.value(self.values):g}" for name, formula in one.settings)
        example = "" if self.is_own else " (an example)"
        yield f"    here {one.row.kind}={self.values[one.ours]:g}{example}, there {there}"
        if not one.is_identity or self.their_value is not None:
            yield f"    there {self._backwards(one)}"

    def _backwards(self, one: Conversion) -> str:
        """Return what one of theirs is here; it is of the first setting that is not always 0."""
        name, setting = next(
            (name, n) for n, (name, made) in enumerate(one.settings) if made.value(self.values)
        )
        theirs = self.their_value or one.row.default or 1.0
        ours = one.backwards(setting).value({**self.values, name: theirs})
        default = " (the default)" if theirs == one.row.default else ""
        others = [f"{other}={made.value({**self.values, one.ours: ours}):g}" for other, made in one.settings]
        companions = [text for n, text in enumerate(others) if n != setting]
        beside = f" with {', '.join(companions)}" if companions else ""
        return f"{name}={theirs:g}{default}{beside}, here {one.row.kind}={ours:g}"
