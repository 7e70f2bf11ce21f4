"""What a filled database holds, as far as the measured pages ask for it; and the plan after which it is filled."""

from dataclasses import dataclass
from enum import Enum

from accounts.models import Organisation, User


class Stage(Enum):
    """How far a competition has come; all but the awarded ones are in their first round."""

    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"
    JUDGING = "judging"
    SIGNED = "signed"
    AWARDED = "awarded"


ENTRIES_OF_ONE = 50
# One large call each for what officials page through and for what a juror has to read.
ENTRIES_OF_THE_JUDGED = 100
SHARE_OF_THE_OPENED = 10
DRAFTS_OF_CHALLENGES = 5
# Of every fourteen competitions.
MIX = (
    *(Stage.JUDGING, Stage.OPENED, Stage.AWARDED, Stage.SIGNED, Stage.OPEN, Stage.CLOSED, Stage.OPEN),
    *(Stage.JUDGING, Stage.OPEN, Stage.CLOSED, Stage.OPENED, Stage.OPEN, Stage.AWARDED, Stage.OPEN),
)


@dataclass(frozen=True)
class Plan:
    """One competition to make: its reference, its stage, and how many enter its first round."""

    reference: str
    stage: Stage
    entries: int


def plans(entries: int) -> list[Plan]:
    """Return competitions at every stage with `entries` entries in their first rounds in all (at least 500)."""
    made: list[Plan] = []
    left = entries
    while left > 0:
        number = len(made)
        stage = MIX[number % len(MIX)]
        wanted = {Stage.JUDGING: ENTRIES_OF_THE_JUDGED, Stage.OPENED: entries // SHARE_OF_THE_OPENED}.get(stage, ENTRIES_OF_ONE)
        count = min(left, wanted if number < len(Stage) else ENTRIES_OF_ONE)
        made.append(Plan(f"GT-2026-{number + 1:03}", stage, count))
        left -= count
    return made


@dataclass(frozen=True)
class People:
    """Everybody who takes part. The first supplier takes part in many competitions; its owner is `busy_owner`."""

    authority: Organisation
    author: User
    publisher: User
    secretary: User
    jurors: list[User]
    suppliers: list[Organisation]
    owners: list[User]

    @property
    def busy_owner(self) -> User:
        return self.owners[0]


@dataclass(frozen=True)
class World:
    """Who looks, and at what: references of one competition per stage, and the work code of an entry being scored."""

    people: People
    references: dict[Stage, str]
    work_code: str
    entries: int
    seconds: float
