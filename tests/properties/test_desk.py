"""Whatever staff do at the desk, nothing that was stated is lost and nobody is counted twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from handlers import lane
from handlers.desk.deeds import on_deed
from handlers.model.deed import (
    Correct,
    Deed,
    File,
    Merge,
    Reissue,
    Restore,
    Split,
    Withdraw,
)
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    Effect,
    FileActivity,
    KeepDraft,
    Refuse,
    Say,
    StrikeActivity,
)
from handlers.model.events import AtDesk
from handlers.model.finding import Count, Field, Finding, Source, Speech, Value, Words
from handlers.model.people import DraftId, MessageId
from handlers.model.state import State
from tests.handlers.made import (
    ANNA,
    COMPLETE,
    LEADERS,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    draft,
    state,
)
from tests.properties.chats import PROMISE

NAMES = ("d1", "d2", "d3")
IDS = some.sampled_from(tuple(map(DraftId, (*NAMES, "nowhere"))))
MESSAGES = some.sampled_from([MessageId(f"{one}/{n}") for one in NAMES for n in range(3)])
VALUES: dict[Field, some.SearchStrategy[Value]] = {
    Field.HEADCOUNT: some.builds(Count, some.integers(0, 60), some.booleans()),
    Field.SERVED: some.builds(Count, some.integers(0, 60)),
    Field.PLACE: some.builds(Words, some.sampled_from(("活动室", "西门", "树下"))),
    Field.CONTENT: some.builds(Words, some.sampled_from(("扦插", "剪枝", "浇水"))),
    Field.FEEDBACK: some.builds(Speech, some.sampled_from(("学会了", "还想来"))),
}
SOURCES = some.sampled_from((Source.PICTURE, Source.NOTE, Source.ANSWER, Source.CORRECTION))
FIELDS = some.sampled_from(tuple(VALUES))


@some.composite
def records(draw: some.DrawFn) -> tuple[Draft, ...]:
    """Three records of one organisation, each of up to three messages, some of them filed."""
    return tuple(draw(_record(name)) for name in NAMES)


@some.composite
def _record(draw: some.DrawFn, name: str) -> Draft:
    complete = draw(some.booleans())
    own = [_finding(f, v, name, 0) for f, v in COMPLETE.items()] if complete else []
    more = draw(some.lists(some.tuples(FIELDS, some.integers(0, 2)), max_size=5))
    own += [_finding(f, draw(VALUES[f]), name, n, draw(SOURCES)) for f, n in more]
    open_ = (Status.GATHERING, Status.OPEN, Status.HANDED_OVER)
    status = Status.FILED if complete else draw(some.sampled_from(open_))
    found = tuple(dict.fromkeys(own))
    made = replace(draft(), id=DraftId(name), findings=found, status=status)
    return replace(made, version=1, filed_at=NOW) if complete else made


def _finding(
    field: Field, value: Value, name: str, number: int, source: Source = Source.NOTE
) -> Finding:
    at = NOW + timedelta(minutes=10 * number + NAMES.index(name))
    return Finding(field, value, source, MessageId(f"{name}/{number}"), None, ANNA, at)


@some.composite
def corrections(draw: some.DrawFn) -> Correct:
    field = draw(FIELDS)
    values = draw(some.lists(VALUES[field], max_size=2, unique_by=str))
    return Correct(draw(IDS), field, tuple(values), draw(some.booleans()))


DEEDS: some.SearchStrategy[Deed] = some.one_of(
    corrections(),
    some.builds(Merge, IDS, IDS, some.booleans()),
    some.builds(Split, IDS, some.lists(MESSAGES, max_size=3).map(tuple), some.booleans()),
    some.builds(Withdraw, IDS, some.just("")),
    some.builds(Restore, IDS),
    some.builds(Reissue, IDS, some.integers(1, 3)),
    some.builds(File, IDS),
)
SHIFTS = some.lists(DEEDS, max_size=12)


class Ledger:
    """What the ledger and the rooms hold after some deeds.  counted: by record."""

    def __init__(self, there: Sequence[Draft]) -> None:
        self.state: State = state(*there)
        self.counted = {one.id for one in there if one.status is Status.FILED}
        self.said: list[Say] = []
        self._row = 0

    def do(self, deed: Deed) -> list[Effect]:
        self._row += 1
        now = NOW + timedelta(hours=self._row)
        event = AtDesk(self._row, MessageId(f"desk/{self._row}"), STAFF, now, deed)
        effects = on_deed(self.state, event, SETTINGS)
        self.state = lane.advance(self.state, effects)
        for effect in effects:
            match effect:
                case FileActivity(activity):
                    self.counted.add(activity.id)
                case StrikeActivity(gone):
                    self.counted.discard(gone)
                case Say():
                    self.said.append(effect)
        return effects

    def stated(self) -> Counter[Finding]:
        """All that anybody ever stated, wherever it stands now."""
        told = Counter(f for one in self.state.drafts for f in one.findings)
        struck = (s.finding for one in self.state.drafts for s in one.struck)
        return told + Counter(struck)


@PROMISE
@given(records(), SHIFTS)
def test_nothing_that_a_member_stated_is_ever_lost(
    there: Sequence[Draft], shift: list[Deed]
):
    ledger = Ledger(there)
    before = ledger.stated()
    for deed in shift:
        ledger.do(deed)

    now = ledger.stated()
    assert Counter({f: n for f, n in now.items() if f.source is not Source.DESK}) == before


@PROMISE
@given(records(), SHIFTS)
def test_the_ledger_holds_what_is_filed_and_each_statement_counts_once(
    there: Sequence[Draft], shift: list[Deed]
):
    ledger = Ledger(there)
    for deed in shift:
        ledger.do(deed)

        filed = {d.id for d in ledger.state.drafts if d.status is Status.FILED}
        assert filed == ledger.counted
        assert max(ledger.stated().values(), default=1) == 1


@PROMISE
@given(records(), SHIFTS)
def test_the_group_hears_of_nothing_that_is_done_at_the_desk(
    there: Sequence[Draft], shift: list[Deed]
):
    ledger = Ledger(there)
    for deed in shift:
        ledger.do(deed)

    assert {say.room for say in ledger.said} <= {LEADERS, STAFF_ROOM}
    assert ROOM not in {say.room for say in ledger.said}
    keys = [say.key for say in ledger.said if say.key is not None]
    assert len(keys) == len(set(keys))


@PROMISE
@given(records(), SHIFTS, DEEDS)
def test_the_same_deed_twice_changes_nothing_the_second_time(
    there: Sequence[Draft], shift: list[Deed], deed: Deed
):
    ledger = Ledger(there)
    for one in (*shift, deed):
        ledger.do(one)

    again = ledger.do(deed)
    assert not again or all(isinstance(effect, Refuse) for effect in again)


@PROMISE
@given(records(), some.lists(MESSAGES, min_size=1, max_size=3))
def test_what_was_split_and_merged_again_states_the_same(
    there: Sequence[Draft], messages: list[MessageId]
):
    ledger = Ledger(there)
    effects = ledger.do(Split(DraftId("d1"), tuple(messages)))
    made = [e.draft.id for e in effects if isinstance(e, KeepDraft) and e.draft.id != "d1"]
    for id_ in made:
        ledger.do(Merge(id_, DraftId("d1")))

    [before] = [one for one in there if one.id == "d1"]
    [after] = [one for one in ledger.state.drafts if one.id == "d1"]
    assert set(after.findings) == set(before.findings)
