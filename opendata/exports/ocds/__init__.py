"""Releases of the Open Contracting Data Standard 1.1.5.

One challenge is one contracting process, each public event one release. A release rests on frozen facts alone (the published
version, records of rounds, awards as announced) and takes its id and date from the ledger: asked again, in ten years even, it is
the same. Pieces are mapped in `tender` and `outcome`; `releases` puts them together.
"""

from opendata.exports.ocds.releases import NoPrefixError, ocid_of, package, reference_of

__all__ = ["NoPrefixError", "ocid_of", "package", "reference_of"]
