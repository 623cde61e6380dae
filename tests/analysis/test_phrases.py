import pytest

from regexp.analysis.phrases import number


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0378, 2, "0.038"),
        (0.291, 3, "0.291"),
        (2.3026, 3, "2.30"),
        (35.0, 3, "35.0"),
        (2859.7, 3, "2,860"),
        (1234567.0, 2, "1,234,567"),
        (0.00012, 2, "0.00012"),
        (1.23e-9, 3, "1.23e-09"),
        (4.5e9, 2, "4.5e+09"),
        (0.0, 3, "0"),
        (-0.05, 2, "-0.050"),
        (float("nan"), 3, "nan"),
        (float("inf"), 3, "inf"),
    ],
)
def test_numbers_have_sensible_digits(value, digits, text):
    assert number(value, digits) == text
