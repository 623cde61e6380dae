"""In which settings runs differ, and what each of them has there."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from regexp.config.paths import catalogue
from regexp.config.shapes import slots
from regexp.record import Setting


def differing(settings: Sequence[Mapping[str, Setting]], first: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of the settings that are not the same for all runs, `first` those named before.

    A field that a kind tells does not count: one that the runs of each kind agree on, and that either has
    one value where there is a place for it, as the momentum of SGD beside Adam, or is everywhere what its
    kind has by default. Data sets of different files differ in their kind.
    """
    names = dict.fromkeys(name for run in settings for name in run)
    order = dict.fromkeys((*(name for name in first if name in names), *names))
    kinds = {name for name in order if name.endswith(".kind") and _differs(name, settings)}
    return tuple(name for name in order if _counts(name, settings, kinds))


def value_at(settings: Mapping[str, Setting], name: str) -> Setting:
    """Return what a run has at a setting; of a regularizer that is off, a dose of 0.

    The kind of data from a file is that file, as it is for axes: `points.csv-3f9a1c`.
    """
    if name not in settings and _is_off_at_zero(name):
        return 0.0
    return settings.get(_telling(name, settings.get(name)))


def _counts(name: str, settings: Sequence[Mapping[str, Setting]], kinds: set[str]) -> bool:
    """Tell whether runs differ in a setting of its own right."""
    values = _values(name, settings)
    is_everywhere = all(name in run for run in settings)
    if len(values) == 1 and (is_everywhere or values == {None} or _is_of_a_regularizer(name)):
        return False
    return not (_is_file(name, settings, kinds) or _is_told(name, settings, kinds))


def _differs(name: str, settings: Sequence[Mapping[str, Setting]]) -> bool:
    """Tell whether the runs that have a setting differ in it."""
    return len(_values(name, settings)) > 1


def _values(name: str, settings: Sequence[Mapping[str, Setting]]) -> set[Setting]:
    """Return what the runs have that have a setting."""
    if name.endswith(".kind"):
        return {value_at(run, name) for run in settings if name in run}
    return {run[name] for run in settings if name in run}


def _is_file(name: str, settings: Sequence[Mapping[str, Setting]], kinds: set[str]) -> bool:
    """Tell whether a field is the file that a component is made of, whose kind differs with it."""
    kind = f"{name.rpartition('.')[0]}.kind"
    return kind in kinds - {name} and any(_telling(kind, run.get(kind)) == name for run in settings)


def _is_told(name: str, settings: Sequence[Mapping[str, Setting]], kinds: set[str]) -> bool:
    """Tell whether the kinds that a field stands in say what it is: by its absence, or by their defaults."""
    outer = [kind for kind in kinds - {name} if name.startswith(kind.removesuffix("kind"))]
    places = [tuple(value_at(run, kind) for kind in outer) for run in settings]
    found = {(place, name in run, run.get(name)) for place, run in zip(places, settings, strict=True)}
    if len(found) > len(set(places)):
        return False
    kind = _kind_around(name)
    usual = {_is_usual(name, run.get(kind), run[name]) for run in settings if name in run}
    return not _differs(name, settings) or usual == {True}


def _kind_around(name: str) -> str:
    """Return the name of the kind of component that a field is in: for a kind, that of the one outside."""
    return f"{name.removesuffix('.kind').rpartition('.')[0]}.kind"


@cache
def _is_usual(name: str, kind: Setting, value: Setting) -> bool:
    """Tell whether a field is what a kind of component has by default."""
    owner, _, field = name.removesuffix(".kind").rpartition(".")
    slot = catalogue().get(tuple(owner.split(".")))
    member = slot.kinds().get(str(kind)) if slot else None
    own = slots(member).get(field) if member else None
    return own is not None and value == (own.default_kind if own.family else own.info.default)


@cache
def _telling(name: str, value: Setting) -> str:
    """Return the name of the setting that tells a component: of a kind that is read from a file, the file."""
    owner, _, field = name.rpartition(".")
    slot = catalogue().get(tuple(owner.split(".")))
    member = slot.kinds().get(str(value)) if slot and slot.family and field == "kind" else None
    return f"{owner}.{member.main}" if member else name


def _is_of_a_regularizer(name: str) -> bool:
    """Tell whether a field is absent where a regularizer is left out, which its main field says."""
    owner, _, field = name.rpartition(".")
    slot = catalogue().get(tuple(owner.split(".")))
    return owner.startswith("regularization.") and slot is not None and field != slot.main


@cache
def _is_off_at_zero(name: str) -> bool:
    """Tell whether a setting is the dose of a regularizer, which 0 leaves out."""
    owner, _, field = name.rpartition(".")
    slot = catalogue().get(tuple(owner.split(".")))
    return slot is not None and slot.is_off_at_zero and field == slot.main
