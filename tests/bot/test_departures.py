"""In which order what is due leaves, and how long an answer may wait (R8, R10, R12)."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import accumulate, count

from hypothesis import given
from hypothesis import strategies as st

from bot.config_sections import SenderSettings
from bot.departures import Departures
from bot.pace import MINUTE, Pace
from bot.precedence import HURRIED, precedence
from store.outbox import OutboxStatus, Queued
from tests.properties.chats import PROMISE
from tests.store.made import NOW, outgoing

SECOND = timedelta(seconds=1)
DEFAULT = SenderSettings(6, 3 * SECOND, (10, 5 * MINUTE))
UNBROKEN = SenderSettings(6, 3 * SECOND, None)
WITHIN = 10 * SECOND
FOUR_MINUTES = 240
UNHURRIED = ("bulletin", "thanks", "ask", "nudge", "digest", "of another time")
BURST = st.builds(
    lambda many, rooms: [(0, UNHURRIED[n % 6], rooms[n % 4]) for n in range(many)],
    st.integers(0, 60),
    st.sampled_from(("abcd", "aaaa")),
)
GAPS = st.lists(st.sampled_from((0, 1, 5, 20, 35, 61)), min_size=1, max_size=12)
MANY = st.lists(
    st.tuples(
        st.integers(0, FOUR_MINUTES),
        st.sampled_from((*UNHURRIED, *HURRIED)),
        st.sampled_from("abcd"),
    ),
    max_size=60,
)
Said = tuple[int, str, str]


def rows(said: Sequence[Said]) -> list[Queued]:
    """(second, purpose, room) of each, as rows in the order in which they were decided."""
    numbers = count(1)
    return [
        Queued(
            n := next(numbers),
            outgoing(str(n), room=room, purpose=purpose, at=NOW + seconds * SECOND),
            OutboxStatus.WAITING,
        )
        for seconds, purpose, room in sorted(said, key=lambda one: one[0])
    ]


def left(queued: Sequence[Queued], settings=DEFAULT, tick=1) -> dict[int, int]:
    """After how many seconds each row left, in that order; the clock ticks as it does live."""
    pace, waiting, gone = Pace(settings), list(queued), {}
    for second in range(0, 2 * 3600, tick):
        now = NOW + second * SECOND
        due = [one for one in waiting if one.outgoing.not_before <= now]
        departures = Departures(due, partial(moment, pace, now))
        for one, at in departures:
            if at <= now:
                pace.note(one.outgoing.room, precedence(one.outgoing.purpose), at)
                departures.left(one)
                waiting.remove(one)
                gone[one.id] = second
        if not waiting:
            break
    return gone


def moment(pace, now, queued):
    out = queued.outgoing
    at = pace.departure(queued.id, out.room, out.not_before, precedence(out.purpose))
    return max(at, now)


@PROMISE
@given(BURST, st.integers(0, FOUR_MINUTES), st.sampled_from("ae"))
def test_one_question_is_acknowledged_and_answered_in_time_whatever_else_is_to_be_said(
    burst, second, room
):
    asked = [(second, "acknowledge", room), (second, "escalate", "staff")]
    brought_back = (second + 30, "relay", room)

    queued = rows([*burst, *asked, brought_back])
    gone = left(queued)

    for one in queued:
        if one.outgoing.purpose in ("acknowledge", "relay"):
            due = (one.outgoing.not_before - NOW) // SECOND
            assert gone[one.id] - due <= WITHIN // SECOND


@PROMISE
@given(BURST, GAPS)
def test_three_hurried_messages_a_minute_are_in_time_whatever_else_is_to_be_said(
    burst, gaps
):
    """An answer is brought back within 10 seconds, a question acknowledged within 30."""
    asked = [
        (s, "relay" if n % 2 else "acknowledge", f"own{n}")
        for n, s in enumerate(accumulate(gaps))
    ]
    queued = rows([*burst, *asked])

    gone = left(queued, UNBROKEN)

    hurried = [one for one in queued if one.outgoing.purpose in HURRIED]
    for one in hurried:
        due = (one.outgoing.not_before - NOW) // SECOND
        before = [o for o in hurried if due - 60 < gone[o.id] <= gone[one.id]]
        limit = 10 if one.outgoing.purpose == "relay" else 30
        assert len(before) > 3 or gone[one.id] - due <= limit


@PROMISE
@given(MANY)
def test_everything_leaves_and_nothing_too_fast(said):
    queued = rows(said)

    gone = left(queued)

    assert len(gone) == len(queued)
    rooms = {one.id: one.outgoing.room for one in queued}
    for second in gone.values():
        within = [id_ for id_, s in gone.items() if second - 60 < s <= second]
        assert len(within) <= 6
        for room in "abcd":
            window = [s for id_, s in gone.items() if rooms[id_] == room]
            assert len([s for s in window if second - 300 < s <= second]) <= 10


def test_what_nobody_waits_for_leaves_in_the_order_in_which_it_was_decided():
    bulletins = [(0, "bulletin", "leaders") for _ in range(15)]
    thanks = [(0, "thanks", f"own{n}") for n in range(15)]

    gone = left(rows([one for pair in zip(thanks, bulletins, strict=True) for one in pair]))

    assert all(second <= 25 * row for row, second in gone.items())


@PROMISE
@given(MANY)
def test_in_a_room_only_what_is_more_hurried_overtakes(said):
    queued = rows(said)

    order = list(left(queued))

    for one in queued:
        for later in queued[one.id :]:
            if one.outgoing.room == later.outgoing.room and order.index(
                later.id
            ) < order.index(one.id):
                assert precedence(later.outgoing.purpose) < precedence(one.outgoing.purpose)
