"""The tests' own guard: nobody but this machine is reached."""

import socket

import pytest

from tests.conftest import NetworkRefusedError


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_another_machine_is_refused(host: str) -> None:
    with pytest.raises(NetworkRefusedError):
        socket.create_connection((host, 80), timeout=1)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=1):
        pass
