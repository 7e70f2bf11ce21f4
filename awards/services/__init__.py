"""What people do with outcomes: decide a round, and lead awards through the standstill to their end."""

from awards.services.awarding import finalise_award, overturn_award, resume_award, suspend_award
from awards.services.deciding import decide_round, preview_letters
from awards.services.promoting import promote_reserve

__all__ = [
    "decide_round",
    "finalise_award",
    "overturn_award",
    "preview_letters",
    "promote_reserve",
    "resume_award",
    "suspend_award",
]
