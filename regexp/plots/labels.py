"""Numbers as people write them, and labels that keep clear of each other."""

from collections.abc import Sequence

from regexp.plots.series import Curve


def number(value: float) -> str:
    """Return a number in few characters: three decimals, or about three digits where that is not fitting."""
    size = abs(value)
    if not value:
        return "0"
    if size >= 999_999.5 or size < 1e-4:
        return _scientific(value, 1)
    if size >= 99.95:
        return f"{value:,.0f}"
    if size < 0.00995:
        return f"{value:.2g}"
    return f"{value:.1f}" if size >= 9.9995 else f"{value:.3f}"


def measure(metric: str, value: float) -> str:
    """Return a metric's value as text: accuracy in percent, a gap of accuracies in points."""
    if metric == "points":
        return f"{100 * value:.1f}"
    return f"{100 * value:.1f}%" if metric == "accuracy" else number(value)


def difference(metric: str, first: float, second: float) -> str:
    """Return how far two values of a metric are apart: percentages by points."""
    apart = abs(first - second)
    return f"{100 * apart:.1f} points" if metric == "accuracy" else number(apart)


def end_text(curve: Curve) -> str:
    """Return how a curve ended: in a value, or in none because training diverged."""
    if curve.diverged is not None:
        return "diverged"
    return measure(curve.metric, float(curve.values[-1]))


def tick(metric: str, value: float, step: float) -> str:
    """Return the text of a tick, with the digits that neighbours `step` apart need."""
    if metric == "accuracy":
        return f"{100 * value:.{_decimals(100 * step)}f}%"
    if metric == "points":
        return f"{100 * value:.{_decimals(100 * step)}f}"
    if not value:
        return "0"
    if abs(value) >= 1e6 or step < 0.9999e-3:
        return _scientific(value, 3)
    return f"{value:,.{_decimals(step)}f}"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near the wanted ones, in the same order, `gap` apart and within [low, high].

    There must be room for all of them.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = list(wanted)
    for index in order:
        places[index] = low = max(places[index], low)
        low += gap
    for index in reversed(order):
        places[index] = high = min(places[index], high)
        high -= gap
    return places


def _scientific(value: float, digits: int) -> str:
    """Return a number such as 1.2e-5 or 3e6, with at most so many digits after the point."""
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def _decimals(step: float) -> int:
    """Return how many decimals tell multiples of a step apart, at most five."""
    exact = (digits for digits in range(5) if abs(step * 10**digits - round(step * 10**digits)) < 1e-6)
    return next(exact, 5)
