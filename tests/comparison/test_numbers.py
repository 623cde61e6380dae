"""Numbers as the table and the sentences show them."""

from math import nan

import pytest

from regexp.comparison.numbers import alike, p_in_sentence, p_in_words, signed


@pytest.mark.parametrize(
    ("p", "words", "sentence"),
    [
        (0.00099, "<.001", "p < .001"),
        (0.001, ".001", "p = .001"),
        (0.0084, ".008", "p = .008"),
        (0.0994, ".099", "p = .099"),
        (0.0996, ".10", "p = .10"),
        (0.32, ".32", "p = .32"),
        (1.0, "1.00", "p = 1.00"),
        (nan, "-", "p = -"),
    ],
)
def test_p_values(p: float, words: str, sentence: str) -> None:
    assert (p_in_words(p), p_in_sentence(p)) == (words, sentence)


@pytest.mark.parametrize(
    ("metric", "difference", "words"),
    [
        ("validation_loss", -0.041, "-0.041"),
        ("validation_loss", 0.0061, "+0.0061"),
        ("validation_accuracy", 0.0182, "+1.8"),
        ("validation_accuracy", -0.0182, "-1.8"),
        ("validation_loss", nan, "-"),
    ],
)
def test_differences_have_a_sign(metric: str, difference: float, words: str) -> None:
    assert signed(metric, difference) == words


@pytest.mark.parametrize(
    ("values", "others", "words"),
    [
        ([0.3, 0.0123, nan], [], ["0.300", "0.012", "-"]),
        ([0.0061, -0.0023], [], ["0.0061", "-0.0023"]),
        ([0.0061], [0.017], ["0.006"]),  # as its interval has
        ([12.5, 0.5], [], ["12.5", "0.500"]),
        ([2.6e6, 0.5], [], ["2.6e6", "0.500"]),
        ([0.0], [], ["0.0000"]),
    ],
)
def test_numbers_of_one_column_have_as_many_decimals(
    values: list[float], others: list[float], words: list[str]
) -> None:
    assert alike(values, others) == words


def test_numbers_may_have_a_sign() -> None:
    assert alike([0.041, -0.041], is_signed=True) == ["+0.041", "-0.041"]
