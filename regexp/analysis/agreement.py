"""The verdict on a setting: what the verdicts on its runs, one a seed, have in common."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from regexp.analysis.onset import Onset, typical_onset
from regexp.analysis.phrases import amount, number, sign
from regexp.record import RecordedVerdict
from regexp.statistics import Interval, mean_interval

REASONS = {
    "underfit": "little is learned of the training rows, or both losses rise",
    "good fit": "validation loss does not lastingly rise",
    "diverged": "a smaller learning rate is the usual cure",
    "still improving": "validation loss still falls over the last fifth of the epochs",
    "too noisy to say": "there are too few epochs, or chance moves validation loss too much",
    "no validation data": "overfitting shows on rows that were not trained on: set validation_size",
}
"""What a verdict that most runs agree on means; that of overfitting depends on the runs."""


@dataclass(frozen=True)
class Agreement:
    """What the runs of one setting show together.

    `kind` is the verdict on more than half of the runs, `agreeing` of `runs`; None where no verdict is on so
    many. `onset` is the epoch where overfitting starts, over those of the agreeing runs that date it.
    """

    kind: str | None
    agreeing: int
    runs: int
    onset: Onset | None
    headline: str
    evidence: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the agreement in types that JSON knows."""
        return asdict(self) | {"evidence": list(self.evidence)}


def agree(verdicts: Sequence[RecordedVerdict], last_epoch: int) -> Agreement:
    """Return the verdict on a setting from those on its runs, at least one, none longer than `last_epoch`."""
    if len(verdicts) == 1:
        return _alone(verdicts[0], last_epoch)
    counts = Counter(verdict["kind"] for verdict in verdicts)
    kind, count = counts.most_common(1)[0]
    if 2 * count <= len(verdicts):
        listed = f"SEEDS DISAGREE: {_listed(counts)}"
        return Agreement(None, 0, len(verdicts), None, listed, (*_price(verdicts), *_memorized(verdicts)))
    agreeing = [verdict for verdict in verdicts if verdict["kind"] == kind]
    onset = _onset(agreeing, last_epoch)
    headline = f"{kind.upper()} in {_share(count, len(verdicts))} seeds"
    headline += f", from {onset}" if onset else _common_tail(agreeing)
    price = () if kind == "good fit" else _price(verdicts)  # its best epochs are lucky ones
    evidence = (*_reasons(kind, agreeing, onset), *_others(counts, kind), *price, *_memorized(verdicts))
    return Agreement(kind, count, len(verdicts), onset, headline, evidence)


def _alone(verdict: RecordedVerdict, last_epoch: int) -> Agreement:
    """Return the verdict on the only run."""
    onset = None if verdict["onset"] is None else typical_onset([verdict["onset"]], last_epoch)
    return Agreement(verdict["kind"], 1, 1, onset, verdict["headline"], tuple(verdict["evidence"]))


def _onset(agreeing: Sequence[RecordedVerdict], last_epoch: int) -> Onset | None:
    """Return the typical onset, None where no more than half of the runs have one."""
    onsets = [verdict["onset"] for verdict in agreeing if verdict["onset"] is not None]
    return typical_onset(onsets, last_epoch) if 2 * len(onsets) > len(agreeing) else None


def _share(count: int, of: int) -> str:
    return f"all {of}" if count == of else f"{count} of {of}"


def _tail(verdict: RecordedVerdict) -> str:
    """Return what a headline adds to the verdict: `the noise is memorized`."""
    return verdict["headline"].partition(": ")[2]


def _common_tail(agreeing: Sequence[RecordedVerdict]) -> str:
    """Return what the headlines of all runs add, if it is the same."""
    tails = {_tail(verdict) for verdict in agreeing}
    return f": {tails.pop()}" if len(tails) == 1 and "" not in tails else ""


def _reasons(kind: str, agreeing: Sequence[RecordedVerdict], onset: Onset | None) -> Iterable[str]:
    """Say what the verdict rests on, and of how many runs it rests on something else."""
    if kind != "overfit":
        yield REASONS[kind]
        return
    if onset:
        yield "since then validation loss rises while training loss does not"
    tails = Counter(tail for verdict in agreeing if (tail := _tail(verdict)))
    for tail, count in tails.items():
        if count < len(agreeing):
            yield f"no rise that can be dated in {count} of them: {tail}"


def _others(counts: Counter[str], kind: str) -> Iterable[str]:
    """Name the verdicts of the runs that don't agree."""
    others = Counter({other: many for other, many in counts.items() if other != kind})
    if others.total() == 1:
        yield f"the other seed: {next(iter(others)).upper()}"
    elif others:
        yield f"the other seeds: {_listed(others)}"


def _listed(counts: Counter[str]) -> str:
    """Return verdicts with their numbers, the commonest first: `3 OVERFIT, 2 GOOD FIT`."""
    return ", ".join(f"{count} {kind.upper()}" for kind, count in counts.most_common())


def _price(verdicts: Sequence[RecordedVerdict]) -> Iterable[str]:
    """Say what training past the best epoch cost or gained on average."""
    loss, metric = (_mean(verdict[name] for verdict in verdicts) for name in ("loss_paid", "metric_paid"))
    if isfinite(loss.mean) and isfinite(metric.mean) and loss != Interval(0.0, 0.0):
        first, then = sign(loss.mean), sign(metric.mean)
        yield (
            f"training past the best epoch {first} {_with_half(loss)} of loss, "
            f"{'' if first == then else then + ' '}"
            f"{amount(verdicts[0]['metric'], abs(metric.mean), metric.half_width)}"
        )


def _memorized(verdicts: Sequence[RecordedVerdict]) -> Iterable[str]:
    """Say how many flipped labels were learned, if there are any."""
    memorized = _mean(verdict["memorized"] for verdict in verdicts)
    if isfinite(memorized.mean):
        yield f"{memorized.mean:.0%} of the flipped labels memorized"


def _mean(values: Iterable[float | None]) -> Interval:
    """Return the mean over the runs with its interval, NaN where a run has no such number."""
    return mean_interval([float("nan") if value is None else value for value in values])


def _with_half(interval: Interval) -> str:
    return f"{number(abs(interval.mean), 2)} ± {number(interval.half_width, 2)}"
