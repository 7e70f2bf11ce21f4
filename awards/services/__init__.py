"""What people do with outcomes: decide a round, and lead awards through the standstill to their end."""

from awards.services.awarding import finalise_award, resume_award, suspend_award
from awards.services.deciding import decide_round, preview_letters
from awards.services.overturning import confirm_overturning, drop_overturning, propose_overturning
from awards.services.promoting import promote_reserve
from awards.services.rehearsing import keep_rehearsals

__all__ = [
    "confirm_overturning",
    "decide_round",
    "drop_overturning",
    "finalise_award",
    "keep_rehearsals",
    "preview_letters",
    "promote_reserve",
    "propose_overturning",
    "resume_award",
    "suspend_award",
]
