"""What a page of decision regions shows: which class a model predicts at every point of a plane."""

from dataclasses import dataclass

from regexp.spec import Array


@dataclass(frozen=True)
class Points:
    """Rows on the plane: inputs (N, 2), classes (N,) as the model was given them, which were flipped (N,)."""

    x: Array
    classes: Array
    flipped: Array


@dataclass(frozen=True)
class Region:
    """What one model predicts on a grid: the class (H, W) and how probable it finds it, from 0 to 1.

    Row 0 is the lowest.
    """

    titles: tuple[str, ...]
    classes: Array
    certainty: Array
    train: Points
    validation: Points


@dataclass(frozen=True)
class RegionPage:
    """Regions over one plane, `low` and `high` (2,) its corners; `inputs` and `classes` are names."""

    title: str
    subtitle: str
    inputs: tuple[str, str]
    classes: tuple[str, ...]
    low: Array
    high: Array
    regions: tuple[Region, ...]
    columns: int = 1
    notes: tuple[str, ...] = ()
