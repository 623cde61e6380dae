"""One thing of another tool with a certain loss here: its settings as formulas in our number."""

from collections.abc import Iterator
from dataclasses import dataclass

from regexp.equivalents.coefficient import coefficient_of, symbol_of
from regexp.equivalents.facts import Facts
from regexp.equivalents.quantity import Quantity
from regexp.equivalents.row import Row
from regexp.regularizers import Regularizer


@dataclass(frozen=True)
class Conversion:
    """The settings of a row as formulas in our number (`ours`), for some losses; all where there are none."""

    row: Row
    ours: str
    losses: tuple[str, ...]
    settings: tuple[tuple[str, Quantity], ...]

    @property
    def is_identity(self) -> bool:
        """Whether any loss will do and the numbers are the same."""
        return not self.losses

    def backwards(self, setting: int) -> Quantity:
        """Return our number as a formula in one of the settings."""
        name, formula = self.settings[setting]
        return formula.solved_for(self.ours, name)

    def in_words(self, with_losses: bool) -> str:
        """Return the formulas in both directions, with the losses that they are for if asked."""
        if self.is_identity:
            return f"{self.settings[0][0]} is {self.ours}, the same number"
        there = ", ".join(f"{name} = {formula}" for name, formula in self.settings)
        losses = f"{', '.join(self.losses)}: " if with_losses else ""
        return f"{losses}{there}; {self.ours} = {self.backwards(0)}"


def conversions(row: Row, regularizer: Regularizer, loss: str | None = None) -> Iterator[Conversion]:
    """Yield what a row means for a regularizer: with one loss, or with each that it can go with.

    Losses that have the same formulas come together.
    """
    c = coefficient_of(regularizer)
    ours = symbol_of(row.kind)
    if row.losses is None:
        yield Conversion(row, ours, (), tuple((name, made.with_("c", c)) for name, made in row.settings))
        return
    found: dict[tuple[tuple[str, Quantity], ...], list[str]] = {}
    for kind, data in row.losses.items():
        if loss in (None, kind):
            settings = tuple((name, made.with_("c", c * data)) for name, made in row.settings)
            found.setdefault(settings, []).append(kind)
    for settings, losses in found.items():
        yield Conversion(row, ours, tuple(losses), settings)


def fits(row: Row, regularizer: Regularizer, facts: Facts) -> bool:
    """Tell whether a row can do what a config does."""
    return fits_data(row, facts) and unmet(row, regularizer) is None


def unmet(row: Row, regularizer: Regularizer) -> str | None:
    """Return the first field whose value is not what a row asks for."""
    return next((name for name, value in row.when if getattr(regularizer, name) != value), None)


def fits_data(row: Row, facts: Facts) -> bool:
    """Tell whether a row goes with a config's model, loss and outputs."""
    least, most = row.outputs
    return (
        facts.model in row.models
        and (row.losses is None or facts.loss in row.losses)
        and least <= facts.outputs <= most
    )
