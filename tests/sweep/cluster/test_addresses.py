"""What --scheduler takes, and addresses where no scheduler answers."""

import socket
import threading
import time

import pytest

from regexp.errors import ConfigError
from regexp.sweep.cluster.connection import connected, scheduler_of


class TestAddresses:
    """What --scheduler takes."""

    @pytest.mark.parametrize(
        "text",
        ["local:1", "local:64", "tcp://10.0.0.1:8786", "tcp://head-node.local:80", "tls://[fe80::1]:8786"],
    )
    def test_taken(self, text: str) -> None:
        assert scheduler_of(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "4",
                "local",
                "local:0",
                "local:-1",
                "local:2.5",
                "local:many",
                "10.0.0.1:8786",
                "tcp://host",
            ),
            *(
                "tcp://:8786",
                "tcp://host:",
                "tcp://me@host:1",
                "tcp://host:1/",
                "udp://host:1",
                "tcp://a b:1",
            ),
        ],
    )
    def test_refused(self, text: str) -> None:
        with pytest.raises(ConfigError) as caught:
            scheduler_of(text)
        assert str(caught.value) == (
            f"--scheduler {text}: must be tcp://HOST:PORT or tls://HOST:PORT of a Dask scheduler, or local:N "
            "for N workers on this machine"
        )

    def test_without_dask(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("regexp.sweep.cluster.connection.find_spec", lambda name: None)
        with pytest.raises(ConfigError) as caught:
            scheduler_of("local:2")
        assert str(caught.value) == "--scheduler needs dask.distributed: pip install 'regexp-lab[cluster]'"


class TestNobodyThere:
    """An address where no scheduler answers is an error in one sentence, soon."""

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("regexp.sweep.cluster.connection.ANSWER_SECONDS", 0.5)

    def refusal(self, address: str) -> str:
        start = time.monotonic()
        with pytest.raises(ConfigError) as caught, connected(address):
            pass
        assert time.monotonic() - start < 10
        return str(caught.value)

    def test_closed_port(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"

    def test_a_server_that_says_nothing(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"

    def test_a_web_server(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:

            def answer() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

            thread = threading.Thread(target=answer)
            thread.start()
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            assert self.refusal(address) == f"--scheduler {address}: no Dask scheduler answers there"
            thread.join()

    def test_certificates_are_missing(self) -> None:
        assert self.refusal("tls://127.0.0.1:8786") == (
            "--scheduler tls://127.0.0.1:8786: needs the certificates that Dask's configuration names under "
            "distributed.comm.tls"
        )
