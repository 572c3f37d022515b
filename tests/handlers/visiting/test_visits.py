"""Staff's tracking logs: kept, answered in one line, put right (D6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import lane
from handlers.model.activity import Activity
from handlers.model.effects import Effect, KeepTalk
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import Count, When
from handlers.model.people import DraftId, MessageId, Organisation, OrganisationId
from handlers.model.state import State
from handlers.model.visit import DropVisit, KeepVisit, Visit, Visited, VisitId
from handlers.staff import staff_room
from handlers.visiting import visits
from tests.handlers.made import (
    ANNA,
    GARDEN,
    HOUR,
    MINUTE,
    NOW,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    quote,
    saying,
    says,
)
from tests.handlers.visited import DAY, activity, visit

LOG = "走访花友会：今天上午在北院菜园，来了25人，分番茄苗。感受：很投入；建议：做个值日表"
CLOTH = Organisation(OrganisationId("cloth"), "布工坊")
KNOWN = {one.id: one.name for one in (CLOTH, GARDEN)}


def room(*known: Activity | Visit) -> State:
    seen = Visited(
        KNOWN,
        tuple(one for one in known if isinstance(one, Activity)),
        tuple(one for one in known if isinstance(one, Visit)),
    )
    return replace(STATE, organisation=None, visited=seen)


def hears(
    text: str, state: State, *, pictures: tuple[str, ...] = (), **more: object
) -> list[Effect]:
    event = says(text, STAFF, room=STAFF_ROOM, pictures=pictures)
    return staff_room.on_message(state, replace(event, **more), SETTINGS)  # type: ignore[arg-type]


def kept(effects: list[Effect]) -> Visit:
    (found,) = [e.visit for e in effects if isinstance(e, KeepVisit)]
    return found


def test_a_log_is_kept_with_its_pictures_and_answered_in_the_staff_room():
    effects = hears(LOG, room(), pictures=("p1",))

    log = kept(effects)
    assert (log.organisation, log.author, log.place) == (GARDEN.id, STAFF, "北院菜园")
    assert log.headcount == Count(25)
    assert (log.impressions, log.ideas) == (("很投入",), ("做个值日表",))
    assert [shot.media for shot in log.shots] == ["p1"]
    assert (saying(effects).prompt, saying(effects).room) == ("visits/alone", STAFF_ROOM)


def test_only_staff_write_logs():
    event = says(LOG, ANNA, room=STAFF_ROOM)
    assert staff_room.on_message(room(), event, SETTINGS) == []
    quoting = replace(event, text="不是同一次", quoted=quote("v/m"))
    assert staff_room.on_message(room(activity(), visit()), quoting, SETTINGS) == []


def test_talk_stays_unanswered():
    assert hears("花友会今天挺热闹", room()) == []
    assert hears("", room(visit()), pictures=()) == []


def test_a_form_of_nobody_known_is_not_lost_in_silence():
    effects = hears("【跟踪日志】时间：5月9日 地点：活动室 过程：写福字", room())
    assert [saying(effects).prompt] == ["visits/whose"]


def test_what_is_recorded_already_is_joined_and_disagreements_are_told():
    say = saying(hears(LOG, room(activity())))

    assert (say.prompt, say.data["theme"]) == ("visits/joined", "分苗")
    assert say.data["apart"] == [
        {"field": "headcount", "own": Count(28), "staff": Count(25)}
    ]


def test_places_are_told_as_written():
    say = saying(hears(LOG, room(activity(place="南门外", headcount=None))))
    assert say.data["apart"] == [{"field": "place", "own": "南门外", "staff": "北院菜园"}]


TWINS = (activity(), activity("b", when=When(NOW.replace(hour=10))))


def test_two_activities_that_nothing_tells_apart_are_both_named():
    effects = hears(LOG, room(*TWINS))
    say = saying(effects)

    assert say.prompt == "visits/undecided"
    records = say.data["records"]
    assert isinstance(records, list)
    assert [one["when"] for one in records] == [one.when for one in TWINS]
    log = kept(effects)
    state = lane.advance(room(*TWINS), effects)
    assert state.visited.visits == (log,)
    chosen = hears("第二次", state, quoted=quote("x", draft=log.id))
    assert kept(chosen).chosen == DraftId("b")
    assert saying(chosen).prompt == "visits/joined"
    assert hears("第五次", state, quoted=quote("x", draft=log.id)) == []


def test_a_second_log_of_the_same_is_told():
    assert saying(hears(LOG, room(activity(), visit()))).prompt == "visits/twice"


def test_a_log_without_a_day_asks_for_it_and_takes_it():
    effects = hears(LOG.replace("今天上午", ""), room())
    assert saying(effects).prompt == "visits/dayless"
    state = room(activity(), kept(effects))
    dated = hears("5月9日", state, quoted=quote("x", draft=kept(effects).id))
    assert kept(dated).when == DAY
    assert saying(dated).prompt == "visits/joined"
    assert hears("辛苦", state, quoted=quote("x", draft=kept(effects).id)) == []


def test_staff_part_and_join():
    state = room(activity(), visit())
    parted = hears("不是同一次", state, quoted=quote("v/m"))
    assert kept(parted).apart == (DraftId("a"),)
    assert saying(parted).prompt == "visits/alone"
    again = hears("就是同一次", room(activity(), kept(parted)), quoted=quote("v/m"))
    assert (kept(again).chosen, kept(again).apart) == (DraftId("a"), ())
    assert hears("就是同一次", state, quoted=quote("v/m")) == []


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("不是25是28人", {"headcount": Count(28)}),
        ("写错了，地点应该是活动室", {"place": "活动室"}),
    ],
)
def test_a_correction_of_a_log(words: str, changed: dict[str, object]):
    effects = hears(words, room(visit()), quoted=quote("v/m"))
    assert kept(effects) == replace(visit(), **changed)  # type: ignore[arg-type]


def test_a_corrected_day_joins():
    tomorrow = visit(when=When(NOW + timedelta(days=1)))
    effects = hears("写错了，是5月9日", room(activity(), tomorrow), quoted=quote("v/m"))
    assert saying(effects).prompt == "visits/joined"


def test_a_quote_of_anything_else_is_no_word_about_a_visit():
    assert hears("不是同一次", room(activity(), visit()), quoted=quote("x")) == []
    elsewhere = visit(room=STATE.leaders)
    assert hears("不是同一次", room(activity(), elsewhere), quoted=quote("v/m")) == []


def test_pictures_that_follow_belong_to_the_newest_log():
    state = room(visit(at=NOW - 5 * MINUTE), visit("w", at=NOW - MINUTE))
    effects = hears("", state, pictures=("p1", "p2"))

    assert kept(effects).id == VisitId("w")
    assert [shot.media for shot in kept(effects).shots] == ["p1", "p2"]


@pytest.mark.parametrize(
    "other",
    [
        visit(at=NOW - HOUR),
        visit(at=NOW + MINUTE),
        visit(at=NOW, author=ANNA),
        visit(at=NOW, room=STATE.leaders),
    ],
)
def test_other_pictures_belong_to_no_log(other: Visit):
    effects = hears("", room(other), pictures=("p1",))
    assert not any(isinstance(effect, KeepVisit) for effect in effects)


def posted(effects: list[Effect], state: State) -> State:
    """The state with what waits for a log now."""
    [talk] = [e.talk for e in effects if isinstance(e, KeepTalk)]
    return replace(state, talks={talk.room: talk})


def test_pictures_before_a_log_belong_to_it_once():
    shown = posted(hears("", room(), pictures=("p1", "p2")), room())

    log = hears(LOG, shown, pictures=("p3",), at=NOW + MINUTE)
    assert [shot.media for shot in kept(log).shots] == ["p1", "p2", "p3"]
    again = hears(LOG, posted(log, shown), at=NOW + 2 * MINUTE)
    assert kept(again).shots == ()


def test_pictures_of_a_colleague_or_of_an_hour_ago_wait_for_no_log():
    shown = posted(hears("", room(), pictures=("p1",)), room())

    assert kept(hears(LOG, shown, at=NOW + HOUR)).shots == ()
    late = posted(hears("", shown, pictures=("p2",), at=NOW + HOUR), shown)
    assert [one.shot.media for one in late.talk(STAFF_ROOM).posted] == ["p2"]
    [other] = late.talk(STAFF_ROOM).posted
    theirs = replace(late.talk(STAFF_ROOM), posted=(replace(other, by=ANNA),))
    state = replace(late, talks={STAFF_ROOM: theirs})
    assert kept(hears(LOG, state, at=NOW + HOUR)).shots == ()


def test_a_picture_that_was_taken_back_waits_for_no_log():
    shown = posted(hears("", room(), pictures=("p1",)), room())
    [one] = shown.talk(STAFF_ROOM).posted

    assert recall("other", shown) == []
    gone = posted(recall(one.shot.message, shown), shown)
    assert gone.talk(STAFF_ROOM).posted == ()


def test_pictures_of_members_are_no_pictures_of_a_visit():
    event = says("", ANNA, room=STAFF_ROOM, pictures=("p1",))
    assert visits.pictures(room(), event, SETTINGS) is None


@pytest.mark.parametrize(
    ("words", "impressions", "ideas"),
    [
        ("补充建议：可以办个花展", (), ("可以办个花展",)),
        (
            "补充：我觉得邻居都很喜欢。建议：办个花展",
            ("我觉得邻居都很喜欢",),
            ("办个花展",),
        ),
    ],
)
def test_what_is_added_to_a_log(
    words: str, impressions: tuple[str, ...], ideas: tuple[str, ...]
):
    better = kept(hears(words, room(visit()), quoted=quote("v/m")))

    assert better == replace(
        visit(),
        impressions=(*visit().impressions, *impressions),
        ideas=(*visit().ideas, *ideas),
    )


def test_pictures_with_words_or_as_an_answer_belong_to_no_log():
    fresh = room(visit(at=NOW))
    assert hears("好看", fresh, pictures=("p1",)) == []
    assert hears("", fresh, pictures=("p1",), quoted=quote("x")) == []


def recall(message: str, state: State) -> list[Effect]:
    return visits.recalled(
        state, MessageRecalled(2, MessageId(message), STAFF_ROOM, NOW + MINUTE)
    )


def test_a_log_that_is_taken_back_is_forgotten():
    state = room(visit())
    effects = recall("v/m", state)
    assert effects == [DropVisit(VisitId("v"))]
    assert lane.advance(state, effects).visited.visits == ()
    assert recall("other", state) == []


def test_a_picture_that_is_taken_back_leaves_the_log():
    with_picture = kept(hears("", room(visit(at=NOW)), pictures=("p1",)))
    message = with_picture.shots[0].message
    assert recall(message, room(with_picture)) == [KeepVisit(visit(at=NOW))]


def test_a_late_recognition_of_nothing():
    event = MessageArrived(1, MessageId("m"), STAFF_ROOM, STAFF, NOW, NOW)
    assert visits.pictures(room(visit()), event, SETTINGS) is None
