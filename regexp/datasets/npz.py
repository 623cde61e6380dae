"""Arrays of an NPZ archive, with or without ready-made splits."""

from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.datasets.archives import DamagedArchive, read_arrays
from regexp.datasets.base import Dataset, Facts, numbered
from regexp.datasets.data import TEST, TRAIN, VALIDATION, Table
from regexp.datasets.files import read_bytes
from regexp.datasets.targets import TASK, Task, targets
from regexp.datasets.wording import counted, listed
from regexp.errors import DataError
from regexp.spec import Array, InputFile

READY = {"_train": TRAIN, "_validation": VALIDATION, "_test": TEST}
WANTED = [f"{letter}{suffix}" for suffix in ("", *READY) for letter in "xy"]


class Npz(Dataset):
    """Your own NumPy arrays, with or without ready-made splits.

    `x` and `y`, or else `x_train`, `y_train`, `x_validation`, `y_validation`, `x_test`, `y_test`, of which
    all but train may be missing; where there are any, `x` and `y` are not looked at. x: (N, …) numbers, more
    axes are flattened. y: (N,) classes or targets, or (N, K) targets.
    """

    main: ClassVar[str] = "path"
    facts: ClassVar[Facts] = Facts("any", "any", "either")
    kind: Literal["npz"] = "npz"
    path: Annotated[str, InputFile] = Field(
        description="the archive, as numpy.savez or savez_compressed write it", examples=["points.npz"]
    )
    task: Task = Field("auto", description=TASK)

    def title(self) -> str:
        """Return the archive's path."""
        return self.path

    def table(self) -> Table:
        """Return the archive's rows, ready-made splits one after the other; raises DataError."""
        content = read_bytes(self.path)
        try:
            arrays, names = read_arrays(content, WANTED)
        except DamagedArchive as error:
            raise DataError(f"{self.path}: {error}") from error
        suffixes = self._suffixes(arrays, names)
        splits = [self._pair(arrays, suffix) for suffix in suffixes]
        x = self._joined([x for x, _ in splits], "x")
        y, classes = targets(self._joined([y for _, y in splits], "y"), self.task, self.path)
        ready = None
        if suffixes != [""]:
            ready = np.repeat([READY[suffix] for suffix in suffixes], [len(x) for x, _ in splits])
        return Table(x, y, numbered(x.shape[1]), classes, ready)

    def _suffixes(self, arrays: dict[str, Array], names: list[str]) -> list[str]:
        """Return the suffixes of the splits that the archive holds; an empty one for `x` and `y`."""
        ready = [suffix for suffix in READY if f"x{suffix}" in arrays or f"y{suffix}" in arrays]
        suffixes = ready or [""]
        needed = {f"{letter}{suffix}" for suffix in suffixes for letter in "xy"}
        if ready:
            needed |= {"x_train", "y_train"}
        if missing := sorted(needed - arrays.keys()):
            held = f"it holds {listed(names)}" if names else "it holds nothing"
            either = "" if ready else "; x and y, or x_train and y_train, are needed"
            raise DataError(f"{self.path}: there is no {' and no '.join(missing)}; {held}{either}")
        return suffixes

    def _pair(self, arrays: dict[str, Array], suffix: str) -> tuple[Array, Array]:
        """Return one split's x as a matrix and y as a column of values or a matrix."""
        x, y = arrays[f"x{suffix}"], arrays[f"y{suffix}"]
        for name, array, kinds in ((f"x{suffix}", x, "biuf"), (f"y{suffix}", y, "biufU")):
            if array.dtype.kind not in kinds or not array.ndim or 0 in array.shape[1:]:
                what = f"{array.dtype} values of shape {array.shape}"
                raise DataError(f"{self.path}: {name} holds {what}; rows of numbers are needed")
        if len(x) != len(y):
            rows = counted(len(x), "row")
            raise DataError(f"{self.path}: x{suffix} has {rows}, but y{suffix} has {len(y)}")
        x, y = _flat(x), _flat(y)
        return x, y[:, 0] if y.shape[1] == 1 else y

    def _joined(self, arrays: list[Array], letter: str) -> Array:
        """Return the rows of all splits, one split after the other."""
        widths = {prod(array.shape[1:]) for array in arrays}
        if len(widths) > 1:
            differ = f"{counted(min(widths), 'column')} in one split and {max(widths)} in another"
            raise DataError(f"{self.path}: {letter} has {differ}")
        return np.concatenate(arrays)


def _flat(array: Array) -> Array:
    """Return an array of N rows as a matrix."""
    return array.reshape(len(array), prod(array.shape[1:]))
