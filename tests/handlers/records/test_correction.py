"""A word that replaces an earlier one, before filing or after (R5, R6)."""

from dataclasses import replace

from handlers.intake import on_message
from handlers.model.case import CaseKind
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import OpenCase, SetTimer
from handlers.model.finding import Count, Field, Source, Words
from handlers.model.people import PersonId
from handlers.records.correction import correct, unplaced
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    SETTINGS,
    STAFF,
    disputed,
    draft,
    filed,
    finding,
    kept,
    quote,
    says,
    state,
)

FILED = filed()


def corrected(text: str, *drafts: Draft, by: PersonId = BERT, **how: object) -> list[Draft]:
    event = says(text, by, at=NOW + 9 * MINUTE, **how)  # type: ignore[arg-type] -- by name
    return kept(correct(state(*drafts), event, SETTINGS))


def test_before_filing_a_correction_only_changes_the_value():
    effects = correct(state(draft()), says("不是20是25"), SETTINGS)

    [changed] = kept(effects)
    assert (changed.value(Field.HEADCOUNT), changed.corrected) == (Count(25), False)
    assert changed.best(Field.HEADCOUNT).source is Source.CORRECTION
    assert SetTimer("settle", "d1", NOW + 3 * MINUTE) in effects


def test_after_filing_it_lets_the_record_be_issued_again():
    [changed] = corrected("不是20是25", FILED)

    assert (changed.value(Field.HEADCOUNT), changed.corrected) == (Count(25), True)


def test_a_correction_that_waits_stays_one():
    [changed] = corrected("写错了，应该是凉亭", replace(FILED, corrected=True))

    assert (changed.value(Field.PLACE), changed.corrected) == (Words("凉亭"), True)


def test_what_was_never_stated_cannot_be_corrected():
    assert corrected("不是20是25", draft(Field.HEADCOUNT)) == []
    assert corrected("写错了，是25个人", draft(Field.HEADCOUNT)) == []
    assert corrected("不是20是25") == []


def test_the_value_that_is_named_tells_which_record_is_meant():
    other = draft(Field.HEADCOUNT, id_="d2", at=NOW + MINUTE).add(
        [finding(Field.HEADCOUNT, Count(7), message="m7")], NOW + MINUTE
    )

    assert [d.id for d in corrected("不是20是25", draft(), other)] == ["d1"]
    assert [d.id for d in corrected("不是7是8", draft(), other)] == ["d2"]
    assert corrected("不是99是25", draft(), other) == []


def test_a_place_may_be_named_shortly():
    assert [d.id for d in corrected("不是在活动室，是在凉亭", draft())] == ["d1"]
    long = draft(Field.PLACE).add([finding(Field.PLACE, Words("二楼活动室"))], NOW)
    assert [d.id for d in corrected("不是活动室，是凉亭", long)] == ["d1"]
    assert [d.id for d in corrected("不是二楼活动室，是凉亭", draft())] == ["d1"]
    assert corrected("不是操场，是凉亭", draft()) == []


def test_without_a_named_value_the_own_record_is_meant_else_the_newest():
    own = draft()
    newer = draft(id_="d2", at=NOW + MINUTE, author=BERT)

    assert [d.id for d in corrected("写错了，是25个人", own, newer, by=ANNA)] == ["d1"]
    assert [d.id for d in corrected("写错了，是25个人", own, newer)] == ["d2"]
    newest = draft(id_="d3", at=NOW + 2 * MINUTE)
    assert [d.id for d in corrected("写错了，是25个人", newest, newer, own)] == ["d2"]
    stranger = corrected("写错了，是25个人", newest, newer, own, by=PersonId("新来的"))
    assert [d.id for d in stranger] == ["d3"]


def test_a_quote_decides_even_from_another_room():
    other = draft(id_="d2", at=NOW + MINUTE)
    words = "不对，是25个人"

    of_bot = corrected(words, draft(), other, quoted=quote("b", draft="d1"))
    of_member = corrected(words, draft(), other, quoted=quote("d1/m"))
    elsewhere = corrected(words, draft(room=CHAT), other, quoted=quote("d1/m"))
    unknown = corrected(words, draft(), other, quoted=quote("m99"))

    for one in (of_bot, of_member, elsewhere):
        assert [d.id for d in one] == ["d1"]
    assert [d.id for d in unknown] == ["d2"]


def test_records_of_other_rooms_and_withdrawn_ones_are_left_alone():
    assert corrected("不是20是25", draft(room=CHAT)) == []
    assert corrected("不是20是25", draft(status=Status.WITHDRAWN)) == []
    assert corrected("不是20是25", draft(status=Status.HANDED_OVER)) != []


def test_staff_and_long_messages_correct_nothing():
    assert corrected("不是20是25", draft(), by=STAFF) == []
    assert corrected("不是20是25".ljust(60, "，"), draft()) != []
    assert corrected("不是20是25".ljust(61, "，"), draft()) == []
    assert corrected("不是20是25", draft(), by=PersonId("新来的")) != []


def test_chatter_corrects_nothing():
    assert correct(state(draft()), says("哈哈"), SETTINGS) is None


def test_the_sheet_becomes_the_word_of_whoever_defers_to_it():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)

    [changed] = corrected("以签到表为准", asked)

    best = changed.best(Field.HEADCOUNT)
    assert (best.value, best.source, best.by) == (Count(23), Source.CORRECTION, BERT)
    assert (best.span, best.at) == ((0, 6), NOW + 9 * MINUTE)
    assert not changed.disputed(Field.HEADCOUNT)
    assert not changed.corrected


def test_after_filing_the_sheet_can_still_be_taken():
    [changed] = corrected("以签到表为准", disputed(status=Status.FILED, version=1))

    assert changed.corrected


def test_only_a_disagreement_of_this_room_can_be_settled_by_the_sheet():
    text = "以签到表为准"

    assert corrected(text, draft()) == []
    assert corrected(text, disputed(room=CHAT)) == []
    assert corrected(text, disputed(status=Status.WITHDRAWN)) == []
    newest = disputed(id_="d2", at=NOW + HOUR)
    assert [d.id for d in corrected(text, disputed(), newest)] == ["d2"]


YESTERDAY = replace(
    draft(Field.TIME, id_="d0", status=Status.FILED, at=NOW - 24 * HOUR), version=1
)


def test_the_day_that_is_named_tells_which_record_is_meant():
    both = (YESTERDAY, FILED)

    assert [d.id for d in corrected("@bot 昨天那次是21个人，不是20个", *both)] == ["d0"]
    assert [d.id for d in corrected("今天那次是21个人，不是20个", *both)] == ["d1"]
    assert [d.id for d in corrected("那次是21个人，不是20个", *both)] == ["d1"]
    assert corrected("前天那次是21个人，不是20个", *both) == []
    assert corrected("昨天那次是21个人，不是19个", *both) == []


def test_without_the_old_value_the_day_tells_the_record_too():
    both = (YESTERDAY, FILED)

    assert [d.id for d in corrected("昨天那次人数写错了，应该是21", *both)] == ["d0"]
    assert corrected("前天那次人数写错了，应该是21", *both) == []


def test_what_points_at_a_record_and_fits_none_is_for_staff():
    event = says("@bot 昨天那次是21个人，不是19个", mentioned=True)

    [case] = on_message(state(FILED), event, SETTINGS)[1:]
    assert isinstance(case, OpenCase)
    assert case.case.kind is CaseKind.UNSURE


def test_other_words_that_fit_no_record_are_left_alone():
    long = "昨天那次是21个人，不是19个，" + "辛苦大家了，" * 9
    for text in ("不是19是21", "那次人数写错了，应该是21", "大家辛苦了", long):
        assert unplaced(state(), says(text), SETTINGS) is None
    told = says("昨天那次是21个人，不是19个", STAFF)
    assert unplaced(state(), told, SETTINGS) is None
