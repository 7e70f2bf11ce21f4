"""The portal's signature: Ed25519 over canonical JSON, as a compact JWS (RFC 7515, RFC 8037)."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from ledger.chain import canonical

ALGORITHM = "Ed25519"


@cache
def signing_key() -> OKPKey:
    """Return the portal's private key: from PORTAL_SIGNING_KEY (a JWK), else from a file that is made at first use."""
    if settings.PORTAL_SIGNING_KEY:
        return OKPKey.import_key(json.loads(settings.PORTAL_SIGNING_KEY))
    path = Path(settings.DATA_DIR) / "keys" / "signing.jwk"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, canonical(OKPKey.generate_key("Ed25519", auto_kid=True).as_dict(private=True)))
    return OKPKey.import_key(json.loads(path.read_text()))


def public_keys() -> dict[str, Any]:
    """Return the JWK set that `/.well-known/jwks.json` serves."""
    key = signing_key()
    return {"keys": [{**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}]}


def sign(statement: dict[str, Any]) -> str:
    """Return `statement` as a compact JWS signed by the portal."""
    key = signing_key()
    return jws.serialize_compact({"alg": ALGORITHM, "kid": key.thumbprint()}, canonical(statement), key, algorithms=[ALGORITHM])


def verified(token: str) -> dict[str, Any] | None:
    """Return the statement of a JWS that the portal signed, or None if the token is malformed or was changed."""
    try:
        found = jws.deserialize_compact(token, signing_key(), algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return None
    statement = json.loads(found.payload)
    return statement if isinstance(statement, dict) else None


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads; if another process was first, its file stands."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
