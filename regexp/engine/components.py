"""Loading the components of a stack's runs as parts, with their states."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from regexp.context import Context
from regexp.engine.batches import steps_of_an_epoch
from regexp.engine.member import Member
from regexp.engine.parts import Part, parts_of
from regexp.optimizers import ClosedForm, Iterative
from regexp.regularizers import Regularizer
from regexp.spec import Array, Spec


def components_of(member: Member) -> dict[str, Spec]:
    """Return a run's components by the name under which their state is kept."""
    optimizer = member.problem.optimizer
    found: dict[str, Spec] = {one.kind_name(): one for one in member.problem.regularizers}
    found["optimizer"] = optimizer
    if isinstance(optimizer, Iterative):
        found["schedule"] = optimizer.schedule
    return found


def names_in_order(members: Sequence[Member]) -> list[str]:
    """Return the names of all components of these runs in the order in which their hooks are called."""
    found: dict[str, Spec] = {}
    for member in members:
        found |= components_of(member)

    def position(name: str) -> tuple[int, str]:
        component = found[name]
        return (component.order if isinstance(component, Regularizer) else -1, name)

    return sorted(found, key=position)


def side_by_side(members: Sequence[Member]) -> list[Member]:
    """Return the runs ordered so that equal settings, then equal data, then equal seeds are neighbours."""
    names = names_in_order(members)
    data = [id(member.problem.train) for member in members]

    def position(member: Member) -> tuple[Any, ...]:
        own = components_of(member)
        settings = tuple(repr(own[name].shared()) if name in own else "" for name in names)
        return (settings, data.index(id(member.problem.train)), member.problem.seed)

    return sorted(members, key=position)


def load(members: Sequence[Member], name: str, theta: Array) -> list[Part[Any]]:
    """Return the parts of one component; theta (R, 1, P) is what new states are made for."""
    runs = [components_of(member).get(name) for member in members]

    def context(rows: slice) -> Context:
        return _context(members[rows], name, theta[rows])

    parts = parts_of(runs, context)
    for part in parts:
        _fill_states(part, members[part.rows], name, theta[part.rows])
    return parts


def _context(members: Sequence[Member], name: str, theta: Array) -> Context:
    """Return the context of one component of some runs."""
    first = members[0].problem
    return Context(
        streams=[member.streams for member in members],
        rows=len(first.train),
        epochs=first.epochs,
        steps=steps_of_an_epoch(first),
        dtype=np.float64 if isinstance(first.optimizer, ClosedForm) else theta.dtype,
        adaptive=first.optimizer.adaptive,
        loss=first.loss.kind_name(),
        epoch=members[0].epoch,
    )


def _fill_states(part: Part[Any], members: Sequence[Member], name: str, theta: Array) -> None:
    """Take the component's states over from its runs, or start them, and share them with the runs."""
    state = part.ctx.state
    if name in members[0].states:
        for key in members[0].states[name]:
            state[key] = np.concatenate([member.states[name][key] for member in members])
    else:
        part.spec.init_state(theta, part.ctx)
    for r, member in enumerate(members):
        member.states[name] = {key: array[r : r + 1] for key, array in state.items()}
