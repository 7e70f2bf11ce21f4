"""From the rules of a published version to the rows that entries, marks and outcomes hang on."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from challenges.models import Challenge, ChallengeVersion, Round
from challenges.models.rounds import FURTHER_WINDOW
from challenges.rules import document as rules
from challenges.rules.values import EntryWindow, InstantMoment, When


def set_anchors(
    challenge: Challenge, version: ChallengeVersion, *, at: datetime | None = None, announces_in: Collection[str] = ()
) -> list[Round]:
    """Bring the rows of the rounds in line with `version`, the published one of `challenge`, and store them.

    Rounds whose deadline has passed `at` the moment of publication stay with the version that was in force then, and are judged
    under it; those in `announces_in`, keys of rounds, are told now what was to be announced later, and follow as long as they
    are not ranked.
    """
    # Held, so that a mark that is set meanwhile, such as the opening, is not overwritten with what stood there before.
    existing = list(challenge.rounds.select_for_update().order_by("pk"))
    rows = [row for row in anchors(challenge, version, existing) if not _stays(row, existing, at, announces_in)]
    for row in rows:
        row.save()
    return rows


def _stays(row: Round, existing: list[Round], at: datetime | None, announces_in: Collection[str]) -> bool:
    """Return whether a row was there before and is past changing."""
    if row not in existing or at is None:
        return False
    if row.ranked_at or row.decided_at:
        return True
    return row.has_closed(at) and row.round_key not in announces_in


def anchors(challenge: Challenge, version: ChallengeVersion, existing: Iterable[Round] = ()) -> list[Round]:
    """Return the rows of the rounds as `version` wants them, not stored yet.

    A row keeps its number and its label for ever; a round or window that is new gets the next ones.
    """
    document = version.document
    rows = {(row.round_key, row.window_key): row for row in existing}
    found = []
    for stage, window_key, window in _windows(document):
        key = (stage.key, window_key)
        if key not in rows:
            number = max((row.number for row in rows.values()), default=0) + 1
            label = _label(rows, stage)
            rows[key] = Round(challenge=challenge, number=number, round_key=key[0], window_key=key[1], label=label)
        row = rows[key]
        for name, value in columns(stage, window).items():
            setattr(row, name, value)
        row.set_by_version = version
        found.append(row)
    return found


def columns(stage: rules.Round, window: EntryWindow | None) -> dict[str, Any]:
    """Return what SQL filters rounds by, from their rules."""
    intake = stage.intake
    parts = stage.judging.parts if stage.judging else ()
    return {
        "opens_at": _moment(window.opens) if window else None,
        "closes_at": _moment(window.closes) if window else None,
        "is_sealed": intake is not None and intake.openers is not None,
        "is_blind": intake is not None and intake.anonymity is not None,
        "sees_others": next((part.others_visible for part in parts if part.others_visible), Round.SeesOthers.NEVER),
    }


def _windows(document: rules.Document) -> Iterator[tuple[rules.Round, str, EntryWindow | None]]:
    """Yield each round with the key of each of its windows, and the window where entries are handed in then.

    A round in which nothing is handed in has none, but for those who come to it from several windows and are judged apart.
    """
    for stage in document.rules.rounds:
        windows = _handed_in(document, stage)
        if windows:
            yield from ((stage, window.key, window) for window in windows)
        else:
            yield from ((stage, key, None) for key in _kept_apart(document, stage) or [""])


def _handed_in(document: rules.Document, stage: rules.Round) -> list[EntryWindow]:
    """Return the windows in which entries of a round are handed in: its own, then the call's."""
    if stage.intake is None:
        return []
    shared = {window.key: window for window in document.call.windows} if document.call else {}
    return [*stage.intake.windows, *(shared[key] for key in stage.intake.call_windows)]


def _kept_apart(document: rules.Document, stage: rules.Round) -> list[str]:
    """Return the keys of the windows, if there are several, by which entries are judged apart on their way through a round."""
    if stage.judging is not None and stage.judging.windows != "each":
        return []
    if stage.intake is not None:
        windows = _handed_in(document, stage)
        return [window.key for window in windows] if len(windows) > 1 else []
    return _kept_apart(document, document.rules.round(stage.follows[0])) if len(stage.follows) == 1 else []


def _label(existing: dict[tuple[str, str], Round], stage: rules.Round) -> str:
    """Return the next whole number for a round without a row, "2.w2" for the second window of the round with the label "2"."""
    siblings = [row for (round_key, _window), row in existing.items() if round_key == stage.key]
    if siblings:
        first = min(siblings, key=lambda row: row.number)
        return f"{first.label}{FURTHER_WINDOW}{len(siblings) + 1}"
    return str(len({round_key for round_key, _window in existing}) + 1)


def _moment(when: When) -> datetime | None:
    return datetime.fromisoformat(when.at) if isinstance(when, InstantMoment) else None
