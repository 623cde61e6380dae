"""The workers of a Dask cluster: which ones are there, see a sweep's directory, and compute alike."""

import time
from collections.abc import Iterator
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from regexp import __version__
from regexp.errors import ConfigError, FileError, RegexpError
from regexp.record import SweepDirectory, write_text
from regexp.sweep.cluster.task import Sight, look, training_fingerprint
from regexp.sweep.events import Said

if TYPE_CHECKING:
    from distributed import Client

LOOK_SECONDS = 0.5  # between looks at which workers there are


class Crew:
    """The workers that can train runs of a sweep: `members` are their addresses."""

    def __init__(self, client: "Client", scheduler: str, directory: SweepDirectory) -> None:
        """Start with nobody; `scheduler` is what messages call the cluster.

        Raises ConfigError where the scheduler has another regexp or none.
        """
        self._client, self._scheduler, self._directory = client, scheduler, directory
        self._check_scheduler()
        self.members: set[str] = set()
        self._met: set[str] = set()
        self._fingerprints = [training_fingerprint()]
        self._looked = -LOOK_SECONDS
        self._is_missed = False

    def update(self) -> Iterator[Said]:
        """Look now and then who is there; those who come are asked what they see.

        Raises FileError where one of the first can't read the sweep's directory, ConfigError where it has
        another regexp or none, and RegexpError where the scheduler is gone. Later ones are left out.
        """
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        present = self._present()
        self._looked = time.monotonic()
        self.members &= present
        self._met &= present
        if new := sorted(present - self._met):
            yield from self._meet(new)
        if not self.members and not self._is_missed:
            self._is_missed = True
            yield Said(f"{self._scheduler}: there are no workers at the moment; waiting for one")

    def _check_scheduler(self) -> None:
        """Raise ConfigError unless the scheduler, which unpacks tasks to pass them on, knows them."""
        try:
            self._client.run_on_scheduler(training_fingerprint)
        except Exception as error:  # of whatever is missing there
            raise ConfigError(
                f"{self._scheduler}: a scheduler needs regexp-lab {__version__}, as its workers do ({error})"
            ) from error

    def _present(self) -> set[str]:
        """Return the addresses of all workers."""
        try:
            return set(self._client.nthreads())
        except OSError as error:
            raise RegexpError(
                f"{self._scheduler}: the scheduler is gone; the same command goes on with what is left"
            ) from error

    def _meet(self, new: list[str]) -> Iterator[Said]:
        """Take those who can train among the crew."""
        are_first = not self._met
        for address, found in self._sights(new).items():
            problem = self._problem(address, found)
            self._met.add(address)
            if problem and are_first:
                raise problem
            if problem:
                yield Said(f"{problem}; it gets no runs")
            else:
                self.members.add(address)
                yield from self._differences(address, found.fingerprint)

    def _sights(self, addresses: list[str]) -> dict[str, Any]:
        """Return what workers read in a file of the sweep's directory; who is gone by now says nothing."""
        token = token_hex(16)
        path = self._directory.description.with_name(f".{self._directory.description.name}.{token[:8]}")
        with self._directory.exclusively():
            write_text(path, token, durable=False)
            found = self._client.run(look, str(path.absolute()), workers=addresses, on_error="return")
            path.unlink()
        return {address: sight for address, sight in found.items() if not isinstance(sight, OSError)}

    def _problem(self, address: str, found: Sight | Exception) -> RegexpError | None:
        """Return why a worker can't train, if it can't: here `found` is what it saw, or what it raised."""
        if isinstance(found, Exception):
            return ConfigError(
                f"{address}: the workers of a scheduler need regexp-lab {__version__} ({found})"
            )
        if found.text is None:
            path = self._directory.path.absolute()
            return FileError(
                f"{address}: cannot see {path}: the workers of a scheduler need the same directory"
            )
        return None

    def _differences(self, address: str, found: dict[str, Any]) -> Iterator[Said]:
        """Say once of each kind of worker how it differs from this process."""
        if found not in self._fingerprints:
            self._fingerprints.append(found)
            own = self._fingerprints[0]
            words = [f"{key} {found.get(key)} (here {own[key]})" for key in own if found.get(key) != own[key]]
            yield Said(f"{address}: has {', '.join(words)}, so the bits of its runs may differ from others'")
