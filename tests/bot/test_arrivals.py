"""Which rows may be a question, and which of them a model is asked about."""

from dataclasses import replace

import pytest

from bot import arrivals
from store.inbox import Waiting
from tests.store.made import message


def row(text: str, **body: object) -> Waiting:
    inbound = message("m1", text)
    return Waiting(7, replace(inbound, body={**inbound.body, **body}), 1)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("雨伞呢", {"mentions": ["bot"]}),
        ("好", {"voices": ["v1"]}),
        ("押金要几块", {"quote": "b1"}),
        ("那要是丢了呢？", {}),
        ("发票交给谁？", {}),
        ("2", {}),
    ],
)
def test_what_may_be_for_us_gets_the_knowledge_and_the_model(
    text: str, body: dict[str, object]
):
    assert arrivals.asks(row(text, **body))
    assert arrivals.wondered(row(text, **body)) == text


def test_what_neighbours_ask_gets_the_knowledge_for_it_may_go_on_after_an_answer():
    assert arrivals.asks(row("明天几点集合？"))
    assert arrivals.wondered(row("明天几点集合？")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "我去打听一下",
        "李叔，我去打听一下",
        "@李叔 我去打听一下",
        "李叔我去打听一下",
        "我去打听一下 @李叔",
    ],
)
def test_who_promises_an_answer_takes_its_card_whomever_they_call(text: str):
    assert arrivals.asks(row(text))
    assert arrivals.wondered(row(text)) == ""


def test_talk_gets_nothing():
    for text in ("早上好", "如果下雨就不去了", "李叔，我去买菜", "我来" * 80, ""):
        assert not arrivals.asks(row(text))
        assert not arrivals.wondered(row(text))
