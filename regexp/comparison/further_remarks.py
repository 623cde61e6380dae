"""What else there is to say of the best setting: other epochs, stronger settings, settings that underfit."""

from collections.abc import Iterator

from regexp.analysis.choices import edge_of, is_dose
from regexp.comparison.comparison import Comparison, Line, is_better
from regexp.comparison.words import change_of, interval_of, name_of
from regexp.config.wording import any_of
from regexp.describe import counted
from regexp.history import Moment
from regexp.summary.answer import EDGES
from regexp.summary.naming import settings_in_words


def other_moment(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say what becomes of the difference at the last epoch, or what early stopping would have left of it."""
    at = comparison.request.at
    other: Moment = "last" if at == "best" else "best"
    here, there = best.differences[at], best.differences[other]
    if here is None or there is None or here.mean == there.mean:
        return
    when = f"At the {other} epoch"
    change = change_of(comparison.metric, there)
    if abs(there.mean) <= 0.1 * abs(here.mean):
        yield f"{when} next to nothing is left of it: {change}."
    elif abs(there.mean) <= there.half_width:
        yield f"{when} the difference may be chance: {change}."
    elif not is_better(comparison.metric, there):
        yield f"{when} it is worse than the baseline: {change}."
    elif abs(there.mean) >= 1.25 * abs(here.mean):
        yield f"{when} it matters more: {change}."
    elif abs(there.mean) <= abs(here.mean) / 1.25:
        yield f"{when} less is left of it: {change}."
    else:
        yield f"{when} it is about the same: {change}."


def choice(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say which setting the one-standard-error rule takes."""
    chosen = comparison.choice
    if chosen is not None and chosen is not best:
        yield (
            f"The strongest within one standard error of it is {name_of(comparison, chosen)} "
            f"({interval_of(comparison, chosen)})."
        )


def edges(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say of which doses nothing beyond the best was tried."""
    if comparison.baseline is None or comparison.baseline.is_tied:
        return
    for key in filter(is_dose, comparison.keys):
        edge = edge_of(best.settings[key], [line.settings[key] for line in comparison.lines])
        if edge:
            yield f"{settings_in_words({key: best.settings[key]})[0]} is {EDGES[edge]}."


def underfitting(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say which settings underfit: those with one value, if these are all."""
    under = [line for line in comparison.lines if line.underfits]
    if not under or len(under) == len(comparison.lines):
        return
    for key in comparison.keys:
        values = {line.settings[key] for line in under}
        if len(values) == 1 and sum(line.settings[key] in values for line in comparison.lines) == len(under):
            yield f"Only {settings_in_words({key: values.pop()})[0]} underfits."
            return
    if len(under) <= 3:
        yield f"{any_of([name_of(comparison, line) for line in under], 'and')} underfit."
    else:
        yield f"{counted(len(under), 'setting')} underfit."
