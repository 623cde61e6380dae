"""What `regexp compare` is asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from regexp.collection import RUNS_DIR, runs_dir_option
from regexp.errors import ConfigError
from regexp.history import Moment
from regexp.statistics import Significance

MOST_PERCENT = 99.99


@dataclass(frozen=True)
class Request:
    """The targets and options of a comparison, None where an option is not given.

    `targets` are as they were typed, `metric` a column or its end (`accuracy`), `baseline` settings
    (`l2=0,dropout=0`), an arm or a path, `by` the keys of one row each, `over` what rows are kept apart,
    `confidence` that of intervals and tests, `filter` an expression and `sort` a column or key.
    """

    targets: tuple[str, ...] = ()
    runs_dir: Path = RUNS_DIR
    metric: str | None = None
    at: Moment = "best"
    baseline: str | None = None
    by: tuple[str, ...] = ()
    over: Literal["dataset"] | None = None
    confidence: float = 0.95
    significance: Significance = "paired"
    filter: str | None = None
    sort: str | None = None
    top: int | None = None
    show_test: bool = False

    @property
    def level(self) -> float:
        """The probability of a false alarm that is accepted: 0.05 for 95 % intervals."""
        return 1 - self.confidence

    def place(self) -> list[str]:
        """Return the words that say where the targets are: none for the usual place."""
        return runs_dir_option(self.runs_dir)

    def words(self, *more: str) -> list[str]:
        """Return the words after `regexp compare` that compare the same again, and more; rows as usual."""
        given = {
            "--by": ",".join(self.by) or None,
            "--over": self.over,
            "--filter": self.filter,
            "--metric": self.metric,
            "--at": self.at if self.at != "best" else None,
            "--baseline": self.baseline,
            "--ci": f"{100 * self.confidence:.10g}" if self.confidence != 0.95 else None,
            "--significance": self.significance if self.significance != "paired" else None,
        }
        options = [word for name, value in given.items() if value is not None for word in (name, value)]
        return [*self.targets, *options, *more, *self.place()]


def confidence_of(percent: float) -> float:
    """Return a confidence as a fraction; raises ConfigError for what is no sensible percentage."""
    if not 50 <= percent <= MOST_PERCENT:
        raise ConfigError(f"--ci {percent:.10g}: is a percentage from 50 to {MOST_PERCENT}, usually 95")
    return percent / 100
