"""What is known of the pictures that a case is about, for whoever looks at it."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import sight
from bot.looking import VERSION
from handlers.model.case import Case, CaseKind
from handlers.model.doubt import Doubt
from handlers.model.draft import Draft
from handlers.model.finding import Field, Picture
from handlers.model.seen import Seen
from handlers.staff import doubts
from store import codec, messages, seen
from store.console import subjects

KINDS = (CaseKind.UNSURE, CaseKind.PICTURE)


async def about(conn: AsyncConnection, case: Case) -> Doubt | None:
    """None for what no picture is the reason of, or what is forgotten."""
    if case.kind not in KINDS:
        return None
    name = str(case.room), subjects.message(case)
    found = (await messages.by_names(conn, [name])).get(name)
    if found is None or found.recalled:
        return None
    shas = codec.strings(found.inbound.body.get("pictures"))
    draft = await subjects.resting_on(conn, *name)
    known = await seen.known(conn, shas, VERSION)
    looked = {sha: sight.value(plain) for sha, plain in known.items()}
    shown = {**looked, **_shown(draft)}
    pictures = [shown.get(sha) for sha in shas]
    return doubts.about(case.kind, pictures, draft, found.inbound.at)


def _shown(draft: Draft | None) -> Mapping[str, Seen]:
    """As the record has them, whichever recogniser looked."""
    found = (f.value for f in draft.of(Field.PHOTO)) if draft else ()
    return {p.media: p.seen for p in found if isinstance(p, Picture) and p.seen}
