"""What a member's short message answers, in the light of what the bot asked (R5, R17)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.model.finding import Field, Speech, Stated, Words
from handlers.read import signs
from handlers.read.attendees import find_attendees
from handlers.read.clauses import Clause, cut_clauses
from handlers.read.counts import find_counts
from handlers.read.dates import find_times
from handlers.read.phrase import count_phrase, place_phrase, time_phrase, told_place
from handlers.read.pieces import TELLS
from handlers.read.points import Point, cut_points
from handlers.read.questions import is_question, thanks
from handlers.read.reaction import bare_reaction, doing_in, reaction_in
from handlers.read.topic import without_topic

LONGEST = 300  # a longer message is a report of its own
LONGEST_SHORT = 30
LEAST = 4  # characters of an answer in any words
_HEAD = 80  # characters in which a message says that it is about something else
_ANY = (Field.HEADCOUNT, Field.SERVED, Field.PLACE, Field.TIME, Field.CONTENT)
_SPOKEN = re.compile("[一-龥]")
_ASSENT = re.compile(
    r"(?:收到|好[的嘞啦]*|知道[了啦]*|明白[了啦]*|[嗯哦行]+|可以的?|没问题|辛苦[了啦]*|稍等|等[等下]|"
    r"我?(?:问问|想想|回头说)|[了啦啊呀哈吧，,。！!~～\s👌👍])+"
)
_ABSENT = re.compile("没来|没到|请假|缺席")
_WORD = re.compile(r"[^\s，,。；;！!]+")
_CALL = re.compile(
    r"(?<!共)[来要得找缺出派][一两二三仨俩123]个?人(?!了|参)|[我你]家|还记得|前年|"
    r"去年|隔壁|(?<!老)人家"
)
_ERRAND = re.compile(
    r"(?:^|[\s，,])[我你他她](?!们|说|记得|数了|看了|们)|[我你他她]家|老伴|孙[子女]|物业|"
    r"见过|看见|找到|捡到|丢了|钥匙|趴|^\[链接"
)
_TO_COME = re.compile(
    r"明[天儿早晚日]|后天|下周|下个月|改天|回头|过几天|待会|等会|一会儿|马上|这就|"
    r"准备|打算|要去|赶紧|截止"
)
_UNKNOWN = re.compile(
    r"没(?:有|人|去|做|来得及|顾上)?(?:统计|计数|数(?!字|据|落)|登记|收集|清点|点数)"
    r"|没(?:有)?记(?:人数|下来?|多少|几)?(?=$|[\s，,。了呢])"
    r"|不(?:太|大)?(?:知道|清楚|记得|晓得)(?:具体)?(?:来了|有|是|去了)?(?:多少|几个|"
    r"人数|几位|在哪|哪天)"
    r"|记不[清得]|说不[上清准]|数不[清过]|(?:没有?|无)(?:什么)?(?:反馈|感想|感受|签到表?)"
    r"|没人(?:说|提|反馈)|忘了?(?:数|统计|点人)"
)


def read_answer(text: str, sent_at: datetime, asked: Sequence[Field]) -> tuple[Stated, ...]:
    """What `text` says about the fields `asked`, and beside that about others.

    asked: the open fields in the order of the numbered points.  () for what answers nothing.
    """
    if not asked or len(text) > LONGEST or text.startswith("[链接]"):
        return ()
    if thanks(text) or is_question(text) or _elsewhere(without_topic(text)[:_HEAD]):
        return ()
    points = cut_points(text)
    if not points:
        text = without_topic(text)
    answers = [s for point in points for s in _of_point(text, point, sent_at, asked)]
    if not answers:
        answers = _of_words(text, sent_at, asked)
        answers += _beside(text, sent_at, asked) if answers else []
    return tuple(sorted(answers, key=lambda stated: stated.span))


def _elsewhere(head: str) -> bool:
    """Forwarded, long past, dreamt or about the water pipes: no answer to the record."""
    foreign = (signs.FORWARDED, signs.UTILITY, signs.QUARREL, signs.JOKE)
    own = TELLS.split(head, maxsplit=1)[0]  # what is told of another's memory is of today
    return signs.LONG_AGO.search(own) is not None or any(s.search(head) for s in foreign)


def declines(text: str) -> bool:
    """没统计, 不知道多少人: a member says that what was asked for does not exist."""
    if len(text) > LONGEST_SHORT or "心里没数" in text:
        return False
    return _UNKNOWN.search(text) is not None and "谁" not in text


def as_told(text: str) -> Stated | None:
    """The whole message as feedback: for one who was asked for nothing else.

    None for thanks, questions, errands, what is to come, and words of assent.
    """
    if not len(_SPOKEN.findall(text)) >= LEAST or len(text) > LONGEST:
        return None
    if thanks(text) or is_question(text) or _ASSENT.fullmatch(text):
        return None
    if _elsewhere(text[:_HEAD]) or any(s.search(text) for s in (_CALL, _ERRAND, _TO_COME)):
        return None
    return Stated(Field.FEEDBACK, Speech(text), (0, len(text)))


def _beside(text: str, sent_at: datetime, asked: Sequence[Field]) -> list[Stated]:
    """What a message that answers says unasked; names only where it lists them."""
    others = _of_words(text, sent_at, [field for field in _ANY if field not in asked])
    listed = find_attendees(text) if "、" in text and not _ABSENT.search(text) else ()
    return [*others, *listed]


def _of_point(
    text: str, point: Point, sent_at: datetime, asked: Sequence[Field]
) -> list[Stated]:
    """The words under a number answer the point of that number, however they are put."""
    start, end = point.span
    if point.place >= len(asked) or declines(text[start:end]):
        return []
    found = _of_words(text[start:end], sent_at, asked[point.place : point.place + 1])
    if not found:
        found = _as_written(text[start:end], sent_at, asked[point.place])
    found = found or _of_words(text[start:end], sent_at, asked)
    return [stated.moved(start) for stated in found]


def _as_written(text: str, sent_at: datetime, field: Field) -> list[Stated]:
    whole = (0, len(text))
    match field:
        case Field.TIME:
            return list(find_times(text, sent_at))[:1]
        case Field.FEEDBACK:
            return [Stated(field, Speech(text), whole)]
        case Field.PLACE | Field.CONTENT:
            return [Stated(field, Words(text), whole)]
        case _:
            return []


def _of_words(text: str, sent_at: datetime, asked: Sequence[Field]) -> list[Stated]:
    clauses = cut_clauses(text)
    if not clauses:
        return []
    found = [] if _CALL.search(text) else [s for s in _counts(text) if s.field in asked]
    if not _TO_COME.search(clauses[0].text):
        calm = [
            c for c in clauses if not (_ERRAND.search(c.text) or _TO_COME.search(c.text))
        ]
        if Field.TIME in asked:
            found += _first(time_phrase(text, c.start, c.end, sent_at) for c in calm)
        if Field.PLACE in asked:
            found += _place(text, calm, found)
        if Field.CONTENT in asked:
            found += _doings(text, calm)
    return [*found, *_feelings(text, clauses, asked, found)]


def _counts(text: str) -> list[Stated]:
    """The counts of the clauses that are not about what is to come."""
    found = [
        s for s in find_counts(text) if not _TO_COME.search(_clause_at(text, s.span[0]))
    ]
    if any(stated.field is Field.HEADCOUNT for stated in found):
        return found
    return found + _first(count_phrase(text, *word.span()) for word in _WORD.finditer(text))


def _clause_at(text: str, at: int) -> str:
    return next((c.text for c in cut_clauses(text) if c.start <= at < c.end), "")


def _first(found: Iterable[Stated | None]) -> list[Stated]:
    return [stated for stated in found if stated][:1]


def _place(text: str, clauses: Sequence[Clause], found: Sequence[Stated]) -> list[Stated]:
    """A place told with 在, else one that stands alone between commas or spaces."""
    taken = [stated.span for stated in found]
    told = _first(told_place(text, c.start, c.end) for c in clauses)
    spans = [word.span() for c in clauses for word in _WORD.finditer(text, c.start, c.end)]
    free = [
        span for span in spans if not any(s[0] < span[1] and span[0] < s[1] for s in taken)
    ]
    return told or _first(place_phrase(text, *span) for span in free)


def _doings(text: str, clauses: Sequence[Clause]) -> list[Stated]:
    """From the first clause that tells what was done to the last."""
    told = [clause for clause in clauses if doing_in(text, clause.start, clause.end)]
    if not told:
        return []
    span = (told[0].start, told[-1].end)
    return [Stated(Field.CONTENT, Words(text[slice(*span)]), span)]


def _feelings(
    text: str, clauses: Sequence[Clause], asked: Sequence[Field], found: Sequence[Stated]
) -> list[Stated]:
    """From the first clause of reaction on: people tell it last, and at length."""
    if Field.FEEDBACK not in asked:
        return []
    sole = len(asked) == 1 or bool(found)
    for place, clause in enumerate(clauses):
        at = clause.start, clause.end
        if reaction_in(text, *at) or (sole and bare_reaction(text, *at)):
            starts = [stated.span[0] for stated in found if stated.span[0] > clause.start]
            before = min(starts, default=len(text))
            end = max(c.end for c in clauses[place:] if c.start < before)
            return [
                Stated(
                    Field.FEEDBACK, Speech(text[clause.start : end]), (clause.start, end)
                )
            ]
    return []
