"""The verdict on a run: what it is, since when, at what price, and why; the rules are in `rules.py`."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, Literal

from regexp.analysis import evidence, rules
from regexp.analysis.early_stopping import kept_epochs
from regexp.analysis.findings import Baseline, Findings
from regexp.history import History

ONE_SEED = "One seed: a hint, not a finding."

Kind = Literal[
    "underfit",
    "good fit",
    "overfit",
    "diverged",
    "still improving",
    "too noisy to say",
    "no validation data",
]


@dataclass(frozen=True)
class Verdict:
    """What one run shows.

    `onset` is about the epoch where overfitting starts, None where there is none or nothing to date it
    by. `loss_paid` and `metric_paid` are what training past the best epoch made worse on the validation
    rows (negative: better), `gap` is validation minus training loss at the end, `memorized` the fraction
    of flipped labels learned; NaN where they have no meaning. `early_stopping` gives the epoch that each
    patience would have kept.
    """

    kind: Kind
    headline: str
    evidence: tuple[str, ...]
    onset: int | None
    best_epoch: int
    loss_paid: float
    metric: str
    metric_paid: float
    gap: float
    memorized: float
    early_stopping: dict[int, int]

    def to_json(self) -> dict[str, Any]:
        """Return the verdict in types that JSON knows, None for NaN and infinity."""
        fields = asdict(self) | {
            "evidence": list(self.evidence),
            "early_stopping": {str(patience): epoch for patience, epoch in self.early_stopping.items()},
        }
        return {name: None if _unknown(value) else value for name, value in fields.items()}


@dataclass(frozen=True)
class Rule:
    """One line of the table in `rules.py`: what must hold, what it means, and how to say why."""

    holds: Callable[[Findings], bool]
    kind: Kind
    headline: str
    explain: Callable[[Findings], Iterable[str]]


RULES = (
    Rule(rules.diverged, "diverged", "DIVERGED by epoch {last}", evidence.diverged),
    Rule(rules.unvalidated, "no validation data", "NO VALIDATION DATA", evidence.unvalidated),
    Rule(rules.rises, "overfit", "OVERFIT from about epoch {onset}", evidence.rises),
    Rule(rules.rises_along, "underfit", "UNDERFIT", evidence.rises_along),
    Rule(rules.memorizes, "overfit", "OVERFIT: the noise is memorized", evidence.memorizes),
    Rule(rules.misses, "overfit", "OVERFIT: good on the training rows only", evidence.misses),
    Rule(rules.too_short, "too noisy to say", "TOO NOISY TO SAY: too few epochs", evidence.too_short),
    Rule(rules.still_falls, "still improving", "STILL IMPROVING at epoch {last}", evidence.still_falls),
    Rule(rules.explains_little, "underfit", "UNDERFIT", evidence.explains_little),
    Rule(rules.blurred, "too noisy to say", "TOO NOISY TO SAY", evidence.blurred),
    Rule(rules.fits, "good fit", "GOOD FIT", evidence.fits),
)


def judge(
    history: History,
    monitor: str,
    baseline: Baseline,
    status: str,
    flipped: int = 0,
    closed_form: bool = False,
) -> Verdict:
    """Return the verdict on a run.

    `monitor` names the column that the best epoch is chosen by, `status` is completed, early_stopped or
    diverged, `flipped` counts the flipped training labels, and `closed_form` says that the model was
    solved for and not trained in epochs.
    """
    run = Findings(history, monitor, baseline, status, flipped, closed_form)
    rule = next(rule for rule in RULES if rule.holds(run))
    onset = run.curve.onset if rule.holds is rules.rises and run.curve else None
    validated = not rules.unvalidated(run)
    return Verdict(
        kind=rule.kind,
        headline=rule.headline.format(onset=onset, last=run.last_epoch),
        evidence=tuple(rule.explain(run)),
        onset=onset,
        best_epoch=run.best_epoch,
        loss_paid=run.loss_paid,
        metric=baseline.metric,
        metric_paid=run.metric_paid,
        gap=run.gap,
        memorized=run.memorized,
        early_stopping=kept_epochs(history, monitor) if validated and not closed_form else {},
    )


def _unknown(value: Any) -> bool:
    """Tell whether a value is NaN or infinite."""
    return isinstance(value, float) and not isfinite(value)
