"""Which axes of a sweep change what its metric means, so that no setting can be named the best."""

from collections.abc import Iterable

from regexp.datasets import Dataset

SAME_SOURCE = {*Dataset.model_fields, "drop"}
"""The fields of a data set that leave where validation rows come from as it is."""


def obstacle(axes: Iterable[str], monitor: str) -> str | None:
    """Return what keeps the settings of these axes from being compared by a metric; None where they can be.

    Metrics on rows of different sources differ by how hard these are; values of different losses by their
    definitions, while other metrics mean the same for each loss.
    """
    outer = [axis.partition(".")[::2] for axis in axes]
    if any(
        component == "dataset" and field.partition(".")[0] not in SAME_SOURCE for component, field in outer
    ):
        return "different data"
    if monitor.endswith("_loss") and any(component == "loss" for component, _ in outer):
        return "different losses"
    return None
