"""“别记我”: whose name, words and pictures are left out, and what the bot says of itself (R14)."""

from dataclasses import replace

import pytest

import prompts
from handlers import lane, privacy
from handlers.model.activity import Activity
from handlers.model.effects import KeepWish, OpenCase, Say
from handlers.model.finding import Field, Speech, Words
from handlers.model.people import PersonId, Purpose, Room
from handlers.model.settings import PrivacySettings
from handlers.model.state import State
from handlers.records import bulletin, filing
from tests.handlers.made import (
    ANNA,
    BERT,
    DEAF,
    HOUR,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STATE,
    draft,
    finding,
    photo,
    says,
    state,
)

SHY = {**STATE.people, BERT: replace(STATE.people[BERT], unnamed=True)}
KNOWN = draft().add(
    [
        finding(Field.ATTENDEES, Words("李叔")),
        finding(Field.ATTENDEES, Words("芳姐")),
        finding(Field.CONTENT, Words("李叔教大家捏面人，电话13900001234")),
        finding(Field.FEEDBACK, Speech("李叔手真巧", "芳姐")),
        finding(Field.FEEDBACK, Speech("捏得开心", "李叔")),
        finding(Field.FEEDBACK, Speech("还想再来"), by=BERT),
        finding(Field.THEME, Words("李叔面人课")),
        photo("hers"),
        photo("his", "m2", BERT),
        photo("both", "m3", BERT),
        photo("both", "m4", ANNA),
    ],
    NOW,
)


def stated(known: State) -> Activity:
    return filing.record(known, KNOWN, SETTINGS)


def test_a_member_is_left_out_from_the_moment_they_say_so():
    said = says("别记我", BERT)

    wish, confirmed = privacy.obey(STATE, said, SETTINGS) or []

    assert wish == KeepWish(BERT, unnamed=True, at=NOW)
    assert isinstance(confirmed, Say)
    assert (confirmed.prompt, confirmed.to) == ("privacy/unnamed", (BERT,))
    after = lane.advance(STATE, [wish])
    assert after.people[BERT].unnamed
    assert privacy.obey(after, said, SETTINGS) == []
    assert lane.advance(STATE, [KeepWish(PersonId("x"), unnamed=True, at=NOW)]) == STATE


def test_and_named_again_from_the_moment_they_allow_it():
    effects = privacy.obey(replace(STATE, people=SHY), says("可以记我了", BERT), SETTINGS)

    assert [e.unnamed for e in effects or [] if isinstance(e, KeepWish)] == [False]
    assert privacy.obey(STATE, says("可以记我了", BERT), SETTINGS) == []


def test_whoever_wants_all_of_it_gone_is_a_case_for_staff():
    opened, wish, confirmed = (
        privacy.obey(STATE, says("把我的信息删掉", ANNA), SETTINGS) or []
    )

    assert isinstance(opened, OpenCase)
    assert isinstance(wish, KeepWish)
    assert isinstance(confirmed, Say)
    assert confirmed.data["erase"]


@pytest.mark.parametrize("by", [STAFF, PersonId("路过的")])
def test_staff_and_strangers_are_not_recorded_anyway(by: PersonId):
    assert privacy.obey(STATE, says("别记我", by), SETTINGS) is None


def test_other_words_are_for_others():
    assert privacy.obey(STATE, says("今天天气好", ANNA), SETTINGS) is None
    assert privacy.obey(STATE, says("静默", ANNA), SETTINGS) is None


def test_at_night_it_holds_at_once_and_is_confirmed_in_the_morning():
    wish, confirmed = (
        privacy.obey(STATE, says("别记我", at=NOW + 12 * HOUR), SETTINGS) or []
    )

    assert isinstance(wish, KeepWish)
    assert isinstance(confirmed, Say)
    assert confirmed.not_before == NOW + 21 * HOUR


def test_a_record_says_who_came_but_for_them_and_shows_none_of_their_pictures():
    activity = stated(state(KNOWN, people=SHY))

    assert activity.attendees == ("芳姐",)
    assert activity.photos == ("hers", "both")
    assert [choice.media for choice in activity.best] == ["hers", "both"]
    assert stated(state(KNOWN)).attendees == ("李叔", "芳姐")


def test_a_bulletin_names_them_nowhere_and_no_number_can_be_called():
    activity = stated(STATE)  # filed before they said so

    told = bulletin.contents(activity, KNOWN, None, SHY)

    assert "李叔" not in str(told)
    assert told["theme"] == "**面人课"
    assert "**教大家捏面人，电话***********" in str(told["content"])
    assert {"text": "**手真巧", "who": "芳姐"} in _feedback(told)
    assert {"text": "捏得开心", "who": ""} in _feedback(told)
    assert {"text": "还想再来", "who": ""} in _feedback(told)
    assert told["authors"] == ["芳姐"]
    assert told["pictures"] == 2
    [said] = bulletin.issue(state(KNOWN, people=SHY, leaders=ROOM), KNOWN, activity, NOW)
    assert isinstance(said, Say)
    assert said.photos == ("hers", "both")


def test_a_wish_holds_for_whoever_has_left():
    here = {id_: one for id_, one in STATE.people.items() if id_ != BERT}
    left = state(KNOWN, people=here, left_unnamed={BERT: SHY[BERT]}, leaders=ROOM)
    activity = stated(left)

    assert activity.attendees == ("芳姐",)
    assert activity.photos == ("hers", "both")
    [said] = bulletin.issue(left, KNOWN, stated(STATE), NOW)
    assert isinstance(said, Say)
    assert said.photos == ("hers", "both")
    assert "李叔" not in str(said.data)


def test_and_is_taken_back_by_whoever_is_here_again():
    back = state(KNOWN, left_unnamed={BERT: SHY[BERT]})

    assert stated(back).attendees == ("李叔", "芳姐")


def test_a_former_name_stands_nowhere_either():
    renamed = replace(SHY[BERT], name="李师傅", before=("李叔", "李"))

    assert set(privacy.hidden({BERT: renamed})) == {"李师傅", "李叔"}
    people = {**SHY, BERT: renamed}
    assert "李叔" not in str(bulletin.contents(stated(STATE), KNOWN, None, people))


def test_without_the_record_nobody_knows_whose_the_pictures_are():
    activity = stated(STATE)

    assert privacy.pictures(activity, None, SHY) == activity.best
    assert privacy.shown(KNOWN, STATE.people) is KNOWN


def test_one_character_is_in_too_many_words_to_be_left_out():
    assert (
        privacy.hidden({BERT: replace(STATE.people[BERT], name="李", unnamed=True)}) == ()
    )


def test_the_bot_says_what_it_keeps_and_how_long():
    room = STATE.rooms[ROOM]
    said = privacy.introduce(room, NOW, SETTINGS)
    for_ever = replace(SETTINGS, privacy=PrivacySettings(None))

    data = {"days": 30, "model": False, "speech": False, "call": False, "bot": ""}
    assert said.data == data
    assert privacy.introduce(room, NOW, for_ever).data["days"] is None
    assert privacy.welcome(ROOM, "芳姐", NOW, SETTINGS).data == {"name": "芳姐"}


def test_a_group_in_which_the_bot_must_be_called_is_told_how():
    called = replace(SETTINGS, bot_name="陪伴", channels={"robot": DEAF})
    room = replace(STATE.rooms[ROOM], channel="robot")
    alone = replace(room, purpose=Purpose.PRIVATE, organisation=None)

    def words(room: Room) -> str:
        said = privacy.introduce(room, NOW, called)
        return prompts.render(said.prompt, said.data)

    assert "只听得到@我的话" in words(room)
    assert "@陪伴 今天上午" in words(room)
    assert "只听得到@我的话" not in words(STATE.rooms[ROOM])
    assert "只听得到@我的话" not in words(alone)


def _feedback(told: dict[str, object]) -> list[object]:
    found = told["feedback"]
    assert isinstance(found, list)
    return found
