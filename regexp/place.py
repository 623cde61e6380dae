"""Where a run goes, what stands there already, and how an unfinished one goes on."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regexp.config import Config, config_hash, load_config
from regexp.engine import Member, Problem, fingerprint, freeze, new_member, thaw
from regexp.errors import ConfigError, RegexpError
from regexp.record import DamagedFile, RunDirectory, read_arrays, write_arrays
from regexp.spec import Array

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """The directory of one run of one config; `durable` files wait for the disk."""

    run: RunDirectory
    hash: str
    durable: bool = True

    @property
    def checkpoint(self) -> Path:
        """The file an unfinished run goes on from."""
        return self.run.path / "checkpoint.npz"

    def holds_result(self, say: Say) -> bool:
        """Tell whether this very run is done here and whole; damage is named and means it has to be redone.

        Raises ConfigError where another config's run, or something else, has this name.
        """
        if self.run.path.exists() and not (self.run.is_run or _is_empty(self.run.path)):
            raise ConfigError(f"{self.run.path}: is there already and is not a run; give another --name")
        if not self.run.is_run:
            return False
        self._refuse_other(self._hash_found())
        return self.is_finished(say)

    def is_finished(self, say: Say) -> bool:
        """Tell whether a run is done here and whole, whatever an unfinished one's config.yaml may say.

        Damage is named and means that it has to be redone; raises ConfigError for another config's result.
        """
        if not (self.run.is_done and self._is_whole(say)):
            return False
        self._refuse_other(self.run.result["config_hash"])
        return True

    def member(self, problem: Problem, say: Say) -> tuple[Member, float]:
        """Return the run to train and the seconds it took so far: from its checkpoint if that fits.

        One that doesn't is named, and the run starts again, after epoch 0.
        """
        if not self.checkpoint.is_file():
            return new_member(problem), 0.0
        try:
            return self._thawed(problem)
        except DamagedFile as error:
            say(f"{error}; the run starts again")
            return new_member(problem), 0.0

    def epoch_kept(self, dtype: str) -> int:
        """Return the epoch of a checkpoint that is there; raises DamagedFile if it doesn't fit."""
        return int(self._fitting(dtype)["epoch"])

    def keep(self, member: Member, seconds: float) -> None:
        """Write the checkpoint of a run between two epochs."""
        about = {"hash": self.hash, "fingerprint": fingerprint(member.problem.dtype), "seconds": seconds}
        write_arrays(self.checkpoint, freeze(member) | {"about": np.array(json.dumps(about))}, self.durable)

    def drop_checkpoint(self) -> None:
        """Remove the checkpoint of a finished run; one that can't be removed does no harm."""
        with suppress(OSError):
            self.checkpoint.unlink()

    def _thawed(self, problem: Problem) -> tuple[Member, float]:
        """Return the run in the checkpoint and its seconds so far; raises DamagedFile if it doesn't fit."""
        arrays = self._fitting(problem.dtype)
        try:
            return thaw(problem, arrays), float(json.loads(str(arrays["about"]))["seconds"])
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedFile(f"{self.checkpoint}: is not a checkpoint of this run") from error

    def _fitting(self, dtype: str) -> dict[str, Array]:
        """Return what the checkpoint holds; raises DamagedFile for another config or fingerprint."""
        arrays = read_arrays(self.checkpoint)
        try:
            own = json.loads(str(arrays["about"]))
            config, written_by, _ = own["hash"], own["fingerprint"], arrays["epoch"]
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedFile(f"{self.checkpoint}: is not a checkpoint of this run") from error
        if config != self.hash:
            raise DamagedFile(f"{self.checkpoint}: is of another config")
        if written_by != fingerprint(dtype):
            raise DamagedFile(f"{self.checkpoint}: was written by another version, machine or setting")
        return arrays

    def _refuse_other(self, found: str) -> None:
        """Raise ConfigError where the hash of the config that stands here is not this run's."""
        if found != self.hash:
            raise ConfigError(
                f"{self.run.path}: holds a run of another config ({found[:6]}, this one is "
                f"{self.hash[:6]}); give another --name or delete it"
            )

    def _hash_found(self) -> str:
        """Return the hash of the config that stands here; raises ConfigError where that can't be told."""
        with suppress(DamagedFile):
            if self.run.is_done:
                return str(self.run.result["config_hash"])
        path = self.run.path / "config.yaml"
        try:
            return config_hash(load_config(str(path)).config)
        except RegexpError as error:
            raise ConfigError(
                f"{path}: is there already and is not the config of a run; give another --name or delete it"
            ) from error

    def _is_whole(self, say: Say) -> bool:
        """Tell whether a finished run's files are as they were written, and say which is not."""
        try:
            self.run.check()
        except DamagedFile as error:
            say(f"{error}; the run is done again")
            return False
        return True


def place_of(config: Config, runs_dir: Path, name: str | None) -> Place:
    """Return the directory of a run: by default the config's name and 6 digits of its hash."""
    own = config_hash(config)
    return Place(RunDirectory(runs_dir / (name or f"{config.name}-{own[:6]}")), own)


def _is_empty(path: Path) -> bool:
    """Tell whether a path is a directory without files; hidden ones were left half-written."""
    return path.is_dir() and all(file.name.startswith(".") for file in path.iterdir())
