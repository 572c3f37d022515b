"""A batch of events, lane by lane: what fails changes nothing and stops nobody else."""

from dataclasses import replace
from datetime import timedelta

from bot.deciding import Decisions, Happening, decide_all
from handlers.model.case import (
    Case,
    CaseKind,
    Listed,
    Question,
    QuestionStatus,
    Reply,
)
from handlers.model.draft import Draft
from handlers.model.events import Event
from handlers.model.finding import Field
from handlers.model.people import MessageId, Purpose, QuestionId, Room
from handlers.model.state import State
from tests.handlers.made import (
    ANNA,
    LEADER,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    draft,
    quote,
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


ASKED = Question(
    QuestionId("q1"),
    ROOM,
    ANNA,
    MessageId("m9"),
    "几点开门",
    NOW,
    QuestionStatus.ESCALATED,
    told="acknowledge/q1",
)
CARD = Listed(1, Case(CaseKind.QUESTION, ASKED.id, ROOM, NOW))
STAFF_LANE = State(
    "r:S",
    rooms={STAFF_ROOM: Room(STAFF_ROOM, "S", Purpose.STAFF)},
    people=STATE.people,
    cases=(CARD,),
)
NIGHT = NOW.replace(hour=22)


def both(*happenings: Happening, of: Question = ASKED) -> Decisions:
    lanes = {
        LANE: replace(STATE, questions=(of,)),
        STAFF_LANE.lane: replace(STAFF_LANE, questions=(of,)),
    }
    return decide_all(lanes, happenings, SETTINGS)


def from_staff(row: int, text: str, now=NOW) -> Happening:
    event = says(text, STAFF, at=now, room=STAFF_ROOM, quoted=quote("b", cases=(1,)))
    return Happening(row, STAFF_LANE.lane, now, event)


def test_what_the_asker_wants_no_more_just_before_is_not_answered():
    in_group = happening(1, says("不用了，谢谢"))

    decisions = both(in_group, from_staff(2, "八点开门"))

    assert [s.say.prompt for s in decisions.said] == ["cases/settled"]
    assert [q.status for q in decisions.after[STAFF_LANE.lane].questions] == [
        QuestionStatus.CLOSED_BY_HUMAN
    ]


def test_what_waits_for_the_morning_is_dropped_with_its_reason():
    decisions = both(from_staff(1, "八点开门", NIGHT), from_staff(2, "发错了", NIGHT))

    assert [s.say.prompt for s in decisions.said] == ["cases/waits_again"]
    assert decisions.withheld == []


def test_what_has_left_is_taken_back_in_words():
    decisions = both(from_staff(1, "八点开门"), from_staff(2, "发错了"))

    assert [s.say.prompt for s in decisions.said] == [
        "cases/relay",
        "cases/withdrawn",
        "cases/waits_again",
    ]


def test_what_was_decided_earlier_is_looked_for_in_the_outbox():
    reply = Reply("八点", NOW, "relay/q1/s1", by=STAFF, message=MessageId("s1"))
    answered = replace(ASKED, status=QuestionStatus.ANSWERED, replies=(reply,))

    [(key, instead)] = both(from_staff(1, "发错了"), of=answered).withheld

    assert key == "relay/q1/s1"
    assert instead is not None
    assert instead.say.prompt == "cases/withdrawn"
    carded = replace(ASKED, carded=("card/q1/m",))
    closed = both(happening(1, says("早上八点就开", STAFF)), of=carded)
    assert closed.withheld == [("acknowledge/q1", None), ("card/q1/m", None)]


def test_what_left_before_somebody_answered_stays_said():
    asked = happening(1, says("@bot 几点关门呀？", mentioned=True))
    later = happening(2, says("六点就关", STAFF, at=SETTLED), SETTLED)

    decisions = decide_all({LANE: STATE}, [asked, later], SETTINGS)

    assert [s.say.prompt for s in decisions.said] == ["cases/acknowledge", "cases/question"]
    assert decisions.withheld == []


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
