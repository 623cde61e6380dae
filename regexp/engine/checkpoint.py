"""A run between two epochs as plain arrays, and back."""

from collections.abc import Mapping
from typing import cast

import numpy as np

from regexp.engine.member import Member, Status, new_member
from regexp.engine.problem import Problem
from regexp.spec import Array


def freeze(member: Member) -> dict[str, Array]:
    """Return everything that training goes on from: parameters, states, streams, measurements."""
    arrays = {
        "epoch": np.array(member.epoch),
        "status": np.array(member.status),
        "theta": member.theta,
        "best": member.best,
        "last": member.last,
        "best_value": np.array(member.best_value),
        "best_epoch": np.array(member.best_epoch),
        "measured": member.history.values,
        "streams": np.array(member.streams.state()),
    }
    for component, state in member.states.items():
        for key, value in state.items():
            arrays[f"states/{component}/{key}"] = value
    return arrays


def thaw(problem: Problem, arrays: Mapping[str, Array]) -> Member:
    """Return the run that `freeze` was given, ready to go on."""
    member = new_member(problem)
    member.epoch, member.status = int(arrays["epoch"]), cast(Status, str(arrays["status"]))
    member.theta, member.best, member.last = arrays["theta"], arrays["best"], arrays["last"]
    member.best_value, member.best_epoch = float(arrays["best_value"]), int(arrays["best_epoch"])
    member.measured = list(arrays["measured"])
    member.streams.restore(str(arrays["streams"]))
    for name in arrays:
        if name.startswith("states/"):
            _, component, key = name.split("/")
            member.states.setdefault(component, {})[key] = arrays[name]
    return member
