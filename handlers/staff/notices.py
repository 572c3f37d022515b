"""Staff tell many organisations something: shown first, said after 确认 (R8, R10, R16)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import moments
from handlers.model.case import Question
from handlers.model.effects import Effect, KeepTalk, Say, Why
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.notice import Addressee, Notice
from handlers.model.people import DraftId, PersonId, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.privacy import impersonal
from handlers.read.address import without_address
from handlers.read.asked import without_numbers
from handlers.read.following import greeting
from handlers.read.orders import Order, called, confirmed, dropped, read_notice, read_order
from handlers.read.questions import thanks
from handlers.read.specifics import names_somebody
from handlers.read.staff import asks_for_list
from handlers.staff.answering import on_cards
from handlers.staff.telling import told_staff

STANDS = timedelta(minutes=30)  # a proposal; who confirms later proposes anew


def settle(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """确认 from whoever proposed it, or from anybody who quotes the proposal; 取消 drops it.

    Whoever quotes or names anything else speaks of that.
    """
    if not (confirmed(event.text) or dropped(event.text)):
        return None
    notice = _meant(state, event)
    if notice is None:
        return _not_meant(state, event, settings)
    if dropped(event.text):
        return [_kept(state, event.room, notice.by)]
    if event.now - notice.at > STANDS:
        gone = _kept(state, event.room, notice.by)
        return [gone, told_staff(event, "notices/expired", {}, settings)]
    if notice.passed and event.quoted is None:
        return _ask_again(state, notice, event, settings)
    return _sent(state, notice, event, settings)


def passed(state: State, event: MessageArrived) -> list[KeepTalk]:
    """Other words of its author leave a proposal waiting, but 确认 no more plain."""
    mine = _own(state, event)
    if mine is None or mine.passed or event.quoted is not None or greeting(event.text):
        return []
    if confirmed(event.text) or thanks(event.text) or asks_for_list(event.text):
        return []
    return [_kept(state, event.room, mine.by, replace(mine, passed=True))]


def propose(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """“通知所有队：…” shows what would go where; nothing is said there yet."""
    told = read_notice(event.text, to_us=event.mentioned)
    if told is None:
        return None
    known = [one.name for one in state.addressees]
    wanted = {name: called(name, known) for name in told.names}
    unknown = [name for name, meant in wanted.items() if meant is None]
    if told.names and len(unknown) == len(wanted) and not event.mentioned:
        return None  # “通知王姐：…” is said among colleagues
    if unknown or not known:
        data: dict[str, object] = {"unknown": unknown, "known": known}
        return [told_staff(event, "notices/unknown", data, settings)]
    chosen = [a for a in state.addressees if not told.names or a.name in wanted.values()]
    notice = _notice(event, told.text, chosen)
    return _proposed(state, replace(notice, photos=event.pictures), chosen, event, settings)


def answer_to_all(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """“#12 发给大家”: what one group asked is told to the others too."""
    if read_order(without_numbers(event.text)) is not Order.TO_ALL:
        return None
    for _, question in on_cards(state, event):
        others = [one for one in state.addressees if one.room != question.room]
        if question.replies and others:
            reply = question.replies[-1]
            notice = replace(_notice(event, reply.text, others), photos=reply.photos)
            notice = replace(notice, question=_asked(state, question))
            return _proposed(state, notice, others, event, settings)
    return None


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """A proposal that was taken back is not confirmed by mistake."""
    talk = state.talk(event.room)
    left = tuple(one for one in talk.notices if one.message != event.message)
    return [] if left == talk.notices else [KeepTalk(replace(talk, notices=left))]


def _asked(state: State, question: Question) -> str:
    """What was asked; nothing where it names somebody or has a number (R14)."""
    asked = without_address(question.text)
    teams = [one.name for one in state.addressees]
    own = impersonal(asked, state.people.values()) != asked
    return "" if own or names_somebody(asked, teams) else asked


def _meant(state: State, event: MessageArrived) -> Notice | None:
    """The quoted proposal, whoever made it; else the sender's own."""
    quoted = event.quoted
    if quoted is None:
        return _own(state, event)
    here = state.talk(event.room).notices
    about = (
        one
        for one in here
        if quoted.draft == _draft(event.room, one) or quoted.message == one.message
    )
    return next(about, None)


def _own(state: State, event: MessageArrived) -> Notice | None:
    here = state.talk(event.room).notices
    return next((one for one in here if one.by == event.sender), None)


def _not_meant(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """确认 to what waits no more, or to what only somebody else may confirm."""
    quoted = event.quoted
    if not confirmed(event.text):
        return None
    if quoted is not None:
        ours = (quoted.draft or "").startswith(_drafts(event.room))
        return [told_staff(event, "notices/gone", {}, settings)] if ours else None
    here = state.talk(event.room).notices
    others = [one for one in here if event.now - one.at <= STANDS]
    if not others:
        return None
    names = [name for one in others if (name := state.name(one.by))]
    return [told_staff(event, "notices/others", {"names": names}, settings)]


def _ask_again(
    state: State, notice: Notice, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """Once; the next 确认 is plain again."""
    asked = _kept(state, event.room, notice.by, replace(notice, passed=False))
    again = told_staff(event, "notices/again", {"text": notice.text}, settings)
    return [asked, replace(again, draft=_draft(event.room, notice))]


def _sent(
    state: State, notice: Notice, event: MessageArrived, settings: Settings
) -> list[Effect]:
    later = moments.allowed(event.now, settings) > event.now
    rooms: dict[str, object] = {"count": len(notice.rooms), "later": later}
    return [
        _kept(state, event.room, notice.by),
        *(_say(notice, room, event, settings) for room in notice.rooms),
        told_staff(event, "notices/sent", rooms, settings),
    ]


def _kept(
    state: State, room: RoomId, by: PersonId, notice: Notice | None = None
) -> KeepTalk:
    """What waits, with this in the place of that person's own."""
    talk = state.talk(room)
    others = tuple(one for one in talk.notices if one.by != by)
    mine = () if notice is None else (notice,)
    return KeepTalk(replace(talk, notices=(*others, *mine)))


def _drafts(room: RoomId) -> str:
    return f"notice/{room}/"


def _draft(room: RoomId, notice: Notice) -> DraftId:
    """What a quote of the proposal is about."""
    return DraftId(f"{_drafts(room)}{notice.message}")


def _notice(event: MessageArrived, text: str, chosen: Iterable[Addressee]) -> Notice:
    rooms: Sequence[RoomId] = [one.room for one in chosen]
    return Notice(event.sender, event.now, event.message, text, tuple(rooms))


def _proposed(
    state: State,
    notice: Notice,
    chosen: Sequence[Addressee],
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    answered = read_order(without_numbers(event.text)) is Order.TO_ALL
    data: dict[str, object] = {
        "names": [one.name for one in chosen],
        "text": notice.text,
        "question": notice.question,
        "unasked": answered and not notice.question,
        "photos": len(notice.photos),
    }
    shown = told_staff(event, "notices/proposed", data, settings)
    kept = _kept(state, event.room, notice.by, notice)
    return [kept, replace(shown, draft=_draft(event.room, notice))]


def _say(notice: Notice, room: RoomId, event: MessageArrived, settings: Settings) -> Say:
    return Say(
        room,
        Why.NOTICE,
        "notices/notice",
        {"text": notice.text, "question": notice.question},
        photos=notice.photos,
        key=f"notice/{event.room}/{notice.message}/{room}",
        not_before=moments.allowed(event.now, settings),
    )
