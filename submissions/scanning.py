"""Asking a ClamAV daemon whether a file is harmful: the INSTREAM command of clamd(8), over TCP or a local socket."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

CHUNK_BYTES = 256 * 1024
_TIMEOUT_SECONDS = 60


class ScannerAwayError(Exception):
    """A scanner is configured but gave no clear answer; the file must not be taken (fail closed)."""


def is_configured() -> bool:
    """Return whether PORTAL_CLAMAV_ADDRESS names a scanner."""
    return bool(settings.PORTAL_CLAMAV_ADDRESS)


def is_harmful(file: BinaryIO) -> bool:
    """Return whether the scanner found something in `file`, which is read from its start.

    Raises:
        ScannerAwayError: the scanner cannot be reached, breaks off, or answers with an error.
    """
    try:
        with _connection(settings.PORTAL_CLAMAV_ADDRESS) as link:
            link.sendall(b"zINSTREAM\0")
            file.seek(0)
            while chunk := file.read(CHUNK_BYTES):
                link.sendall(struct.pack("!I", len(chunk)) + chunk)
            link.sendall(struct.pack("!I", 0))
            answer = link.makefile("rb").read().rstrip(b"\0\n")
    except OSError as problem:
        raise ScannerAwayError(str(problem)) from problem
    if answer.endswith(b" FOUND"):
        return True
    if answer != b"stream: OK":
        raise ScannerAwayError(answer.decode("ascii", "replace"))
    return False


def _connection(address: str) -> socket.socket:
    """Connect to `host:port`, or to the socket at a path that begins with a slash."""
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(_TIMEOUT_SECONDS)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_TIMEOUT_SECONDS)
