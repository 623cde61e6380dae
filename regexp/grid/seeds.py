"""Which seeds a sweep repeats every cell with: `5`, `0:5`, or `0,1,7`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from regexp.config.scalars import read_scalar
from regexp.config.wording import shown
from regexp.config.words import comma_parts
from regexp.grid.ranges import MOST_POINTS, is_range, spread

LIMIT = 2**63

Seeds = range | tuple[int, ...]
"""Ascending, each once."""

_FORMS = "must be a number of seeds, FIRST:STOP or a list such as 0,3,7"


def read_seeds(value: Any, base: int) -> Seeds:
    """Return the seeds that a text or YAML value asks for: a number of them counts from the base seed.

    FIRST:STOP leaves STOP out. Raises ValueError with a sentence without its subject.
    """
    if isinstance(value, list):
        return _listed(value, str(value))
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"{_FORMS}, not {shown(value)}")
    text = str(value)
    if is_range(text) or len(comma_parts(text)) > 1:
        return _listed([number for part in comma_parts(text) for number in _numbers(part.strip())], text)
    numbers = [_number(part) for part in text.split(":")]
    if len(numbers) > 2 or None in numbers:
        raise ValueError(f"{_FORMS}, not {text}")
    first, stop = (
        number or 0 for number in (numbers if len(numbers) == 2 else (base, _after(base, numbers[0])))
    )
    return _between(first, stop, text)


@dataclass(frozen=True)
class Repeats:
    """What the command line says about seeds, which wins over what stands in points and arms.

    `base` is the seed from which numbers of seeds count.
    """

    base: int
    is_one_typed: bool
    are_several_typed: bool

    def own(self, value: Any) -> Seeds | None:
        """Return the seeds of a point or arm, None where it is repeated like all others.

        Raises ValueError with a sentence without its subject.
        """
        seeds = read_seeds(value, self.base)
        if self.is_one_typed and not is_number_of(value):
            return (self.base,)
        return None if self.are_several_typed else seeds


def is_number_of(value: Any) -> bool:
    """Tell whether a text or YAML value is a number of seeds, which starts at the base seed."""
    return isinstance(value, int | str) and _number(str(value)) is not None


def write_seeds(seeds: Sequence[int], base: int) -> int | str | list[int]:
    """Return what `read_seeds` reads as these seeds: their number, FIRST:STOP, or the list."""
    first, count = seeds[0], len(seeds)
    if seeds[-1] - first != count - 1:
        return list(seeds)
    return count if first == base else f"{first}:{first + count}"


def seed_of(tree: dict[str, Any]) -> int:
    """Return a config's seed, 0 where it has none or something else."""
    seed = tree.get("seed")
    return seed if isinstance(seed, int) else 0


def count_of(seeds: Seeds) -> int:
    """Return how many seeds there are, also where `len` can't say so."""
    return max(0, seeds.stop - seeds.start) if isinstance(seeds, range) else len(seeds)


def _after(base: int, count: int | None) -> int:
    """Return the first seed that a number of them leaves out."""
    if (count or 0) < 1:
        raise ValueError(f"at least 1 seed is needed, not {count}")
    return base + (count or 0)


def _between(first: int, stop: int, text: str) -> range:
    if not 0 <= first < LIMIT or stop > LIMIT:
        raise ValueError(f"seeds are whole numbers of at least 0 and below {LIMIT}, not {text}")
    if stop <= first:
        raise ValueError(f"{text} holds no seed: FIRST:STOP leaves STOP out, so it must be above FIRST")
    return range(first, stop)


def _listed(numbers: list[Any], text: str) -> tuple[int, ...]:
    """Return listed seeds in order, each once."""
    if not numbers or len(numbers) > MOST_POINTS:
        raise ValueError(f"must be 1 to {MOST_POINTS:,} seeds, not {len(numbers)}")
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < LIMIT:
            raise ValueError(f"seeds are whole numbers of at least 0 and below {LIMIT}, not {shown(number)}")
    return tuple(sorted(set(numbers)))


def _numbers(part: str) -> list[Any]:
    """Return the number that a part of a list is, or those of a range; what is wrong stays as it is."""
    if is_range(part):
        return [int(number) if number.is_integer() else number for number in spread(part)]
    try:
        return [read_scalar(part)]
    except ValueError:
        return [part]


def _number(text: str) -> int | None:
    """Return the whole number that a text is, if it is one."""
    try:
        value = read_scalar(text.strip())
    except ValueError:
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
