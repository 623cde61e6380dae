"""What is wrong with a config and what is accepted, in words of our own, placed where it was written.

What is accepted comes from a slot's type and bounds, not from pydantic's text, so that all errors read
alike and none of its words get through.
"""

from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from regexp.config.accepted import accepted, choices
from regexp.config.faults import Fault, faults
from regexp.config.paths import shortest
from regexp.config.places import Sources
from regexp.config.problems import Problem
from regexp.config.suggestions import also_meant, inner_meant, key_meant_in, word_meant
from regexp.config.synonyms import COMPANIONS
from regexp.config.wording import any_of, contrasted, dotted, shown


def problems_of(errors: Iterable[ErrorDetails], tree: dict[str, Any], sources: Sources) -> list[Problem]:
    """Return pydantic's errors about a tree as problems, in no special order."""
    return [_hinted(_problem(fault, sources), fault, tree, sources) for fault in faults(errors, tree)]


def _hinted(problem: Problem, fault: Fault, tree: dict[str, Any], sources: Sources) -> Problem:
    """Return a problem with the components' keys that a word of the command line may have meant, if any."""
    word = sources.words.get(fault.path)
    path = tuple(map(str, fault.path))
    if word is None or word.key == ".".join(path) or problem.text.endswith("?)"):
        return problem
    meant = [shortest(inner) for inner in inner_meant(word.key, path, fault.value, tree)]
    return problem._replace(text=f"{problem.text} (did you mean {any_of(meant)}?)") if meant else problem


def _problem(fault: Fault, sources: Sources) -> Problem:
    match fault.kind:
        case "extra_forbidden":
            return Problem(sources.of_key(fault.path), f"{dotted(fault.path)}: {_unknown_key(fault)}")
        case "missing":
            return _missing(fault, sources)
        case "union_tag_not_found":
            text = f"{dotted(fault.path)}.kind: is missing; give {_any_choice(fault)}"
            return Problem(sources.of_key(fault.path), text)
        case "union_tag_invalid":
            path = (*fault.path, "kind")
            return Problem(sources.of_value(path), f"{dotted(sources.written(path))}: {_unknown_kind(fault)}")
    text = _mismatch(fault) if fault.is_mismatch else fault.message
    return Problem(sources.of_value(fault.path), f"{dotted(sources.written(fault.path))}: {text}")


def _missing(fault: Fault, sources: Sources) -> Problem:
    """Return the problem of a missing key, at the kind that asks for it or the mapping it is missing from."""
    parent = fault.path[:-1]
    kind = (*parent, "kind")
    place = sources.of_value(kind) if sources.written(kind) == kind else sources.of_key(parent)
    slot = fault.spot.slot
    text = f"is missing; give {accepted(slot)} ({slot.info.description})"
    return Problem(place, f"{dotted(fault.path)}: {text}")


def _unknown_key(fault: Fault) -> str:
    """Return that a key is not known, with the one that was meant, or where it belongs, or those that are."""
    *parent, key = map(str, fault.path)
    spot = fault.spot
    if owners := spot.slot.owners_of(key):
        return f"is a setting of {any_of(owners, 'and')}, not of {spot.kind}"
    known = [name for name in spot.known if name != "kind" or spot.slot.family]
    if meant := key_meant_in(tuple(parent), key, known):
        name = meant[-1] if meant[:-1] == tuple(parent) else ".".join(meant)
        return f"is not a known key (did you mean {name}{also_meant(key, ': ')}?)"
    return f"is not a known key; known are {any_of(known, 'and')}"


def _unknown_kind(fault: Fault) -> str:
    kind = fault.value["kind"]
    return f"{shown(kind)} is not known{_hint(fault, kind)}; known are {_any_choice(fault, 'and')}"


def _any_choice(fault: Fault, joint: str = "or") -> str:
    return any_of(choices(fault.spot.slot), joint)


def _mismatch(fault: Fault) -> str:
    finite = "finite: " if fault.kind == "finite_number" else ""
    must = f"must be {finite}{accepted(fault.spot.slot, fault.spot.depth)}"
    return f"{must}, not {contrasted(fault.value)}{_hint(fault, fault.value)}"


def _hint(fault: Fault, value: Any) -> str:
    """Return what was probably meant by a value: a word that is known, or text."""
    slot = fault.spot.slot
    needs_quotes = slot.is_text and isinstance(value, int | float)
    meant = f'"{shown(value)}"' if needs_quotes else word_meant(value, choices(slot))
    companion = COMPANIONS.get(str(value).lower())
    also = f" with {companion}" if companion else ""
    return f" (did you mean {meant}{also}?)" if meant else ""
