"""An entry of the knowledge holds from its first to its last day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.model.case import Entry

DAY = date(2026, 5, 9)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "valid"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY + ONE, None, False),
        (None, DAY - ONE, False),
        (DAY - ONE, DAY + ONE, True),
    ],
)
def test_an_entry_holds_on_its_days(since: date | None, until: date | None, valid: bool):
    entry = Entry("k", "问", "答", valid_from=since, valid_until=until)

    assert entry.valid(DAY) is valid


@pytest.mark.parametrize("until", [None, DAY - ONE])
def test_only_an_entry_that_somebody_approved_of_is_used(until: date | None):
    entry = Entry("k", "问", "答", valid_until=until)

    assert not entry.usable(DAY)
    assert replace(entry, approver="小何").usable(DAY) is (until is None)
