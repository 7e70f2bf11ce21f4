"""What is computed without a database: `python -m benchmarks.computing OUTPUT`, run by `benchmarks`.

A ranking of 1,200 entries by five jurors in ten criteria, and the rehearsal of a competition with 200 entries, seven jurors and
twelve criteria; seconds are those of the processor in the best of five runs, so that other work on the machine counts little.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import django

# Seconds that may be taken, by what is computed.
LIMITS = {"ranking 1,200 x 5 x 10": 0.3, "rehearsal 200 x 7 x 12": 2.0}
ENTRIES, JURORS, CRITERIA, RUNS = 1_200, 5, 10, 5
REHEARSED_ENTRIES, REHEARSED_JURORS, REHEARSED_CRITERIA = 200, 7, 12


def ranking() -> Callable[[], object]:
    """Return the computing of one ranking, with its input made beforehand."""
    from evaluation.methods.entries import Card, Entry  # noqa: PLC0415 - models exist after django.setup()
    from evaluation.methods.ranking import rank  # noqa: PLC0415
    from tests.factories.rules import criterion, judging, numbers, part, points  # noqa: PLC0415

    random = Random(7)  # noqa: S311 - made-up marks
    keys = [f"c{number}" for number in range(CRITERIA)]
    criteria = [criterion(key, numbers("5", step="0.5"), "10", minimum="1") for key in keys]
    rules = judging(part(criteria=criteria, aggregation=points("weighted_share"), scorecards_per_entry=3))
    steps = [str(number / 2).removesuffix(".0") for number in range(11)]
    entries = [
        Entry(
            f"E{number:04}",
            number,
            f"s{number}",
            cards={"main": tuple(Card(f"r{juror}", {key: random.choice(steps) for key in keys}) for juror in range(JURORS))},
        )
        for number in range(ENTRIES)
    ]
    return lambda: rank(rules, entries)


def rehearsal() -> Callable[[], object]:
    """Return the rehearsal of a one-round competition, with its document made beforehand."""
    from awards.rehearsal import rehearse  # noqa: PLC0415 - models exist after django.setup()
    from challenges.rules.document import Document  # noqa: PLC0415

    data = json.loads((Path(__file__).parents[1] / "examples" / "made-up.json").read_text(encoding="utf-8"))
    first = data["rules"]["rounds"][0]
    part = first["judging"]["parts"][0]
    part["criteria"] = [
        {**part["criteria"][1], "key": f"c{number}", "weight": None, "group": None} for number in range(REHEARSED_CRITERIA)
    ]
    part |= {"weights": "equal", "groups": []}
    first["judging"] |= {"stated": [], "ties": [{"kind": "shared_rank", "key": "shared", "lots": []}]}
    for question in first["intake"]["questions"]:
        question["criteria"] = []
    data["rules"]["juries"][0]["members"] = REHEARSED_JURORS
    document = Document.model_validate(data)
    if not rehearse(document, entries=1).stages:
        raise RuntimeError("Nothing was played.")
    return lambda: rehearse(document, entries=REHEARSED_ENTRIES)


def best_of(compute: Callable[[], object]) -> float:
    """Return the seconds of the processor that the quickest run took."""
    taken = []
    for _run in range(RUNS):
        started = time.process_time()
        compute()
        taken.append(time.process_time() - started)
    return round(min(taken), 3)


def broken_limits(seconds: dict[str, float]) -> list[str]:
    """Return in words what took longer than it may."""
    return [f"{what}: {seconds[what]} s, at most {most} s are allowed." for what, most in LIMITS.items() if seconds[what] > most]


if __name__ == "__main__":
    django.setup()
    computed = {"ranking 1,200 x 5 x 10": best_of(ranking()), "rehearsal 200 x 7 x 12": best_of(rehearsal())}
    Path(sys.argv[1]).write_text(json.dumps(computed))
