"""Both views of an activity, side by side."""

from handlers.model.finding import Count, Speech
from handlers.model.people import OrganisationId
from handlers.model.visit import Shot
from handlers.visiting import both_views
from handlers.visiting.both_views import Figures
from handlers.visiting.joined import pair
from tests.handlers.made import GARDEN, NOW, SETTINGS, STAFF, STATE
from tests.handlers.visited import COLLEAGUE, activity, visit

NAMES = {GARDEN.id: GARDEN.name}


def test_a_line_has_both_views_and_what_they_do_not_tell_alike():
    seen = visit(
        place="南门外",
        ideas=("做个值日表",),
        impressions=("很投入",),
        shots=(Shot("p", visit().message),),
    )
    own = activity(feedback=(Speech("下回还来"),), photos=("x", "y"))
    (one,) = pair([own], [seen, visit("w", author=COLLEAGUE)], SETTINGS)

    line = both_views.line(one, NAMES, STATE.people, SETTINGS)
    assert (line["day"], line["organisation"]) == (NOW.date(), GARDEN.name)
    assert line["own"] == {
        "id": "a",
        "when": own.when,
        "place": "北院菜园",
        "headcount": Count(28),
        "theme": "分苗",
        "told": ("分了两筐番茄苗",),
        "feedback": ("下回还来",),
        "photos": 2,
    }
    first, second = line["visits"]  # type: ignore[misc] -- a list of two
    assert (first["by"], first["ideas"], first["photos"]) == (STAFF, ("做个值日表",), 1)
    assert second["by"] == ""
    assert line["apart"] == [
        {"field": "place", "own": "北院菜园", "staff": "南门外"},
        {"field": "headcount", "own": Count(28), "staff": Count(25)},
        {"field": "headcount", "own": Count(28), "staff": Count(25)},
    ]


def test_a_line_without_a_record():
    (one,) = pair([], [visit()], SETTINGS)
    line = both_views.line(one, {}, {}, SETTINGS)
    assert (line["own"], line["organisation"], line["apart"]) == (None, "", [])


def test_figures_count_each_activity_once():
    cloth = OrganisationId("cloth")
    lines = pair(
        [activity(), activity("b", organisation=cloth)],
        [visit(), visit("w", when=None)],
        SETTINGS,
    )
    assert both_views.figures(lines) == Figures(
        activities=3, both=1, unvisited=1, unrecorded=1
    )
