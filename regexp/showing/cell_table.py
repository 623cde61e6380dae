"""Tables of a setting over its seeds: means with intervals, and what early stopping would have kept."""

from collections.abc import Sequence

import numpy as np

from regexp.analysis.patience import kept_by_patience
from regexp.describe import gap_in_words
from regexp.history import History, number_at
from regexp.record import Numbers, Result
from regexp.statistics import mean_interval
from regexp.summary.wording import half_width_in_words, interval_in_words, metric_name, seeds_in_words

RULES = {
    "best epoch": "best epoch, known in hindsight",
    "last epoch": "last epoch, without early stopping",
}


def means_table(results: Sequence[Result], is_solved: bool) -> list[str]:
    """Return loss and metric at the best and the last epoch: means over seeds, half of their 95 % intervals.

    Intervals are Student's and suppose independent seeds; the epochs in the first column are medians.
    """
    metric = "accuracy" if "train_accuracy" in results[0]["best"] else "r2"
    moments = {"best": [of["best"] for of in results], "last": [of["last"] for of in results]}
    if moments["best"] == moments["last"]:
        del moments["best"]
    labels = {name: f"{name}, epoch {_median(rows):,.0f}" for name, rows in moments.items()}
    if is_solved:
        labels["last"] = "solved exactly"
    room = max(16, *map(len, labels.values()))
    many = f"mean ± 95% of {seeds_in_words(len(results), len(results))}" if len(results) > 1 else ""
    lines = [f" {many:<{room + 9}}{'train':>17}{'validation':>17}{'gap':>17}"]
    for name, rows in moments.items():
        for measure in ("loss", metric):
            label = labels[name] if measure == "loss" else ""
            lines.append(
                f" {label:<{room}} {measure:>8}{''.join(f' {word:>16}' for word in _words(rows, measure))}"
            )
    return lines


def _median(rows: Sequence[Numbers]) -> float:
    return float(np.median([number_at(row, "epoch") for row in rows]))


def _words(rows: Sequence[Numbers], measure: str) -> list[str]:
    """Return the means of a measure on both splits and of the gap, with their intervals."""
    train, validation = (
        [number_at(row, f"{split}_{measure}") for row in rows] for split in ("train", "validation")
    )
    means = [mean_interval(values) for values in (train, validation)]
    gap = mean_interval([high - low for low, high in zip(train, validation, strict=True)])
    words = [interval_in_words(measure, of.mean, of.half_width) for of in means]
    between = gap_in_words(measure, means[0].mean, means[1].mean)
    half = half_width_in_words(measure, gap.half_width)
    return [*words, between if half == "-" else f"{between} ± {half}"]


def kept_table(histories: Sequence[History], monitor: str) -> list[str]:
    """Return what the weights that are kept score: at best, by early stopping, at the end.

    Means over seeds with half of their 95 % intervals; epochs are medians. Nothing where the best epoch is
    the last one.
    """
    rules = kept_by_patience(histories, monitor)
    if rules[0].epoch == rules[-1].epoch:
        return []
    mean = "mean ± 95%" if len(histories) > 1 else ""
    lines = [f" {f'{metric_name(monitor)} of the weights that are kept':<45}{mean:>16}{'epoch':>8}"]
    for kept in rules:
        rule = RULES.get(kept.rule, f"early stopping, {kept.rule}")
        value = interval_in_words(monitor, kept.value.mean, kept.value.half_width)
        lines.append(f"   {rule:<43}{value:>16}{kept.epoch:>8,.0f}")
    return lines
