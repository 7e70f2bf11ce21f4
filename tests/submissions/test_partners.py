"""Several take part together: named by who enters, handed in with the entry, and unread by whoever may not know whose it is."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from accounts.roles import Role
from core.lifecycle import TransitionRefused
from ledger.models import Event
from submissions import services, vault
from submissions.models import Entry, Proposal
from submissions.queries.anonymity import identity_traces
from submissions.queries.known import known_of
from submissions.queries.starting import outline_of
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.submissions.lots import limit
from tests.submissions.screens import content

pytestmark = pytest.mark.django_db

GROUP = {
    "kind": "consortium",
    "members_at_least": 2,
    "members_at_most": 3,
    "captain": True,
    "paid": "captain",
    "public_name": "members",
}
FIRMS = ["Rzeka sp. z o.o.", "Politechnika"]


def challenge_for(*ways, limits=(), **further):
    def change(rules):
        rules["participation"] |= {"entry_as": list(ways), "limits": list(limits)}

    return make.make_open_challenge(rounds=1, rules=change, **further)


@pytest.fixture
def challenge():
    return challenge_for({"kind": "alone"}, GROUP)


@pytest.fixture
def entry(challenge):
    return make.make_draft(challenge)


def name(entry, partners, seen=()):
    return services.name_partners(entry.proposal, by=make.writer_of(entry), partners=partners, seen=seen)


def submit(entry):
    services.submit_entry(Entry.objects.get(pk=entry.pk), by=make.writer_of(entry))
    return Entry.objects.get(pk=entry.pk)


def sections_refused(entry):
    with pytest.raises(TransitionRefused) as refused:
        submit(entry)
    return [gap.section for gap in refused.value.gaps]


def test_names_are_handed_in_with_the_entry_and_stand_in_no_receipt_or_event(entry):
    name(entry, FIRMS)
    deposit = vault.newest_deposit(submit(entry))
    assert deposit.content["partners"] == FIRMS
    told = str(deposit.receipt.statement) + str(list(Event.objects.values()))
    assert not any(firm in told for firm in FIRMS)
    call_command("verify_ledger", "deposits", "receipts")


def test_who_enters_alone_hands_in_no_names(entry):
    assert set(vault.newest_deposit(submit(entry)).content) == {"title", "answers", "files"}


def test_change_of_the_names_is_something_to_hand_in_again(entry):
    done = submit(entry)
    owner = make.writer_of(entry)
    assert not vault.differs_from_deposit(done, by=owner)
    name(entry, FIRMS)
    assert vault.differs_from_deposit(Entry.objects.get(pk=entry.pk), by=owner)
    assert vault.newest_deposit(submit(entry)).number == 2


@pytest.mark.parametrize(
    ("ways", "partners", "is_allowed"),
    [
        ([{"kind": "alone"}], 0, True),
        ([GROUP], 0, False),
        ([GROUP], 1, True),
        ([GROUP], 2, True),
        ([{"kind": "alone"}, GROUP], 0, True),
        ([GROUP | {"kind": "team", "members_at_least": None, "members_at_most": None}], 0, True),
        ([GROUP | {"members_at_least": 3}], 1, False),
        ([{"kind": "represented", "by": "school"}], 0, True),
    ],
)
def test_so_many_take_part_as_the_rules_allow(ways, partners, is_allowed):
    entry = make.make_draft(challenge_for(*ways))
    Proposal.objects.filter(pk=entry.proposal_id).update(partners=["A", "B", "C"][:partners])
    if is_allowed:
        assert submit(entry).state == "submitted"
    else:
        assert sections_refused(entry) == ["partners"]


def test_more_than_the_rules_allow_are_not_named(entry):
    with pytest.raises(TransitionRefused, match="more than the rules"):
        name(entry, ["A", "B", "C"])
    with pytest.raises(TransitionRefused, match="more than the rules"):
        name(make.make_draft(challenge_for({"kind": "alone"})), ["A"])


def test_limit_of_members_of_an_entry():
    members = limit(2, counts="members", of={"kind": "entry"}, at_least=2)
    entry = make.make_draft(challenge_for({"kind": "alone"}, GROUP, limits=[members]))
    assert sections_refused(entry) == ["partners"]
    name(entry, ["A", "B"])
    assert sections_refused(entry) == ["partners"]
    name(entry, ["A"], seen=["A", "B"])
    assert submit(entry).state == "submitted"


def test_second_tab_does_not_overwrite_what_it_has_not_read(entry):
    name(entry, ["A"])
    with pytest.raises(TransitionRefused, match="Somebody changed"):
        name(entry, ["B"])
    assert Proposal.objects.get().partners == ["A"]


def test_names_are_taken_once_each_on_one_line(entry):
    assert name(entry, [" A ", "A", "", "B\tC"]).partners == ["A", "B C"]


def test_only_who_writes_for_the_supplier_names_others_and_until_the_deadline(challenge, entry):
    strangers = [
        make.make_member(entry.proposal.supplier, Role.VIEWER),
        make.make_supplier()[1],
        make.make_member(challenge.authority, Role.SECRETARY),
    ]
    for person in strangers:
        with pytest.raises(PermissionDenied):
            services.name_partners(entry.proposal, by=person, partners=["A"], seen=[])
    with make.after_deadline(challenge.rounds.get()), pytest.raises(TransitionRefused, match="deadline"):
        name(entry, ["A"])


@pytest.mark.parametrize("is_blind", [True, False])
def test_officials_read_the_names_once_they_may_know_whose_it_is(client, is_blind):
    challenge = challenge_for({"kind": "alone"}, GROUP, is_blind=is_blind, openers_required=1)
    entry = make.make_draft(challenge)
    name(entry, FIRMS)
    submit(entry)
    stage, secretary = challenge.rounds.get(), make.make_member(challenge.authority, Role.SECRETARY)
    with make.after_deadline(stage):
        services.consent_to_opening(stage, by=secretary)
        page = reverse("submissions:entry", args=[challenge.reference, 1, entry.work_code])
        assert ("Politechnika" in content(sign_in(client, secretary).get(page))) is not is_blind
        found = Entry.objects.get(pk=entry.pk)
        assert vault.read(found, by=secretary).partners == (() if is_blind else tuple(FIRMS))
        assert vault.read(found, by=make.writer_of(entry)).partners == tuple(FIRMS)


def test_name_of_a_partner_in_an_answer_is_a_trace(entry):
    name(entry, FIRMS)
    owner = make.writer_of(entry)
    services.save_draft(entry, by=owner, answers={"problem": "Politechnika measures rivers."})
    assert [trace.found for trace in identity_traces(Entry.objects.get(pk=entry.pk), by=owner)] == ["Politechnika"]


def test_names_in_the_browser(client, challenge, entry):
    sign_in(client, make.writer_of(entry))
    page = reverse("submissions:partners", args=[challenge.reference])
    proposal = reverse("submissions:proposal", args=[challenge.reference])
    assert page in content(client.get(proposal))
    assert "as a consortium of organisations" in content(client.get(page))
    assert client.post(page, {"partners": "Rzeka\r\nBrzeg\r\n", "seen": ""}).url == proposal
    assert "Brzeg" in content(client.get(proposal))
    text = content(client.post(page, {"partners": "Other", "seen": ""}), 409)
    assert "Somebody changed these names" in text
    assert Proposal.objects.get().partners == ["Rzeka", "Brzeg"]
    client.post(page, {"partners": "", "seen": "Rzeka\r\nBrzeg"})
    assert Proposal.objects.get().partners == []


def test_there_is_no_such_page_where_one_enters_alone(client):
    entry = make.make_draft(challenge_for({"kind": "alone"}))
    sign_in(client, make.writer_of(entry))
    assert client.get(reverse("submissions:partners", args=[entry.round.challenge.reference])).status_code == 404


def test_ways_to_enter_are_told_before_one_starts(challenge):
    ways = outline_of(challenge, by=make.make_person()).ways
    assert ways[0] == "alone"
    assert ways[1].startswith("as a consortium of organisations (Members at least: 2; Members at most: 3")


def test_members_and_declared_facts_are_known_without_a_name():
    said = {
        "kind": "declared",
        "key": "insured",
        "lots": [],
        "words": {"en": "Is insured.", "pl": "Jest ubezpieczony."},
        "effect": "require",
        "verified_by": "statement",
        "checked_at": "entry",
        "question": "agree",
    }

    def change(rules):
        rules["participation"] |= {"entry_as": [{"kind": "alone"}, GROUP], "limits": [], "who": [said]}

    challenge = make.make_open_challenge(rounds=1, rules=change, openers_required=1)
    entries = [make.make_draft(challenge) for _number in range(3)]
    for entry, names in zip(entries, (["Rzeka", "Brzeg"], ["BRZEG"], []), strict=True):
        name(entry, names)
        submit(entry)
    stage = challenge.rounds.get()
    assert known_of(stage) == {}
    with make.after_deadline(stage):
        services.consent_to_opening(stage, by=make.make_member(challenge.authority, Role.SECRETARY))
        known = known_of(stage)
    one, two, three = (known[entry.work_code] for entry in entries)
    assert [len(each.members) for each in (one, two, three)] == [3, 2, 1]
    assert two.members[1] == one.members[2]
    assert three.members == (entries[2].work_code,)
    assert "rzeka" not in str(known).lower()
    assert {each.facts for each in known.values()} == {frozenset({"insured"})}
