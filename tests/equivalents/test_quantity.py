"""Formulas of one product: printed, evaluated, solved. Expected values by hand."""

from fractions import Fraction

import pytest

from regexp.equivalents.quantity import Quantity, named

STRENGTH, ROWS, C = named("λ"), named("m"), named("C")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (STRENGTH, "λ"),
        (STRENGTH * ROWS / 2, "λ·m/2"),
        (Quantity() / (STRENGTH * ROWS), "1/(λ·m)"),
        (STRENGTH * 2 / ROWS, "2·λ/m"),
        (STRENGTH * ROWS / ROWS, "λ"),
        (STRENGTH * STRENGTH, "λ·λ"),
        (Quantity(), "1"),
        (Quantity(Fraction(3, 4)), "3/4"),
        (STRENGTH**0 * ROWS, "m"),
    ],
)
def test_it_is_written_as_people_do(formula: Quantity, text: str) -> None:
    assert str(formula) == text


def test_its_value() -> None:
    assert (STRENGTH * ROWS / 2).value({"λ": 0.1, "m": 60}) == pytest.approx(3)
    assert (Quantity() / (STRENGTH * ROWS)).value({"λ": 0.1, "m": 5}) == pytest.approx(2)


def test_a_formula_in_place_of_a_name() -> None:
    alpha = named("c") * 2 * named("b")
    assert str(alpha.with_("c", STRENGTH / 2)) == "λ·b"
    assert str((Quantity() / named("c")).with_("c", STRENGTH * ROWS)) == "1/(λ·m)"
    assert ROWS.with_("c", STRENGTH) == ROWS


@pytest.mark.parametrize(
    ("formula", "solved"), [(STRENGTH * ROWS / 2, "2·C/m"), (Quantity() / (STRENGTH * ROWS), "1/(C·m)")]
)
def test_it_is_solved(formula: Quantity, solved: str) -> None:
    there = formula.solved_for("λ", "C")
    assert str(there) == solved
    values = {"λ": 0.7, "m": 11.0}
    assert there.value({**values, "C": formula.value(values)}) == pytest.approx(0.7)
