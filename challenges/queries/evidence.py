"""Whether versions still say what was submitted and published; for `verify_ledger`."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from challenges import versioning
from challenges.models import ChallengeVersion
from ledger.evidence import Defect, Kind, Piece
from ledger.queries import rows_left_out, rows_missing_for, stating

# Acts that state the hash of a version as it was frozen.
_SUBMISSIONS = ("submit", "submit_amendment", "archive")


def round_reference(path: str = "") -> Concat:
    """Return `Round.reference` as SQL; `path` leads from the row to its round, such as `entry__round__`."""
    return Concat(f"{path}challenge__reference", Value("/"), f"{path}label")


def _examine_versions() -> Iterator[Piece | Defect]:
    events = stating(*_SUBMISSIONS, "publish", "publish_amendment").exclude(object_reference__contains="/")
    events = events.annotate(version=KT("data__version"))
    own = events.filter(object_reference=OuterRef("challenge__reference"), stated=OuterRef("sha256"))
    versions = ChallengeVersion.objects.annotate(place=Cast("number", CharField())).annotate(
        is_recorded=Exists(own.filter(verb__in=_SUBMISSIONS)),
        is_announced=Exists(own.filter(version=OuterRef("place"))) | Exists(own.filter(verb="archive")),
    )
    for version in versions.order_by("pk").iterator():
        sha256 = versioning.digest(version.content)
        yield Piece(version.pk, sha256)
        if sha256 != version.sha256:
            yield Defect(version.pk, "its content is not what its hash says")
        if not version.is_recorded:
            yield Defect(version.pk, "the ledger holds no submission under its hash")
        if version.number is not None and not version.is_announced:
            yield Defect(version.pk, f"the ledger holds no publication of version {version.number} under its hash")
    yield from rows_left_out(ChallengeVersion.objects.all(), versions)
    yield from rows_missing_for(events.exclude(stated__in=ChallengeVersion.objects.values("sha256")))


EVIDENCE = (Kind("versions", "challenges_challengeversion", _examine_versions),)
