"""Making the demo: the cast first, then all competitions at once, and the archive where its feed is at hand."""

import random
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from core import clock
from core.references import predictable_codes
from govtech_portal.demo import content
from govtech_portal.demo.cast import Cast, assemble_cast
from govtech_portal.demo.competition import Competition
from govtech_portal.demo.schedule import Story, play
from govtech_portal.demo.stories import story
from ledger.services import publish_head
from pages.services.authorities import sync_authority
from pages.services.site import ensure_site

STAGES = ("draft", "open", "judging", "awarded")
# What `--stage awarded` shows: the ends, in standstill and final.
_STAGES_SHOWN = {"awarded": ("awarded", "standstill")}
ENTRANTS = {"awarded": 12, "standstill": 11, "judging": 10, "open": 8, "draft": 0}
FEED = Path("data/challenge_gov/feed-closed.json")


def make_demo(*, stage: str, seed: int) -> Cast:
    """Make the demo's people and the competitions of `stage` (one of STAGES, or "all"), the same ones for the same `seed`."""
    now = clock.database_now()
    begins = now - timedelta(days=max(row["started_days_ago"] for row in content.challenges()) + 5)
    with predictable_codes(seed):
        with clock.moved_to(begins):
            ensure_site()
            cast = assemble_cast()
            for authority in cast.authorities.values():
                sync_authority(authority)
        play(_stories(cast, stage, now, random.Random(seed)))  # noqa: S311 - invents a demo, guards nothing
    publish_head(occasion="demo")
    return cast


def _stories(cast: Cast, stage: str, now: datetime, chance: random.Random) -> list[tuple[datetime, Story]]:
    shown = (*STAGES, "standstill") if stage == "all" else _STAGES_SHOWN.get(stage, (stage,))
    known = [supplier for supplier in cast.suppliers if supplier.owner.demo_introduction]
    others = [supplier for supplier in cast.suppliers if supplier not in known]
    # Dealt round like cards, so that everybody enters somewhere.
    dealt = cycle(chance.sample(others, len(others)))
    stories = []
    for facts in content.challenges():
        if facts["stage"] not in shown:
            continue
        begins = now - timedelta(days=facts["started_days_ago"])
        # Always those who stand on the sign-in page.
        entrants = [*known, *islice(dealt, max(ENTRANTS[facts["stage"]] - len(known), 0))]
        competition = Competition(facts, cast, entrants, begins, now, random.Random(chance.random()))  # noqa: S311
        stories.append((begins, story(competition)))
    return stories


def load_archive() -> Path | None:
    """Load the retired platform's feed where it lies beside the checkout, and return its path."""
    feed = Path(settings.PORTAL_SHARED_DIR) / FEED
    if not feed.exists():
        return None
    call_command("import_challenge_gov", str(feed))
    return feed
