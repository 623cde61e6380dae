"""What pictures say above and below themselves of the runs that they show."""

from collections.abc import Sequence

from regexp.collection import FinishedRun
from regexp.describe import counted
from regexp.gallery.steps import Steps
from regexp.retraining import Trained


def over_seeds(settings: Sequence[Sequence[FinishedRun | Trained]]) -> str:
    """Return how many runs of a setting a point stands for: `means over 10 seeds`, `one seed`."""
    most = max(map(len, settings))
    return f"means over {counted(most, 'seed')}" if most > 1 else "one seed"


def against(steps: Steps) -> str:
    """Return what a title says of the axis: `against l2`, `by setting`."""
    return f"against {steps.axis.name}" if steps.axis.numbers is not None else "by setting"


def selection(shown: int, total: int, what: str) -> list[str]:
    """Return which of many are shown: `9 of 40 settings`; nothing where all are."""
    return [] if shown == total else [f"{shown} of {counted(total, what)} shown"]
