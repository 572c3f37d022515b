"""Findings are all kept; values, gaps and conflicts are computed (D2, R5)."""

from dataclasses import replace

from handlers.model.draft import Ask, Status
from handlers.model.finding import Count, Field, Picture, Source, Words
from tests.handlers.made import DAY, HOUR, NOW, disputed, draft, finding, photo
from tests.pictures import described


def test_a_correction_outranks_an_answer_and_an_answer_a_note():
    sources = (Source.CORRECTION, Source.ANSWER, Source.NOTE, Source.PICTURE)
    found = [finding(Field.PLACE, Words(source.value), source=source) for source in sources]

    made = draft(Field.PLACE).add(found, NOW)

    assert made.value(Field.PLACE) == Words("correction")


def test_an_exact_number_outranks_a_newer_approximate_one():
    about = finding(Field.HEADCOUNT, Count(30, approx=True), at=NOW + HOUR, message="m2")

    assert draft().add([about], NOW).value(Field.HEADCOUNT) == Count(20)


def test_of_two_equal_sources_the_newest_counts():
    later = finding(Field.PLACE, Words("凉亭"), at=NOW + HOUR, message="m2")

    assert draft().add([later], NOW).value(Field.PLACE) == Words("凉亭")


def test_the_same_finding_twice_counts_once():
    again = draft().findings

    assert draft().add(again, NOW + HOUR).findings == again


def test_a_sheet_and_a_word_that_differ_by_one_do_not_conflict():
    sheet = finding(Field.HEADCOUNT, Count(21), source=Source.PICTURE, message="m2")

    assert draft().add([sheet], NOW).conflict(Field.HEADCOUNT) is None


def test_a_sheet_and_an_exact_word_that_differ_by_two_conflict():
    sheet = finding(Field.HEADCOUNT, Count(22), source=Source.PICTURE, message="m2")

    conflict = draft().add([sheet], NOW).conflict(Field.HEADCOUNT)

    assert conflict is not None
    assert [one.value for one in conflict] == [Count(22), Count(20)]


def test_an_approximate_word_does_not_conflict_with_a_sheet():
    sheet = finding(Field.HEADCOUNT, Count(23), source=Source.PICTURE, message="m2")
    about = finding(Field.HEADCOUNT, Count(20, approx=True))

    made = draft(Field.HEADCOUNT).add([sheet, about], NOW)

    assert made.conflict(Field.HEADCOUNT) is None


def test_a_sheet_alone_does_not_conflict():
    sheet = finding(Field.HEADCOUNT, Count(23), source=Source.PICTURE, message="m2")

    assert draft(Field.HEADCOUNT).add([sheet], NOW).conflict(Field.HEADCOUNT) is None


def test_only_numbers_can_conflict():
    day = finding(Field.TIME, DAY, source=Source.PICTURE, message="m2")

    assert draft().add([day], NOW).conflict(Field.TIME) is None


def test_a_conflict_is_disputed_until_somebody_answers():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)
    early = finding(Field.HEADCOUNT, Count(20), source=Source.ANSWER, at=NOW - HOUR)
    word = finding(Field.HEADCOUNT, Count(20), source=Source.ANSWER, at=NOW)

    assert disputed().disputed(Field.HEADCOUNT)
    assert asked.disputed(Field.HEADCOUNT)
    assert asked.add([early], NOW).disputed(Field.HEADCOUNT)
    assert not asked.add([word], NOW).disputed(Field.HEADCOUNT)
    assert not draft().disputed(Field.HEADCOUNT)


def test_without_a_message_nothing_of_it_is_left():
    other = finding(Field.PLACE, Words("凉亭"), message="m2")
    made = draft().add([other], NOW)

    left = made.without(other.message)

    assert left == replace(made, findings=draft().findings)
    assert other.message not in left.messages()


def test_a_picture_stays_the_same_once_it_is_known_what_it_shows():
    known = replace(photo("a"), value=Picture("a", described("scene", ["3"])))
    seen = draft().add([known], NOW)

    assert seen.add([photo("a")], NOW) == seen


def test_what_people_say_outranks_what_pictures_say():
    read = finding(Field.CONTENT, Words("扦播"), source=Source.PICTURE)

    assert draft().add([read], NOW).told(Field.CONTENT) == draft().of(Field.CONTENT)
    assert draft(Field.CONTENT).add([read], NOW).told(Field.CONTENT) == (read,)


def test_what_is_put_right_after_filing_stands():
    assert not replace(disputed(), status=Status.FILED).disputed(Field.HEADCOUNT)
