"""A batch of events, lane by lane: what fails changes nothing and stops nobody else."""

from dataclasses import replace
from datetime import timedelta

from bot.deciding import Happening, decide_all
from handlers.model.draft import Draft
from handlers.model.events import Event
from handlers.model.finding import Field
from handlers.model.state import State
from tests.handlers.made import (
    ANNA,
    LEADER,
    NOW,
    ROOM,
    SETTINGS,
    STATE,
    draft,
    recalls,
    says,
)

LANE = STATE.lane
SETTLED = NOW + timedelta(minutes=10)
REPORT = "今天上午我们在小广场打扫卫生，来了30个人，大家都说敞亮"


def happening(row: int, event: Event | None, now=NOW) -> Happening:
    return Happening(row, LANE, now, event)


def waiting(*drafts: Draft, timer: str = "settle") -> State:
    timers = {(d.id, timer): NOW for d in drafts}
    return replace(STATE, drafts=drafts, timers=timers)


def test_timers_run_out_before_the_event_that_came_after_them():
    decisions = decide_all(
        {LANE: waiting(draft())}, [happening(1, says("早"), SETTLED)], SETTINGS
    )

    assert [s.say.prompt for s in decisions.said] == ["coach/thanks", "bulletin/activity"]
    assert decisions.after[LANE].timers == {}
    assert decisions.before[LANE].timers != {}
    assert decisions.after[LANE].talk(ROOM).spoke_at == NOW


def test_a_poisoned_timer_is_named_and_the_messages_go_on():
    poisoned = waiting(draft(), timer="nonsense")

    decisions = decide_all(
        {LANE: poisoned},
        [happening(1, says("早")), happening(2, says(REPORT))],
        SETTINGS,
    )

    assert not decisions.failed
    assert ["KeyError" in error for error in decisions.poisoned] == [True]
    assert decisions.after[LANE].timers.keys() == {
        (d.id, "settle") for d in _new(decisions)
    }
    assert len(_new(decisions)) == 1


def _new(decisions) -> list[Draft]:
    return [d for d in decisions.after[LANE].drafts if d.id != "d1"]


def test_words_of_members_are_not_in_what_is_logged_about_a_failure():
    secret = draft(id_="机密")

    decisions = decide_all(
        {LANE: waiting(secret, timer="nonsense")}, [happening(1, None)], SETTINGS
    )

    assert "机密" not in decisions.failed[1]


def test_what_a_leader_silences_is_not_said_though_it_was_decided():
    gap = waiting(draft(Field.PLACE))

    decisions = decide_all(
        {LANE: gap},
        [happening(1, None, SETTLED), happening(2, says("静默", LEADER), SETTLED)],
        SETTINGS,
    )

    assert decisions.said == []


def test_words_for_other_rooms_and_other_purposes_are_said_all_the_same():
    decisions = decide_all(
        {LANE: waiting(draft())},
        [happening(1, None, SETTLED), happening(2, says("静默", LEADER), SETTLED)],
        SETTINGS,
    )

    assert [s.say.prompt for s in decisions.said] == ["bulletin/activity"]


def test_an_organisation_may_have_to_report_less():
    assert STATE.organisation is not None
    easy = replace(STATE.organisation, required=("time",))
    lane = replace(waiting(draft(Field.PLACE)), organisation=easy)

    decisions = decide_all({LANE: lane}, [happening(1, None, SETTLED)], SETTINGS)

    assert next(s.say.prompt for s in decisions.said) == "coach/thanks"


def test_a_message_of_an_unknown_room_leads_to_nothing():
    nowhere = replace(STATE, rooms={})

    decisions = decide_all({LANE: nowhere}, [happening(1, says(REPORT, ANNA))], SETTINGS)

    assert decisions.effects == []


def test_keys_are_unique_and_the_same_in_every_run():
    batch = [happening(7, None, SETTLED), happening(8, recalls("m9"), SETTLED)]
    lane = waiting(draft(), draft(Field.PLACE, id_="d2"))

    keys = [s.key for s in decide_all({LANE: lane}, batch, SETTINGS).said]

    assert keys == [s.key for s in decide_all({LANE: lane}, batch, SETTINGS).said]
    assert len(set(keys)) == len(keys) == 3
