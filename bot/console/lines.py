"""Cases as a page lists them: what each is about in a few words, whose it is, how old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Listed
from handlers.model.draft import Draft
from handlers.model.finding import Field, Words
from handlers.model.people import OrganisationId
from handlers.model.settings import Settings
from handlers.read.address import without_address
from store import directory
from store.console import names, subjects
from store.console.accounts import Account
from store.console.subjects import Subject


@dataclass(frozen=True, slots=True)
class Line:
    """One case.  words: of what it is about, as far as they are known.  missing: fields.

    taken_by, closed_by: names, "" for nobody known.  mine: whoever looks took it.
    """

    listed: Listed
    subject: Subject
    words: str
    missing: tuple[str, ...]
    taken_by: str
    closed_by: str
    mine: bool

    @property
    def number(self) -> int:
        return self.listed.number

    @property
    def kind(self) -> str:
        return self.listed.case.kind.value

    @property
    def place(self) -> str:
        return self.listed.organisation_name or self.listed.room_name

    @property
    def at(self) -> datetime:
        return self.listed.case.at

    @property
    def outcome(self) -> str:
        return self.listed.outcome.value if self.listed.outcome else ""


def myself(account: Account) -> tuple[str, ...]:
    """Under which ids the account takes cases."""
    own = f"{names.ACCOUNT}{account.id}"
    return (account.person, own) if account.person else (own,)


async def told(
    conn: AsyncConnection, listed: Sequence[Listed], account: Account, settings: Settings
) -> list[Line]:
    """As `account` sees them, in the same order."""
    about = await subjects.of(conn, [one.case for one in listed])
    people = await names.of(
        conn, [p for one in listed for p in (one.taken_by, one.closed_by)]
    )
    wanted = await _required(conn, [s.draft for s in about.values() if s.draft], settings)
    mine = myself(account)
    lines: list[Line] = []
    for one in listed:
        subject = about.get(one.case.subject, Subject())
        lines.append(
            Line(
                one,
                subject,
                words_of(subject),
                _missing(subject.draft, wanted),
                people.get(one.taken_by or "", ""),
                people.get(one.closed_by or "", ""),
                mine=one.taken_by in mine,
            )
        )
    return lines


def words_of(subject: Subject) -> str:
    """The question, the message, or what the record calls the activity."""
    if subject.question is not None:
        return without_address(subject.question.words)
    if subject.draft is not None:
        return _activity(subject.draft)
    return subject.words


def _activity(draft: Draft) -> str:
    known = map(draft.value, (Field.THEME, Field.CONTENT))
    return next((value.text for value in known if isinstance(value, Words)), "")


async def _required(
    conn: AsyncConnection, drafts: Sequence[Draft], settings: Settings
) -> Mapping[OrganisationId, tuple[Field, ...]]:
    """What each of their organisations is asked for."""
    wanted = {draft.organisation: settings.coach.required for draft in drafts}
    for one in await directory.organisations(conn, wanted.keys()) if wanted else ():
        if one.required is not None:
            wanted[one.id] = tuple(map(Field, one.required))
    return wanted


def _missing(
    draft: Draft | None, required: Mapping[OrganisationId, tuple[Field, ...]]
) -> tuple[str, ...]:
    if draft is None:
        return ()
    return tuple(field.value for field in draft.missing(required[draft.organisation]))
