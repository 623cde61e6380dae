"""Formulas that are one product, such as λ·m/2: to be printed, evaluated and solved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod


@dataclass(frozen=True)
class Quantity:
    """A number times whole powers of named quantities; the order of the names is kept."""

    number: Fraction = Fraction(1)
    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: "Quantity | int") -> "Quantity":
        """Return the product."""
        if isinstance(other, int):
            return Quantity(self.number * other, self.powers)
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + power
        left = tuple((name, power) for name, power in powers.items() if power)
        return Quantity(self.number * other.number, left)

    def __truediv__(self, other: "Quantity | int") -> "Quantity":
        """Return the quotient."""
        return self * (other if isinstance(other, Quantity) else Quantity(Fraction(other))) ** -1

    def __pow__(self, exponent: int) -> "Quantity":
        """Return a whole power."""
        powers = tuple((name, power * exponent) for name, power in self.powers if exponent)
        return Quantity(self.number**exponent, powers)

    def power_of(self, name: str) -> int:
        """Return the power that a named quantity has in it."""
        return dict(self.powers).get(name, 0)

    def with_(self, name: str, value: "Quantity") -> "Quantity":
        """Return the formula with a quantity put in place of a name."""
        power = self.power_of(name)
        rest = Quantity(self.number, tuple(pair for pair in self.powers if pair[0] != name))
        return value**power * rest

    def solved_for(self, name: str, result: str) -> "Quantity":
        """Return what `name`, which has power 1 or -1 here, is where the whole is `result`."""
        power = self.power_of(name)
        rest = self / named(name) ** power
        return (named(result) / rest) ** power

    def value(self, values: Mapping[str, float]) -> float:
        """Return the number that it is, given all names."""
        return float(self.number) * prod(values[name] ** power for name, power in self.powers)

    def __str__(self) -> str:
        """Return it as people write it: `2·λ/m`, `1/(C·m)`."""
        above = [name for name, power in self.powers for _ in range(power)]
        below = [name for name, power in self.powers for _ in range(-power)]
        top = _product(self.number.numerator, above)
        bottom = _product(self.number.denominator, below)
        if bottom == "1":
            return top
        return f"{top}/({bottom})" if "·" in bottom else f"{top}/{bottom}"


def named(name: str) -> Quantity:
    """Return the quantity of this name."""
    return Quantity(powers=((name, 1),))


def _product(number: int, names: Iterable[str]) -> str:
    """Return a product; a factor of 1 is left out."""
    factors = [*([str(number)] if number != 1 else []), *names]
    return "·".join(factors) or "1"
