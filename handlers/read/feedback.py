"""How people found it: what was said, and by whom, exactly as written."""

import re
from collections.abc import Iterator, Sequence

from handlers.model.finding import Field, Span, Speech, Stated
from handlers.read.attendees import LONGEST_NAME
from handlers.read.clauses import Clause, cut_clauses, trim
from handlers.read.doings import ACTIVITY
from handlers.read.feedback_words import (
    AFTER_QUOTE,
    ARRANGED,
    FEELING,
    NEW_MATTER,
    NO_FEELING,
    PLANNED,
    QUOTE,
    SENTENCE,
    SPEAKER,
    SUBJECT,
    TOLD_BEFORE,
    TOLD_BY,
    find_feeling,
    find_telling,
    is_fact,
    is_named,
    is_title,
)
from handlers.read.spans import within
from handlers.read.template import Slot, read_slots, values_of

LONG_CLAUSE = 30  # voice to text has no punctuation: the feeling is only its end
_REACH = 22  # characters before a feeling in which its subject is looked for
_DONE_BEFORE = 6  # characters that can tell of something else: 挂上去了 孩子们说
_NEAR = 12  # characters between a speaker and 说 (激动地跟社工说)
_FRAME = ' \u3000，,。、；;：:“”"「」『』▪•'
_LEAD = re.compile(
    r"(?:不过|而且|可是|但是|后来|当场|就连|连|看|听|像|好多|不少|全场|现场)+"
)
_ALL = re.compile(r"(?:[都直连]|个个|有人)(?:是|还|在)?$")
_ALL_SAY = re.compile(r"(?:都|个个|齐声)(?:是|直|在)?[说讲夸](?!好了)")
_CALLED = re.compile(
    r"几点|通知|集合|务必|必须|报名|散会|(?:吗|么|呢|谁|什么|啥)$"
)  # even of all
_MANNER = re.compile(r"(?:高兴|激动|开心|感动|感慨|笑着?|兴奋)[地得的]?$")
_SHARED = re.compile(
    r"大家|大伙|都(?!是|不)|老人|居民|孩子|街坊|邻居|观众|听众|家长|学员|队员|个个|有人"
    r"|有的|[他她]们?|[^，,。]{2,10}(?:说|夸|感叹)"
)
_HELD = re.compile(  # it has a day, a turnout or a lesson: something was done
    r"[今昨前][天儿早晚日朝黑]|[上下]午|晚上|结束|完了?(?=$|[\s，,。])|收工|散场|课|队|组"
    r"|[\d一二三四五六七八九十]+[人位名]"
)
_TURN = re.compile(r"不过|但|就是(?!说)|只是|可是|推都")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百两][多来几]?(?:[个名位号]?人|[个位名])")
_TURNOUT = re.compile(rf"{_COUNTED.pattern}(?=[都直]{{1,2}}(?:说|夸|讲|叫|喊|嫌|盼))")
_AGAIN = re.compile(r"[还就又都直也连]{0,3}")
_CALLING = re.compile(r"(?:跟|和|给|对|同)(?:你们?|大家|各位)$")
_SETTING = re.compile(r"^.*(?:时候|的|了|着|完)")
_Part = tuple[int, int, str | None]


def find_feedback(text: str) -> tuple[Stated, ...]:
    """What members and those they served felt and said, in the order of the text."""
    slots = read_slots(text)
    given = values_of(slots, Field.FEEDBACK)
    quoted = _quoted(text, given)
    parts = [part for value in given for part in _divided(text, value)] + quoted
    taken = [*parts, *((start, end + 2, who) for start, end, who in quoted)]  # ”许阿姨笑了
    for part in _reactions(text, _free(text, slots)):
        if not any(part[0] < end and start < part[1] for start, end, _ in taken):
            parts.append(part)
            taken.append(part)
    return tuple(_stated(text, part) for part in sorted(parts, key=lambda p: p[0]))


def feels(text: str) -> bool:
    """Whether a word of feeling stands in `text` (stricter than that somebody spoke)."""
    return FEELING.search(text) is not None and NO_FEELING.search(text) is None


def is_shared(said: str) -> bool:
    """Whether a reaction is that of others or of all, not just the writer's own remark."""
    return feels(said) and _SHARED.search(said) is not None


def _stated(text: str, part: _Part) -> Stated:
    start, end, speaker = part
    return Stated(Field.FEEDBACK, Speech(text[start:end], speaker), (start, end))


def _divided(text: str, value: Span) -> Iterator[_Part]:
    """A filled-in 反馈：…, cut where another speaker begins."""
    begin, speaker = value[0], None
    for clause in cut_clauses(text[value[0] : value[1]]):
        tells = find_telling(clause.text)
        who = _speaker(clause.text[: tells.start()]) if tells else None
        if who and clause.start and value[0] + clause.start > begin:
            yield *trim(text, begin, value[0] + clause.start, _FRAME), speaker
            begin = value[0] + clause.start
        speaker = who or speaker
    yield *trim(text, begin, value[1], " \n，,。"), speaker


def _quoted(text: str, given: Sequence[Span]) -> list[_Part]:
    """Words in quotation marks that somebody said; titles in them are not (《》, “…”活动)."""
    parts = []
    for quote in QUOTE.finditer(text):
        if within(quote.start(), given) or is_title(quote):
            continue
        before = text[max(0, quote.start() - 24) : quote.start()]
        after = AFTER_QUOTE.match(text, quote.end())
        if after:
            parts.append((*quote.span(1), after["who"]))
        elif (told := TOLD_BEFORE.search(before)) and SPEAKER.search(before):
            parts.append((*quote.span(1), _speaker(before[: told.start()])))
        elif _is_speech(quote):
            behind = text[quote.end() : quote.end() + _REACH]
            parts.append((*quote.span(1), _speaker(re.split("[，,。！!]", behind)[0])))
    return parts


def _is_speech(quote: re.Match[str]) -> bool:
    """“可算修好了！”住在三楼的许阿姨喜出望外: no verb of saying, yet somebody's words."""
    return SENTENCE.fullmatch(quote[1]) is not None and not is_named(quote)


def _free(text: str, slots: Sequence[Slot]) -> list[Clause]:
    """The clauses outside short slots; a key in front of one is cut off."""
    shut = [s for s in slots if s.field is not Field.CONTENT]
    keys = {slot.value[0]: slot.key for slot in slots}
    free = []
    for clause in cut_clauses(text):
        if any(s.key[0] <= clause.start < s.value[1] for s in shut):
            continue
        start = next(
            (v for v, key in keys.items() if key[0] <= clause.start < v), clause.start
        )
        free.append(Clause(start, clause.end, text[start : clause.end], clause.last))
    return free


def _reactions(text: str, clauses: Sequence[Clause]) -> Iterator[_Part]:
    told = -1
    done = (ACTIVITY.search(text) or _HELD.search(text)) is not None
    titles = [quote.span(1) for quote in QUOTE.finditer(text) if is_title(quote)]
    for at, clause in enumerate(clauses):
        if clause.start < told:
            continue
        part = _telling(text, clauses, at) or _feeling(text, clauses, at, done=done)
        if part and part[1] - part[0] > 1 and not within(part[0], titles):
            told = part[1]
            yield part


def _telling(text: str, clauses: Sequence[Clause], at: int) -> _Part | None:
    """大姐说 … up to the end of the sentence or to another matter."""
    clause = clauses[at]
    tells = _tells(clause.text)
    all_say = _ALL_SAY.search(clause.text)
    if not tells or (NO_FEELING.search(clause.text) and not all_say):
        return None
    lead = clause.text[: tells.start()]
    speaker, rest = _speaker(lead), clause.text[tells.end() :].strip(_FRAME)
    before = clauses[at - 1] if at and not clauses[at - 1].last else None
    if before and _goes_on_about(before.text, lead, tells[0][0]):
        speaker, clause = _speaker(before.text) or speaker, _joined(text, before, clause)
    said_by_all = _ALL.search(lead) or "verb" in tells.groupdict()
    if not (speaker or not tells.start() or said_by_all or feels(clause.text)):
        return None
    if (_CALLED if all_say else ARRANGED).search(rest) or _is_planned(clauses, at, rest):
        return None
    last = at if rest or clauses[at].last else min(at + 1, len(clauses) - 1)
    while (
        last + 1 < len(clauses)
        and not clauses[last].last
        and not NEW_MATTER.match(clauses[last + 1].text)
    ):
        last += 1
    start = _opening(clause, tells.start(), speaker)
    if not rest and tells[0][-1] in "说叹慨映馈示讲言":
        if last == at:
            return None
        start = clauses[at + 1].start
    return *trim(text, start, clauses[last].end, _FRAME), speaker


def _is_planned(clauses: Sequence[Clause], at: int, rest: str) -> bool:
    """校方表示，将把…: what somebody in office means to do is no reaction."""
    said = rest or "".join(one.text for one in clauses[at + 1 : at + 2])
    return PLANNED.match(said) is not None


def _goes_on_about(before: str, lead: str, told: str) -> bool:
    """老人们围着看，直说好: the people of the clause before speak; 来了9个人，都说好: all do."""
    if not _AGAIN.fullmatch(lead) or find_feeling(before):
        return False
    return "都" not in lead + told or (
        SPEAKER.match(before) is not None and not _COUNTED.search(before)
    )


def _tells(clause: str) -> re.Match[str] | None:
    """The verb of telling; 我跟你们说 only calls for attention."""
    tells = find_telling(clause) or TOLD_BY.search(clause)
    return None if tells and _CALLING.search(clause, 0, tells.start()) else tells


def _joined(text: str, one: Clause, other: Clause) -> Clause:
    return Clause(one.start, other.end, text[one.start : other.end], other.last)


def _feeling(text: str, clauses: Sequence[Clause], at: int, *, done: bool) -> _Part | None:
    """A clause with a word of feeling; judgements count only where something was done."""
    clause = clauses[at]
    found = find_feeling(clause.text) if done else FEELING.search(clause.text)
    if not found or NO_FEELING.search(clause.text) or is_fact(clause.text):
        return None
    last = at
    while not clauses[last].last and last + 1 < len(clauses):
        if not _TURN.match(clauses[last + 1].text):
            break
        last += 1
    start = _opening(clause, found.start())
    return *trim(text, start, clauses[last].end, _FRAME), None


def _opening(clause: Clause, word: int, speaker: str | None = None) -> int:
    """Where a reaction begins: with its clause, or with its subject if that is endless."""
    if turnout := _TURNOUT.search(clause.text, 0, word + 2):
        return clause.start + turnout.end()
    who = clause.text.rfind(speaker, 0, word) if speaker else -1
    if who > _DONE_BEFORE and clause.text[who - 1] in "了完着好":
        return clause.start + who
    if word < LONG_CLAUSE:
        return clause.start
    subjects = list(SUBJECT.finditer(clause.text, max(0, word - _REACH), word))
    near = subjects[0].start() if subjects else max(0, word - 2)
    return clause.start + near


def _speaker(before: str) -> str | None:
    """Who speaks, from the words in front of 说."""
    before = _MANNER.sub("", before)
    people = [m for m in SPEAKER.finditer(before) if m.end() >= len(before) - _NEAR]
    if people:
        return _LEAD.sub("", people[-1][0]) or None
    name = _LEAD.sub("", _SETTING.sub("", before)).strip(_FRAME)
    return name if 1 < len(name) <= LONGEST_NAME and name.isalpha() else None
