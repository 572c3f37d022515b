"""Nothing twice, nothing missing, whatever was told and in whichever order (D6)."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from handlers.model.activity import Activity
from handlers.model.finding import Count, Precision, When
from handlers.model.people import DraftId, OrganisationId, PersonId
from handlers.model.visit import Visit, VisitId
from handlers.visiting.joined import likely, pair
from tests.handlers.made import NOW, SETTINGS
from tests.handlers.visited import activity, visit
from tests.properties.chats import PROMISE

WHENS = st.none() | st.builds(
    lambda hours, precision: When(NOW + timedelta(hours=hours), None, precision),
    st.sampled_from((0, 1, 5, 24)),
    st.sampled_from(Precision),
)
PLACES = st.sampled_from((None, "北院菜园", "二楼教室"))
DOINGS = st.sampled_from(("分番茄苗", "学插花", "打太极", ""))
WHOSE = st.sampled_from((OrganisationId("garden"), OrganisationId("cloth")))
AUTHORS = st.sampled_from((PersonId("小周"), PersonId("小孙")))
COUNTS = st.none() | st.builds(Count, st.integers(1, 40))
RECORDS = st.lists(
    st.builds(
        lambda when, place, doing, whose, count: activity(
            when=when, place=place, content=(doing,), organisation=whose, headcount=count
        ),
        WHENS, PLACES, DOINGS, WHOSE, COUNTS,
    ),
    max_size=4,
).map(lambda made: [replace(a, id=DraftId(f"a{n}")) for n, a in enumerate(made)])  # fmt: skip
LOGS = st.lists(
    st.builds(
        lambda when, place, doing, whose, author: visit(
            when=when, place=place, told=(doing,), organisation=whose, author=author
        ),
        WHENS, PLACES, DOINGS, WHOSE, AUTHORS,
    ),
    max_size=4,
).map(lambda made: [replace(v, id=VisitId(f"v{n}")) for n, v in enumerate(made)])  # fmt: skip


@PROMISE
@given(RECORDS, LOGS)
def test_every_record_and_every_visit_stands_on_one_line(
    records: list[Activity], logs: list[Visit]
):
    lines = pair(records, logs, SETTINGS)

    assert sorted(one.activity.id for one in lines if one.activity) == [
        a.id for a in records
    ]
    assert sorted(v.id for one in lines for v in one.visits) == [v.id for v in logs]


@PROMISE
@given(RECORDS, LOGS)
def test_a_record_has_one_visit_of_an_author_and_of_its_own_organisation(
    records: list[Activity], logs: list[Visit]
):
    for one in pair(records, logs, SETTINGS):
        assert len({v.author for v in one.visits}) == len(one.visits)
        assert {v.organisation for v in one.visits} <= {one.organisation}


@PROMISE
@given(RECORDS, LOGS)
def test_the_order_of_arrival_makes_no_difference(
    records: list[Activity], logs: list[Visit]
):
    lines = pair(records, logs, SETTINGS)

    for turned in permutations(logs):
        assert pair(records[::-1], turned, SETTINGS) == lines


@PROMISE
@given(RECORDS, LOGS)
def test_a_visit_is_only_joined_to_what_it_is_likeliest_of(
    records: list[Activity], logs: list[Visit]
):
    for one in pair(records, logs, SETTINGS):
        for log in one.visits if one.activity else ():
            assert likely(log, records, SETTINGS) == (one.activity,)
