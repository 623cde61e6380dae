"""Connections to a Dask scheduler: to one that runs somewhere, or to one of our own with its workers."""

import asyncio
import re
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from regexp.errors import ConfigError
from regexp.sweep.cluster.logs import silence

if TYPE_CHECKING:
    from distributed import Client

ANSWER_SECONDS = 10.0  # to wait for a scheduler
LOCAL = re.compile(r"local:([1-9]\d{0,3})")
REMOTE = re.compile(r"(tcp|tls)://([^\s/:@\[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")


def scheduler_of(text: str) -> str:
    """Return the address of a Dask scheduler, or `local:N` for one of our own with N workers.

    Raises ConfigError where it is neither, and where dask.distributed isn't installed.
    """
    if not (LOCAL.fullmatch(text) or REMOTE.fullmatch(text)):
        raise ConfigError(
            f"--scheduler {text}: must be tcp://HOST:PORT or tls://HOST:PORT of a Dask scheduler, or local:N "
            "for N workers on this machine"
        )
    if find_spec("distributed") is None:
        raise ConfigError("--scheduler needs dask.distributed: pip install 'regexp-lab[cluster]'")
    return text


@contextmanager
def connected(scheduler: str) -> Iterator["Client"]:
    """Connect to a scheduler; one of our own starts now and ends with the connection.

    Raises ConfigError where none answers.
    """
    local = LOCAL.fullmatch(scheduler_of(scheduler))
    silence()
    with ExitStack() as stack:
        if local:
            from regexp.sweep.cluster.local import local_cluster

            scheduler = stack.enter_context(local_cluster(int(local[1]))).scheduler_address
        else:
            _check(scheduler)
        yield stack.enter_context(_client(scheduler))


def _check(address: str) -> None:
    """Raise ConfigError unless a scheduler answers; a client would wait for ever for some other servers."""
    try:
        kind = asyncio.run(asyncio.wait_for(_identity(address), ANSWER_SECONDS))["type"]
    except Exception as error:  # whatever answers there, its bytes are taken for Dask's
        needs = "needs the certificates that Dask's configuration names under distributed.comm.tls"
        reason = needs if isinstance(error, TypeError) else "no Dask scheduler answers there"
        raise ConfigError(f"--scheduler {address}: {reason}") from error
    if kind != "Scheduler":
        raise ConfigError(f"--scheduler {address}: is a Dask {kind.lower()}, not a scheduler")


async def _identity(address: str) -> dict[str, Any]:
    """Return what a Dask server says of itself."""
    from distributed import Security
    from distributed.core import rpc

    arguments = Security().get_connection_args("client")
    async with rpc(address, timeout=ANSWER_SECONDS, connection_args=arguments) as server:
        return dict(await server.identity())


def _client(address: str) -> "Client":
    """Return a client of the scheduler at an address."""
    from distributed import Client

    with warnings.catch_warnings(action="ignore"):  # about versions; fingerprints tell which of them matter
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
