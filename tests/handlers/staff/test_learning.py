"""What staff answered once is known from then on, if they say so (R13)."""

from dataclasses import replace

from handlers.model.case import Entry, Further, QuestionStatus, Reply, Taught
from handlers.model.effects import Effect, KeepEntry, KeepQuestion
from handlers.model.people import MessageId
from handlers.staff import learning
from tests.handlers.cards import card, to_card
from tests.handlers.made import (
    ANNA,
    BERT,
    HOUR,
    MINUTE,
    NOW,
    SETTINGS,
    STAFF,
    STATE,
    question,
    said,
    saying,
    state,
)

KNOWN = Entry("k1", "桌布能报销吗", "不能报。", ("桌布报不报",), "手册")
REPLY = Reply("可以报。", NOW, "relay/q1/s1", by=STAFF)


LOCAL = replace(REPLY, text="下周三找李叔报，一次五十元。")


def learn(
    text: str,
    *known: Entry,
    replies: tuple[Reply, ...] = (REPLY,),
    people=STATE.people,
    further: tuple[Further, ...] = (),
    taught: tuple[Taught, ...] = (),
    asked_as: str = "",
) -> list[Effect] | None:
    asked = replace(question(), status=QuestionStatus.ANSWERED, replies=replies)
    asked = replace(asked, further=further, taught=taught, text=asked_as or asked.text)
    cases = (card(asked),)
    here = state(questions=(asked,), cases=cases, knowledge=known, people=people)
    return learning.learn(here, to_card(text), SETTINGS)


def entries(effects: list[Effect] | None) -> list[Entry]:
    return [e.entry for e in effects or [] if isinstance(e, KeepEntry)]


def test_an_answer_is_learnt_with_who_answered_and_when():
    effects = learn("#1 记下")

    [entry] = entries(effects)
    assert (entry.question, entry.answer) == ("桌布能报销吗？", "可以报。")
    assert (entry.source, entry.approver) == ("小周 2026-05-09", "小周")
    assert entry.approved_at == NOW
    data = {
        "number": 1,
        "question": "桌布能报销吗？",
        "answer": "可以报。",
        "source": "小周 2026-05-09",
        "merged": False,
    }
    assert (saying(effects).prompt, saying(effects).data) == ("knowledge/learnt", data)
    [stranger] = entries(learn("#1 记下", people={}))
    assert stranger.approver == STAFF


def test_only_what_staff_answered_is_learnt():
    assert said(learn("#1 记下", replies=())) == ["knowledge/unanswered"]
    assert said(learn("#1 记下", replies=(replace(REPLY, by=None),))) == [
        "knowledge/unanswered"
    ]
    assert learn("#1 可以") is None


def test_what_was_added_belongs_to_the_answer_and_what_was_asked_later_does_not():
    more = replace(REPLY, text="要盖章。", at=NOW + MINUTE)
    later = replace(REPLY, text="收据也行。", at=NOW + HOUR)

    asked = Further(ANNA, MessageId("m2"), "那收据呢？", NOW + HOUR / 2)

    [entry] = entries(learn("#1 记下", replies=(REPLY, more)))
    assert entry.answer == "可以报。\n要盖章。"
    [entry] = entries(learn("#1 记下", replies=(REPLY, more, later), further=(asked,)))
    assert entry.answer == "可以报。\n要盖章。"


def test_where_something_alike_is_known_staff_choose():
    effects = learn("#1 记下", KNOWN)

    assert entries(effects) == []
    data = {
        "number": 1,
        "like": "桌布能报销吗",
        "known": "不能报。",
        "question": "桌布能报销吗？",
        "answer": "可以报。",
        "words": "",
        "specifics": [],
    }
    assert (saying(effects).prompt, saying(effects).data) == ("knowledge/alike", data)
    assert saying(learn("#1 记下：都可以报", KNOWN)).data["words"] == "都可以报"


def test_merged_the_known_entry_has_the_newer_answer_and_the_other_words():
    effects = learn("#1 合并", KNOWN)

    [entry] = entries(effects)
    assert (entry.id, entry.question, entry.answer) == ("k1", KNOWN.question, "可以报。")
    assert entry.phrasings == ("桌布报不报", "桌布能报销吗？")
    assert (entry.source, entry.approver) == ("小周 2026-05-09", "小周")
    assert saying(effects).data["merged"] is True
    same = replace(KNOWN, answer="可以报。")
    assert [e.id for e in entries(learn("#1 记下", same))] == ["k1"]


def test_apart_it_is_an_entry_of_its_own():
    [entry] = entries(learn("#1 另记", KNOWN))

    assert entry.id != "k1"
    assert entry.phrasings == ()
    own = replace(KNOWN, id=entry.id, question=entry.question)
    [again] = entries(learn("#1 另记", own))
    assert again.phrasings == ("桌布报不报",)


def test_what_may_hold_for_one_organisation_alone_is_learnt_only_if_staff_say_so():
    effects = learn("#1 记下", replies=(LOCAL,))

    assert entries(effects) == []
    assert saying(effects).prompt == "knowledge/specific"
    assert saying(effects).data["specifics"] == ["day", "person", "amount"]
    for words in ("#1 都能用", "#1 记下 都能用", "#1 合并"):
        [entry] = entries(learn(words, replies=(LOCAL,)))
        assert entry.answer == LOCAL.text
    alike = learn("#1 记下", KNOWN, replies=(LOCAL,))
    assert saying(alike).data["specifics"] == ["day", "person", "amount"]


def test_staff_may_write_the_words_that_are_learnt():
    [entry] = entries(learn("#1 记下：找社工报。", replies=(LOCAL,)))

    assert entry.answer == "找社工报。"
    [merged] = entries(learn("#1 合并：找社工报。", KNOWN, replies=(LOCAL,)))
    assert (merged.id, merged.answer) == ("k1", "找社工报。")


def test_nobody_is_named_to_others_and_staff_are_warned_whatever_they_write():
    words = "阿芬的志愿时长能补录吗？"
    warned = learn("#1 记下：都能补", asked_as=words)

    assert entries(warned) == []
    assert saying(warned).prompt == "knowledge/specific"
    assert saying(warned).data["specifics"] == ["person"]
    assert saying(warned).data["words"] == "都能补"
    for order in ("#1 另记：都能补", "#1 记下 都能用"):
        [entry] = entries(learn(order, asked_as=words))
        assert entry.question == "**的志愿时长能补录吗？"
    [known] = entries(learn("#1 都能用", asked_as=f"{ANNA}和{BERT}的时长能补录吗？"))
    assert known.question == "**和**的时长能补录吗？"


def test_a_promise_is_no_part_of_what_is_learnt():
    later = replace(REPLY, text="下午回您", key="relay/q1/s0")

    [entry] = entries(learn("#1 记下", replies=(later, REPLY)))
    assert entry.answer == "可以报。"
    assert said(learn("#1 记下", replies=(later,))) == ["knowledge/unanswered"]


def test_the_question_keeps_what_was_learnt_from_which_of_its_answers():
    more = replace(REPLY, text="要盖章。", key="relay/q1/s2")
    before = (Taught("k1", "不能报。", ()), Taught("k9", "找前台。", ()))
    effects = learn("#1 合并：找社工报。", KNOWN, replies=(REPLY, more), taught=before)

    [asked] = [e.question for e in effects or [] if isinstance(e, KeepQuestion)]
    both = (REPLY.key, more.key)
    assert asked.taught == (before[1], Taught("k1", "找社工报。", both))


def test_what_may_be_one_organisations_own_is_told_before_it_is_learnt():
    asked = replace(question(), replies=(LOCAL,))

    found = learning.may_be_own(asked, ["李叔"])
    assert [one.value for one in found] == ["day", "person", "amount"]
    assert not learning.may_be_own(replace(asked, replies=()), ["李叔"])
    named = replace(asked, text="桌布是李叔买的，能报销吗？", replies=())
    assert [one.value for one in learning.may_be_own(named, ["李叔", ""])] == ["person"]


def test_what_holds_for_all_may_be_the_answer_itself():
    assert learn("#1 都能用", replies=()) is None
    assert said(learn("#1 记下 都能用", replies=())) == ["knowledge/unanswered"]
