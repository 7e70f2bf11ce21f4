"""What is a price auction, whatever its criteria are called, and what is a contest in which a price counts too."""

from typing import Any

import pytest

from challenges.rules.reading import read
from tests.challenges.rules.documents import at, changed, codes, whole
from tests.challenges.rules.mistakes import FORM, ROUNDS, Change, texts
from tests.submissions.asking import question

SCALE = {"kind": "numbers", "lowest": "0", "highest": "10", "step": "1", "anchors": []}


def criterion(key: str, kind: str, weight: str = "100", **further: Any) -> dict[str, Any]:
    base = {**at(whole(), f"{ROUNDS}[0].judging.parts[0].criteria[1]"), "key": key, "type": kind, "weight": weight}
    return {**base, "group": None, "minimum": None, "only_if": None, "otherwise": None, "bonus": None, "scale": SCALE, **further}


def one_round(*criteria: dict[str, Any], asks: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """Return the whole document with one round, judged by these criteria; what else it names may be amiss."""
    data = whole()
    stage = data["rules"]["rounds"][0]
    stage["judging"]["parts"][0]["criteria"] = list(criteria)
    stage["intake"]["questions"] = [{**each, "label": texts(each["key"])} for each in asks] or stage["intake"]["questions"]
    data["rules"]["rounds"] = [stage]
    return data


def is_auction(data: Any) -> bool:
    return "neighbour" in codes(read(data))


PRICE = question("money", "price", envelope="price")
NAME = question("line", "name", envelope="identity")
TRUE = question("declaration", "true")
WORK = question("file", "work")


@pytest.mark.parametrize(
    "data",
    [
        one_round(criterion("price", "price")),
        one_round(criterion("price", "price"), criterion("papers", "formal", "0")),
        one_round(criterion("price", "price"), criterion("papers", "quality", "0")),
        one_round(criterion("offer", "quality"), asks=(PRICE,)),
        one_round(criterion("offer", "cost"), asks=(NAME, PRICE, TRUE)),
    ],
)
def test_where_nothing_but_a_price_counts_it_is_no_contest(data: dict[str, Any]) -> None:
    assert is_auction(data)


@pytest.mark.parametrize(
    "data",
    [
        one_round(criterion("price", "price", "40"), criterion("idea", "quality", "60")),
        one_round(criterion("saving", "cost"), asks=(WORK,)),
        one_round(criterion("offer", "quality"), asks=(PRICE, WORK)),
        one_round(criterion("idea", "quality"), asks=(NAME, TRUE)),
    ],
)
def test_where_a_work_is_judged_it_is_a_contest(data: dict[str, Any]) -> None:
    assert not is_auction(data)


def test_what_is_shown_at_a_meeting_is_a_work() -> None:
    data = one_round(criterion("offer", "quality"), asks=(PRICE,))
    meeting: Change = (f"{ROUNDS}[0].meeting", {"kind": "interview", "minutes": 20, "attendance": "mandatory"})

    assert not is_auction(changed(data, *meeting))


def test_a_form_of_which_something_is_not_said_yet_is_no_auction() -> None:
    data = one_round(criterion("offer", "quality"), asks=(PRICE,))
    del data["rules"]["rounds"][0]["intake"]["questions"]

    assert not is_auction(data)
    assert at(data, FORM)["windows"]
