"""The REST interface, /api/v1/: the portal's public facts for programs. Described by /api/v1/openapi.json."""

from opendata.api.v1 import api, description

__all__ = ["api", "description"]
