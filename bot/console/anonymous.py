"""Words as funders read them: nobody is named, no number can be called (R14)."""

from collections.abc import Collection
from dataclasses import replace

from handlers.model.activity import Activity
from handlers.read.pseudonyms import disguise
from handlers.read.speakers import may_be_name


def without_names(activity: Activity, people: Collection[str]) -> Activity:
    """The record with placeholders for the names in it, and without who came or spoke."""
    speakers = (one.speaker for one in activity.feedback)
    spoke = {one for one in speakers if one and may_be_name(one)}
    known = {*people, *spoke, *activity.attendees, *activity.registered}

    def plain(text: str) -> str:
        return disguise(text, activity.filed_at, known).text

    return replace(
        activity,
        place=plain(activity.place) if activity.place else None,
        theme=plain(activity.theme) if activity.theme else None,
        content=tuple(map(plain, activity.content)),
        feedback=tuple(
            replace(one, text=plain(one.text), speaker=None) for one in activity.feedback
        ),
        attendees=(),
        registered=(),
        signin=None,
        record_sheet=None,
    )
