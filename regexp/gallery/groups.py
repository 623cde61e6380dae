"""Lines over one axis of an overview: one for each combination of the other axes, as far as there is room."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite

from regexp.gallery.choice import evenly
from regexp.plots.group_panel import most_groups
from regexp.plots.survey import Axis, Overview, Spot


def over(overview: Overview, first: int, is_ranked: bool = True) -> Overview:
    """Return an overview with the axis `first` and, if there are others, one for their combinations.

    Of many combinations those with the best settings are left, and the baseline's; where settings can't be
    ranked, such as on different data, some that are spread evenly. What all of them have in common is said
    once, in the note.
    """
    if len(overview.axes) == 1:
        return overview
    keys = list(dict.fromkeys(_others(spot, first) for spot in overview.spots))
    chosen = _chosen(overview, keys, first) if is_ranked else evenly(keys, most_groups())
    place = {key: index for index, key in enumerate(chosen)}
    moved = {
        spot.place: replace(spot, place=(spot.place[first], place[_others(spot, first)]))
        for spot in overview.spots
        if _others(spot, first) in place
    }
    labels, common = _told_apart([_label(overview, key, first) for key in chosen])
    count = f"{len(chosen)} of {len(keys)} lines"
    which = f"the best {count}" if is_ranked else f"{count}, spread evenly"
    left = [which] if len(chosen) < len(keys) else []
    same = [f"all lines have {common}"] if common else []
    return replace(
        overview,
        axes=(overview.axes[first], Axis("setting", "setting", tuple(labels), None)),
        spots=tuple(sorted(moved.values(), key=lambda spot: spot.place[::-1])),
        best=_moved(overview.best, moved),
        baseline=_moved(overview.baseline, moved),
        choice=None,
        note="; ".join([*left, *same, *filter(None, [overview.note])]),
    )


def _others(spot: Spot, first: int) -> tuple[int, ...]:
    """Return the place of a setting on the other axes."""
    return spot.place[:first] + spot.place[first + 1 :]


def _chosen(overview: Overview, keys: Sequence[tuple[int, ...]], first: int) -> list[tuple[int, ...]]:
    """Return the combinations to draw, in their own order."""
    costs = dict.fromkeys(keys, inf)
    for spot, cost in zip(overview.spots, overview.costs(overview.spots), strict=True):
        key = _others(spot, first)
        costs[key] = min(costs[key], cost)
    baseline = overview.baseline and _others(overview.baseline, first)
    wanted = sorted(keys, key=lambda key: (key != baseline, costs[key]))[: most_groups()]
    return sorted(key for key in wanted if isfinite(costs[key]) or len(wanted) < 2) or wanted


def _label(overview: Overview, key: tuple[int, ...], first: int) -> str:
    """Return a combination as it is typed."""
    axes = overview.axes[:first] + overview.axes[first + 1 :]
    levels = [(axis.name, axis.levels[at]) for axis, at in zip(axes, key, strict=True)]
    return " ".join(f"{name}={level}" if name else level for name, level in levels)


def _told_apart(labels: Sequence[str]) -> tuple[list[str], str]:
    """Return labels without the settings that all of them name, and these, as far as each label keeps one."""
    words = [label.split(" ") for label in labels]
    common = [word for word in words[0] if "=" in word and all(word in others for others in words)]
    short = [" ".join(word for word in own if word not in common) for own in words]
    return (short, " ".join(common)) if len(labels) > 1 and all(short) else (list(labels), "")


def _moved(spot: Spot | None, moved: dict[tuple[int, ...], Spot]) -> Spot | None:
    return moved.get(spot.place) if spot else None
