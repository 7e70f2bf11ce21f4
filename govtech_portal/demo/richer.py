"""Rules that are richer than two plain rounds, as whole documents: a joint call, lots with a vote, a ladder of prizes.

Facts follow real calls: the grants of the Social Challenges Innovation Platform (2017), lots and votes of prizes on
challenge.gov, the ladder of a Polish contest of ideas. Words are our own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from challenges.profiles import PROFILES
from challenges.rules import building
from challenges.rules.building import Plain
from challenges.rules.plain_round import as_instant
from govtech_portal.demo import writing
from govtech_portal.demo.competition import FIRST_DEADLINE, PUBLISHED

Day = Callable[[int], datetime]
LANGUAGES = ("en", "pl")
FINALISTS = 6
RUNGS = (
    ("20000", "First prize", "Pierwsza nagroda"),
    ("10000", "Second prize", "Druga nagroda"),
    ("5000", "Third prize", "Trzecia nagroda"),
)


def joint_call(day: Day) -> Plain:
    """Return one challenge of a joint call: two windows that the call shares, in each of which the best entry gets a grant."""
    stage = building.stage(
        "grant",
        _told("Proposal", "Wniosek"),
        intake=building.intake(
            writing.questions("concept"), languages=LANGUAGES, call_windows=["spring", "autumn"], anonymity=None
        ),
        judging=building.judging(
            [_points_part("experts", _concept_criteria())],
            [{**building.criterion_tie("fit"), "part": "points"}, building.plain_tie("shared_rank")],
            windows="each",
        ),
        advancing=building.advancing([building.top(1, "all")], [building.minimum_score("8")], reserves=1),
    )
    grant = building.reward(
        "grant",
        _told("Grant for a trial of six months", "Dotacja na sześciomiesięczną próbę"),
        building.to_advanced("grant"),
        kind="funding",
        each=_sum("30000", "EUR"),
        pool="call",
        instalments=[{"key": "start", "share": "50", "when": "start"}, {"key": "end", "share": "50", "when": "end"}],
    )
    return _document("eu-grants", [stage], building.rewards([grant]), juries=[_panel("experts")]) | {"call": _call(day)}


def _call(day: Day) -> Plain:
    """Return what the three challenges of the call share: windows and money."""
    pool = {
        "key": "call",
        "title": _told("Grants of the call", "Dotacje naboru"),
        "per": "call",
        "total": building.money("180000", "EUR"),
        "division": {"kind": "cap_only"},
    }
    return {
        "title": _told("Social challenges of cities", "Społeczne wyzwania miast"),
        "challenges": 3,
        "more_later": False,
        "stated_total": building.money("180000", "EUR"),
        "windows": [
            building.window(as_instant(day(PUBLISHED)), as_instant(day(FIRST_DEADLINE)), "spring"),
            building.window(as_instant(day(70)), as_instant(day(100)), "autumn"),
        ],
        "limits": [],
        "pools": [pool],
    }


def lots_with_a_vote(day: Day) -> Plain:
    """Return two lots: concepts by jury, then an interview of the two best of each, of which passengers' votes are a share."""
    prize = building.reward(
        "prize",
        _told("First prize of the lot", "Pierwsza nagroda w części"),
        building.to_advanced("interview"),
        per="lot",
        each=_sum("60000", "PLN"),
    )
    lots = [
        {"key": "rail", "title": _told("Railway stations", "Stacje kolejowe"), "within": None},
        {"key": "bus", "title": _told("Bus stops", "Przystanki autobusowe"), "within": None},
    ]
    rounds = [_concepts(day, building.advancing([building.top(2, "all")], per="lot"), use="shortlist"), _interview()]
    juries = [_panel(building.JURY), _vote("passengers")]
    return _document("own-rules", rounds, building.rewards([prize]), juries=juries, lots=lots)


def _interview() -> Plain:
    return building.stage(
        "interview",
        _told("Interview and vote", "Rozmowa i głosowanie"),
        follows=["concept"],
        meeting={"kind": "interview", "minutes": 40, "attendance": "mandatory"},
        shows=[{"kind": "entries", "round": "concept"}],
        judging=building.judging(
            [_points_part(building.JURY, _interview_criteria(), key="interview"), _votes_part("passengers")],
            [{"kind": "jury_decides", "key": "jury-decides", "lots": [], "jury": building.JURY, "by": "majority"}],
            combine={
                "kind": "shares",
                "shares": [
                    {"part": "interview", "share": "70", "normalise": {"kind": "percent_of_maximum"}},
                    {"part": "vote", "share": "30", "normalise": {"kind": "percent_of_best"}},
                ],
            },
        ),
        advancing=building.advancing([building.top(1)], per="lot"),
    )


def ladder(day: Day) -> Plain:
    """Return one round with a ladder of three prizes, recognitions that the jury gives, and a pool that all finalists share."""
    rungs = [_rung(place, amount, en, pl) for place, (amount, en, pl) in enumerate(RUNGS, start=1)]
    recognition = building.reward(
        "recognition",
        _told("Recognition", "Wyróżnienie"),
        {"kind": "chosen", "round": "concept", "by": building.JURY},
        count={"at_least": 0, "at_most": 2},
        not_with=[rung["key"] for rung in rungs],
    )
    shared = building.reward(
        "costs",
        _told("Share of the costs", "Udział w kosztach"),
        {"kind": "rank", "round": "concept", "first": 1, "last": FINALISTS},
        kind="refund",
        each={"kind": "from_pool", "at_least": None, "at_most": None},
        when_shared={"kind": "each_in_full"},
        pool="costs",
    )
    pool = {
        "key": "costs",
        "title": _told("Costs of finalists", "Koszty finalistów"),
        "per": "challenge",
        "total": building.money("10000", "PLN"),
        "division": {"kind": "even", "among_at_most": FINALISTS, "remainder": "stays"},
    }
    return _document(
        "pl-design-contest-below",
        [_concepts(day, None)],
        building.rewards([*rungs, recognition, shared], pools=[pool]),
        juries=[_panel(building.JURY)],
    )


def _rung(place: int, amount: str, en: str, pl: str) -> Plain:
    return building.reward(
        f"prize-{place}",
        _told(en, pl),
        {"kind": "rank", "round": "concept", "first": place, "last": place},
        each=_sum(amount, "PLN"),
        when_shared={"kind": "split_places", "remainder": "stays"},
    )


DOCUMENTS: dict[str, Callable[[Day], Plain]] = {"call": joint_call, "lots": lots_with_a_vote, "ladder": ladder}


def _concepts(day: Day, advancing: Plain | None, **members: str) -> Plain:
    """Return a blind round in which the jury weighs concepts."""
    window = building.window(as_instant(day(PUBLISHED)), as_instant(day(FIRST_DEADLINE)))
    return building.stage(
        "concept",
        _told("Concept", "Koncepcja"),
        intake=building.intake(writing.questions("concept"), [window], languages=LANGUAGES),
        judging=building.judging([building.part(_concept_criteria())], [building.plain_tie("shared_rank")], **members),
        advancing=advancing,
    )


def _document(profile: str, rounds: Sequence[Plain], rewards: Plain, **members: object) -> Plain:
    """Return format and rules of a document; notice and words are given where the draft is started."""
    law = building.law(profile, PROFILES[profile].law_values())
    rules = building.rules(LANGUAGES, rounds, law=law, zone="Europe/Warsaw", rewards=rewards, **members)
    return {"format": 2, "rules": rules}


def _told(en: str, pl: str) -> dict[str, str]:
    return {"en": en, "pl": pl}


def _sum(amount: str, currency: str) -> Plain:
    return {"kind": "fixed", "sum": building.money(amount, currency)}


def _panel(key: str) -> Plain:
    return building.panel(_told("Jury", "Jury"), key=key)


def _vote(key: str) -> Plain:
    """Return a vote that is held elsewhere: the secretary enters what it came to."""
    return {
        "kind": "vote",
        "key": key,
        "title": _told("Vote of passengers", "Głosowanie pasażerów"),
        "who": [],
        "known_by": "verified_email",
        "ballot": {"kind": "approve", "choices": 1},
        "binding": True,
        "minimum_ballots": None,
        "if_fewer": None,
        "own_entry": False,
        "running_counts_shown": False,
    }


def _votes_part(jury: str) -> Plain:
    """Return a part whose numbers are votes that were counted elsewhere."""
    return building.part(
        [],
        key="vote",
        jury=jury,
        scorecards_per_entry=None,
        others_visible=None,
        reading_order=None,
        weights=None,
        aggregation={"kind": "votes", "percent_of": None, "shown_decimals": 0, "rounding": "half_even"},
    )


def _points_part(jury: str, criteria: Sequence[Plain], *, key: str = "points") -> Plain:
    """Return a part in which three jurors give points on each criterion, and the points are added."""
    unweighted = [{**criterion, "weight": None} for criterion in criteria]
    aggregation = building.points("sum_of_points", shown_decimals=2)
    return building.part(unweighted, key=key, jury=jury, weights=None, aggregation=aggregation)


def _concept_criteria() -> list[Plain]:
    return writing.criteria("concept", _told("Answers the problem", "Odpowiada na problem"))


def _interview_criteria() -> list[Plain]:
    answers, team = (
        _told("Answers to the jury's questions", "Odpowiedzi na pytania jury"),
        _told("Ability of the team", "Zdolności zespołu"),
    )
    scale = writing.scale()
    return [building.criterion("answers", answers, None, scale), building.criterion("team", team, None, scale)]
