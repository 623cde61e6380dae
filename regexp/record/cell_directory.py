"""A setting of a sweep as a directory."""

from dataclasses import dataclass
from pathlib import Path

from regexp.record.sweep_directory import SweepDirectory


@dataclass(frozen=True)
class CellDirectory:
    """One setting of a sweep: the directory of its runs, one a seed."""

    path: Path

    @property
    def sweep(self) -> SweepDirectory:
        """The sweep that it belongs to."""
        return SweepDirectory(self.path.parent.parent)

    @property
    def is_cell(self) -> bool:
        """Whether this is where a sweep keeps the runs of a setting."""
        return self.path.parent.name == "cells" and self.path.is_dir() and self._is_of_sweep

    @property
    def _is_of_sweep(self) -> bool:
        """Whether a sweep wrote sweep.yaml, or it was lost and runs are here."""
        runs = self.path.glob("seed=*/config.yaml")
        return self.sweep.is_sweep or (not self.sweep.description.exists() and next(runs, None) is not None)
