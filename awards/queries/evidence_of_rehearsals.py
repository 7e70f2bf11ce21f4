"""Whether the rehearsals that were kept still say what the ledger vouches for; for `verify_ledger`."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.db.models.fields.json import KT

from awards.models import KeptRehearsal
from challenges.versioning import digest
from ledger.evidence import Defect, Kind, Piece
from ledger.queries import rows_left_out, rows_missing_for, stating


def _examine_rehearsals() -> Iterator[Piece | Defect]:
    events = stating("keep_rehearsal", of="rehearsal_sha256").annotate(rehearsed=KT("data__sha256"))
    own = events.filter(object_reference=OuterRef("reference"), stated=OuterRef("content_sha256"), rehearsed=OuterRef("sha256"))
    rows = KeptRehearsal.objects.annotate(reference=F("challenge__reference"))
    for row in rows.annotate(is_recorded=Exists(own)).order_by("pk").iterator():
        content_sha256 = digest(row.content)
        yield Piece(row.pk, content_sha256)
        if content_sha256 != row.content_sha256:
            yield Defect(row.pk, "its content is not what its hash says")
        if not row.is_recorded:
            yield Defect(row.pk, "the ledger does not hold that it was kept with this text")
    yield from rows_left_out(KeptRehearsal.objects.all(), rows)
    yield from rows_missing_for(events.exclude(stated__in=KeptRehearsal.objects.values("content_sha256")))


EVIDENCE = (Kind("rehearsals", "awards_keptrehearsal", _examine_rehearsals),)
