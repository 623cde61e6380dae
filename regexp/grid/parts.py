"""What a sweep is made of: axes, listed points, arms, and every combination of them, counted before made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Protocol

from regexp.config.paths import KeyPath
from regexp.grid.choices import Choice
from regexp.grid.seeds import count_of
from regexp.grid.values import Value

ARM: KeyPath = ("arm",)
"""Where a point has the name of its arm; no key of a config."""

SEEDS: KeyPath = ("seeds",)
"""Where a point has seeds of its own, if it has any; no key of a config."""

Point = Mapping[KeyPath, Choice]
"""What one cell sets, by path."""

Identity = tuple[tuple[KeyPath, bool, Value], ...]


class Part(Protocol):
    """Something that gives points, each of which sets all or some of its paths."""

    @property
    def paths(self) -> tuple[KeyPath, ...]:
        """What it sets, in the order in which it was written."""

    @property
    def count(self) -> int:
        """How many points it gives."""

    @property
    def has_seeds(self) -> bool:
        """Whether some of its points have seeds of their own."""

    def runs(self, usual: int) -> int:
        """Return how many runs its points are if those without seeds of their own are `usual` runs each."""

    def points(self) -> Iterator[Point]:
        """Yield its points."""

    def filled(self, automatic: Mapping[KeyPath, Sequence[Choice]]) -> "Part":
        """Return the same with the values of automatic axes."""


@dataclass(frozen=True)
class Axis:
    """A path and its values; those of an automatic one are stood in for by one value until it is filled."""

    path: KeyPath
    choices: tuple[Choice, ...]
    is_automatic: bool = False

    @property
    def paths(self) -> tuple[KeyPath, ...]:
        """Its path."""
        return (self.path,)

    @property
    def count(self) -> int:
        """How many values there are."""
        return len(self.choices)

    @property
    def has_seeds(self) -> bool:
        """No."""
        return False

    def runs(self, usual: int) -> int:
        """Return `usual` runs for each value."""
        return self.count * usual

    def points(self) -> Iterator[Point]:
        """Yield a point for each value."""
        return ({self.path: choice} for choice in self.choices)

    def filled(self, automatic: Mapping[KeyPath, Sequence[Choice]]) -> "Axis":
        """Return it with the values that are computed, if it is automatic."""
        return replace(self, choices=tuple(automatic[self.path])) if self.is_automatic else self


@dataclass(frozen=True)
class Table:
    """Listed points: rows of a table, or axes whose values are paired."""

    paths: tuple[KeyPath, ...]
    rows: tuple[Point, ...]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def has_seeds(self) -> bool:
        """Whether a row names seeds."""
        return any(SEEDS in row for row in self.rows)

    def runs(self, usual: int) -> int:
        """Return the sum of the rows' runs."""
        return sum(count_of(row[SEEDS].content) if SEEDS in row else usual for row in self.rows)

    def points(self) -> Iterator[Point]:
        """Yield the rows."""
        return iter(self.rows)

    def filled(self, automatic: Mapping[KeyPath, Sequence[Choice]]) -> "Table":
        """Return it as it is."""
        return self


@dataclass(frozen=True)
class Product:
    """Every combination of points of its parts; without parts, one point that sets nothing.

    At most one part has seeds of its own.
    """

    parts: tuple[Part, ...]

    @property
    def paths(self) -> tuple[KeyPath, ...]:
        """The paths of its parts."""
        return tuple(path for part in self.parts for path in part.paths)

    @property
    def count(self) -> int:
        """The product of its parts' counts."""
        return prod(part.count for part in self.parts)

    @property
    def has_seeds(self) -> bool:
        """Whether a part has them."""
        return any(part.has_seeds for part in self.parts)

    def runs(self, usual: int) -> int:
        """Return the runs of the part with seeds of its own, once for every combination of the others."""
        for part in sorted(self.parts, key=lambda part: not part.has_seeds):
            usual = part.runs(usual)
        return usual

    def points(self) -> Iterator[Point]:
        """Yield the combinations, the last part's points changing fastest."""
        for combination in product(*(part.points() for part in self.parts)):
            yield {path: choice for point in combination for path, choice in point.items()}

    def first_point(self) -> Point:
        """Return the first combination, without making lists of the parts' points; each must have one."""
        firsts = (next(part.points()) for part in self.parts)
        return {path: choice for point in firsts for path, choice in point.items()}

    def filled(self, automatic: Mapping[KeyPath, Sequence[Choice]]) -> "Product":
        """Return it with its parts filled."""
        return Product(tuple(part.filled(automatic) for part in self.parts))


@dataclass(frozen=True)
class Arms:
    """Alternatives, each with points of its own."""

    arms: tuple[tuple[Choice, Product], ...]

    @property
    def paths(self) -> tuple[KeyPath, ...]:
        """The arm, and the paths of all alternatives."""
        inner = (path for _, product in self.arms for path in product.paths)
        return (ARM, *dict.fromkeys(inner))

    @property
    def count(self) -> int:
        """The sum of the alternatives' counts."""
        return sum(product.count for _, product in self.arms)

    @property
    def has_seeds(self) -> bool:
        """Whether an alternative has them."""
        return any(product.has_seeds for _, product in self.arms)

    def runs(self, usual: int) -> int:
        """Return the sum of the alternatives' runs."""
        return sum(product.runs(usual) for _, product in self.arms)

    def points(self) -> Iterator[Point]:
        """Yield the points of one alternative after the other."""
        return ({ARM: name, **point} for name, product in self.arms for point in product.points())

    def filled(self, automatic: Mapping[KeyPath, Sequence[Choice]]) -> "Arms":
        """Return it with its alternatives filled."""
        return Arms(tuple((name, product.filled(automatic)) for name, product in self.arms))


def automatic_axes(part: Part) -> Iterator[Axis]:
    """Yield the axes whose values are still to be computed."""
    if isinstance(part, Axis) and part.is_automatic:
        yield part
    inner = part.parts if isinstance(part, Product) else ()
    alternatives = (product for _, product in part.arms) if isinstance(part, Arms) else ()
    for one in (*inner, *alternatives):
        yield from automatic_axes(one)


def unique(points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """Return points that differ in a setting, and those that repeat one of them."""
    first: dict[Identity, Point] = {}
    again = [point for point in points if first.setdefault(_identity(point), point) is not point]
    return list(first.values()), again


def _identity(point: Point) -> Identity:
    """Return what two points have in common if they mean the same; 1 and true don't."""
    return tuple((path, isinstance(choice.setting, bool), choice.setting) for path, choice in point.items())
