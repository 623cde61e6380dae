"""Numbers of a comparison as its table and its sentences show them."""

from collections.abc import Sequence
from math import isfinite

from regexp.describe import three_digits
from regexp.summary.wording import half_width_in_words


def p_in_words(p: float) -> str:
    """Return a p-value with two or three decimals and no zero before them: `.12`, `.008`, `<.001`."""
    if not isfinite(p):
        return "-"
    if p < 0.001:
        return "<.001"
    text = f"{p:.2f}" if p >= 0.0995 else f"{p:.3f}"
    return text.removeprefix("0")


def p_in_sentence(p: float) -> str:
    """Return a p-value as people write it: `p = .008`, `p < .001`."""
    words = p_in_words(p)
    return f"p < {words[1:]}" if words[0] == "<" else f"p = {words}"


def signed(metric: str, difference: float) -> str:
    """Return a difference with its sign, in percentage points for accuracies: `-0.041`, `+1.8`."""
    if not isfinite(difference):
        return "-"
    return f"{'-' if difference < 0 else '+'}{half_width_in_words(metric, abs(difference))}"


def alike(values: Sequence[float], others: Sequence[float] = (), is_signed: bool = False) -> list[str]:
    """Return numbers of one column with the same number of decimals, so that their points are aligned.

    Three decimals, more where these and the `others` are all small; where some are large each keeps its form.
    """
    sizes = [abs(value) for value in (*values, *others) if isfinite(value)]
    largest = max(sizes, default=0.0)
    decimals = 3 if largest >= 0.01 else 4
    is_usual = 0.001 <= largest < 10 or not largest

    def written(value: float) -> str:
        if not isfinite(value):
            return "-"
        text = f"{abs(value):.{decimals}f}" if is_usual else three_digits(abs(value))
        sign = "-" if value < 0 else "+" if is_signed else ""
        return f"{sign}{text}"

    return [written(value) for value in values]
