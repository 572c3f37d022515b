"""The language model, over real HTTP: what it sees, what it may say, and what goes wrong."""

import asyncio
import json
import sys
from dataclasses import replace as changed
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import config
from bot.completion import LONGEST
from bot.errands import MAX_TRIES, WAIT, Asked
from bot.errors import ErrandFailedError, PeibanError
from bot.language_model import SERVICE, missing
from bot.replay import replay
from bot.runners import open_runners
from handlers.model.effects import CloseCase
from handlers.model.errand import ErrandKind
from handlers.model.finding import Count, Field, Words
from store import errands, lanes, outbox, spending
from store.changes import Changes
from store.media import MediaStore
from store.spending import Spending
from tests.bot.model_desk import desk
from tests.peers.model_server import cut, model_server, says, stalls, without_schema
from tests.peers.serving import Behaviour, endless, fails, sends, waits
from tests.store.made import NOW, SETTING, message

NOTE = "昨天下午赵姐带着我们在凉亭缠花球，来了9个人，要问打13812345678"
ACTIVITY: dict[str, object] = {
    "time_words": "昨天下午",
    "place": "凉亭",
    "headcount": 9,
    "headcount_words": "9个人",
    "feedback": [],
    "attendees": ["〔人1〕"],
    "content": "〔人1〕带着我们在凉亭缠花球",
    "theme": None,
}
REPORT: dict[str, object] = {"kind": "report", "activities": [ACTIVITY]}
KEY = "a secret of the operator"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEIBAN_MODEL_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "*")


async def test_a_good_answer_becomes_a_record_that_cites_the_message():
    async with model_server(says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        assert await bot.drafts() == []
        bot.clock.move(NOW + timedelta(seconds=2))

        assert await bot.ask() == 1

        [opened] = await bot.drafts()
        assert opened.value(Field.HEADCOUNT) == Count(9)
        assert opened.value(Field.CONTENT) == Words("赵姐带着我们在凉亭缠花球")
        assert opened.messages() == {"m1"}
        assert await bot.open_cases() == 0
        assert bot.used == [("language_model", 1, 0), ("language_model", 0, 300)]
        assert server.keys == [f"Bearer {KEY}"]


async def test_what_leaves_the_house_is_the_message_without_names_and_numbers():
    async with model_server(says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        [sent] = server.words
        assert sent == "昨天下午〔人1〕带着我们在凉亭缠花球，来了9个人，要问打〔号1〕"
        [request] = server.requests
        everything = json.dumps(request, ensure_ascii=False)
        for secret in ("赵姐", "13812345678", "导览", "三井", "m1", "r1", "p1"):
            assert secret not in everything
            assert secret.encode() not in server.bodies[0] or secret in ("m1", "r1", "p1")
        assert "2026年5月9日" in everything


@pytest.mark.parametrize(
    "behaviour",
    [
        says("this is no JSON"),
        says("[1, 2]"),
        says('"report"'),
        says('{"kind": "report", "activities": [{"place": "凉'),
        says("{" * 5_000 + "}" * 5_000),
        says('{"kind": ' + "[" * 900 + "]" * 900 + "}"),
        says('{"kind": "\\ud800", "n": ' + "9" * 40 + "}"),
        says("   "),
        says({"kind": "party", "activities": []}),
        says({"verdict": "report"}),
        says({"kind": "chat", "activities": []}),
        says({**REPORT, "activities": [{**ACTIVITY, "headcount": "nine"}]}),
        sends(b"<html>busy</html>"),
        sends({"choices": []}),
        sends({"choices": [{"message": {"content": None}}]}),
        sends([]),
        endless,
        fails(400),
        fails(401),
        fails(404),
        fails(422),
    ],
)
async def test_an_answer_that_is_none_leaves_the_case_with_staff(behaviour: Behaviour):
    async with model_server(behaviour) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))

        assert await bot.ask() == 1

        assert await bot.drafts() == []
        assert await bot.open_cases() == 1
        assert len(server.bodies) <= 2
        async with bot.database.read() as conn:
            assert await errands.next_due(conn, ErrandKind.READING) is None
            assert await outbox.waiting_count(conn) == 0


@pytest.mark.parametrize("behaviour", [fails(429), fails(500), fails(503)])
async def test_a_server_in_trouble_is_asked_again_a_few_times(behaviour: Behaviour):
    async with model_server(behaviour) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        for wait in (0, 1, 5, 21, 85):
            bot.clock.move(NOW + wait * WAIT)
            await bot.ask()

        assert len(server.bodies) == MAX_TRIES
        assert await bot.open_cases() == 1


async def test_a_server_that_recovers_is_heard():
    async with model_server(fails(500), says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        assert await bot.ask() == 0
        bot.clock.move(NOW + WAIT)

        assert await bot.ask() == 1
        assert len(await bot.drafts()) == 1


async def test_a_server_that_refuses_connections_is_given_up():
    async with model_server(says(REPORT)) as gone:
        pass
    async with desk(gone) as bot:
        await bot.hear(message("m1", NOTE))
        for wait in (0, 1, 5):
            bot.clock.move(NOW + wait * WAIT)
            await bot.ask()

        assert bot.outcomes == [
            "again: no connection",
            "again: no connection",
            "no connection",
        ]
        assert await bot.open_cases() == 1


async def test_a_slow_server_is_not_waited_for():
    slow = waits(30, says(REPORT))
    async with model_server(slow) as server, desk(server, timeout="0.3s") as bot:
        await bot.hear(message("m1", NOTE))

        assert await bot.ask() == 0
        assert bot.outcomes == ["again: timeout"]


async def test_a_server_that_hangs_up_in_the_middle_is_asked_again():
    async with model_server(cut, says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        assert await bot.ask() == 0
        bot.clock.move(NOW + WAIT)

        assert await bot.ask() == 1
        assert bot.outcomes == ["again: no connection", "answered"]


async def test_a_server_that_falls_silent_in_the_middle_is_a_timeout():
    async with model_server(stalls) as server, desk(server, timeout="0.3s") as bot:
        with pytest.raises(ErrandFailedError, match="timeout") as raised:
            await bot.errands.runner.run(Asked(message("m1", NOTE), ()))
        assert raised.value.again


@pytest.mark.parametrize("status", [400, 422])
async def test_a_server_without_schemas_is_asked_without(status: int):
    async with (
        model_server(without_schema(REPORT, status)) as server,
        desk(server, per_day=3) as bot,
    ):
        await bot.hear(message("m1", NOTE))
        await bot.ask()
        await bot.hear(message("m2", f"{NOTE}！"))
        await bot.ask()

        asked = ["response_format" in request for request in server.requests]
        assert asked == [True, False, False]
        assert bot.used.count(("language_model", 1, 0)) == 3


@pytest.mark.parametrize(
    "content",
    [f"```json\n{json.dumps(REPORT)}\n```", f"<think>{{?}}</think>{json.dumps(REPORT)}"],
)
async def test_json_in_a_wrapping_is_read_all_the_same(content: str):
    async with model_server(says(content)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        assert len(await bot.drafts()) == 1


async def test_a_liar_is_believed_only_where_the_message_says_so():
    lie = {**ACTIVITY, "place": "大会堂", "headcount": 900, "headcount_words": "9个人"}
    answer = {"kind": "report", "activities": [{**lie, "content": "在凉亭缠花球"}]}
    async with model_server(says(answer)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        [opened] = await bot.drafts()
        for finding in opened.findings:
            if isinstance(finding.value, Words):
                assert finding.value.text in NOTE
        assert opened.value(Field.HEADCOUNT) in (None, Count(9))


async def test_the_day_has_a_budget_that_a_restart_does_not_renew():
    async with model_server(says(REPORT)) as server, desk(server, per_day=1) as bot:
        await bot.hear(message("m1", NOTE), message("m2", f"{NOTE}！"))

        assert await bot.ask() == 2
        assert len(server.bodies) == 1
        assert sorted(bot.outcomes) == ["answered", "over budget"]
        assert len(await bot.drafts()) == 1
        async with open_runners(
            bot.config, bot.database, MediaStore(Path()), bot.clock.now, lambda *_: None
        ) as runners:
            again = changed(bot.errands, runner=runners[ErrandKind.READING])
            await bot.hear(message("m3", f"{NOTE}。"))
            assert await again.step() == 1
        assert len(server.bodies) == 1
        bot.clock.move(NOW + DAY)
        await bot.hear(message("m4", f"{NOTE}～", at=NOW + DAY))
        await bot.ask()
        assert len(server.bodies) == 2


async def test_tokens_have_a_budget_as_well():
    chat = says({"kind": "chat", "activities": []}, tokens=500)
    async with model_server(chat) as server, desk(server, tokens_per_day=400) as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()
        await bot.hear(message("m2", f"{NOTE}！"))
        await bot.ask()

        assert len(server.bodies) == 1
        assert bot.outcomes == ["answered", "over budget"]


@pytest.mark.parametrize("content", ["  ", "no JSON", '{"kind": "party"}'])
async def test_what_is_no_answer_has_its_price(content: str):
    async with (
        model_server(says(content, tokens=500)) as server,
        desk(server) as bot,
    ):
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        assert bot.used[-1] == ("language_model", 0, 500)


@pytest.mark.parametrize(
    ("behaviour", "least"),
    [
        (sends({"choices": [{"message": {"content": "no JSON"}}]}), 7),
        (sends({"choices": [{"message": {"content": None}}], "usage": 7}), 1),
        (sends(b"<html>busy</html>"), 17),
        (endless, LONGEST),
    ],
    ids=["no JSON", "nothing", "html", "endless"],
)
async def test_without_a_price_prompt_and_answer_count_by_length(
    behaviour: Behaviour, least: int
):
    async with model_server(behaviour) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        [request] = server.requests
        asked = sum(len(one["content"]) for one in request["messages"])
        assert bot.used[-1][2] >= asked + least


async def test_tokens_are_charged_to_the_day_of_the_request():
    slow = waits(0.2, says(REPORT))
    async with model_server(slow) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        asking = asyncio.create_task(bot.errands.step())
        while not server.bodies:  # noqa: ASYNC110 -- a real server on the same loop
            await asyncio.sleep(0.01)
        bot.clock.move(NOW + DAY)
        await asking

        today = NOW.astimezone(bot.config.zone).date()
        async with bot.database.read() as conn:
            assert await spending.spent(conn, SERVICE, today) == Spending(1, 300)
            assert await spending.spent(conn, SERVICE, today + DAY) == Spending()


async def test_killed_between_answer_and_commit_it_asks_again_and_doubles_nothing():
    async with model_server(says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        async with bot.database.begin() as conn:
            await errands.claim(conn, ErrandKind.READING, NOW, 1, timedelta(minutes=1))
        await bot.errands.runner.run(Asked(message("m1", NOTE), ("赵姐",)))
        async with bot.database.begin() as conn:  # here it died; this is the next start
            await errands.release_all(conn, NOW)

        assert await bot.ask() == 1
        assert len(server.bodies) == 2
        assert len(await bot.drafts()) == 1


async def test_a_recall_while_the_model_thinks_throws_its_answer_away():
    async with model_server(waits(0.2, says(REPORT))) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE))
        asking = asyncio.create_task(bot.errands.step())
        await asyncio.sleep(0.1)
        recall = changed(message("recall:m1"), kind="recall", body={"message": "m1"})
        await bot.hear(recall)

        assert await asking == 0
        await bot.hear()
        assert await bot.drafts() == []


async def test_what_staff_have_decided_meanwhile_stays_so():
    async with model_server(says(REPORT)) as server, desk(server) as bot:
        await bot.hear(message("m1", NOTE), message("m2", f"{NOTE}！"))
        assert await bot.errands.step() == 2  # both answers lie in the inbox
        async with bot.database.begin() as conn:
            closed = [CloseCase("r1/m1", NOW + timedelta(seconds=1))]
            await lanes.save(conn, Changes(closed=closed))

        await bot.hear()

        assert [draft.messages() for draft in await bot.drafts()] == [{"m2"}]


async def test_a_recall_before_it_is_asked_sends_nothing():
    async with model_server(says(REPORT)) as server, desk(server) as bot:
        recall = changed(message("recall:m1"), kind="recall", body={"message": "m1"})
        await bot.hear(message("m1", NOTE), recall)

        assert await bot.ask() == 0
        assert server.bodies == []


@pytest.mark.parametrize("replayed", [False, True])
async def test_a_replay_asks_only_where_it_is_told_to(replayed: bool, tmp_path: Path):
    post = {"at": "2026-05-09T09:30:00+08:00", "room": "r1", "from": "p2", "id": "m1"}
    end = {"at": "2026-05-09T10:00:00+08:00", "end": True}
    lines = ({"setting": SETTING}, {**post, "text": NOTE}, end)
    chat = tmp_path / "chat.jsonl"
    chat.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    async with model_server(says(REPORT)) as server:
        keys = {"url": server.url, "model": "tiny", "replay": replayed}
        chosen = {f"language_model.{name}": value for name, value in keys.items()}
        loaded = config.load(None, {"intake.confidence": 1, **chosen})

        said = await replay(chat, lambda _: loaded, None, lambda steps: steps)

        assert len(server.bodies) == replayed
        assert any("activity" in line for line in said) is replayed


NAMES = st.sampled_from(["赵姐", "钱叔", "小孙", "李建国", "方阿姨"])
PHONES = st.from_regex(r"1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}", fullmatch=True)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(NAMES, PHONES), min_size=1, max_size=4))
def test_whoever_and_whatever_is_named_the_server_never_learns_it(secrets: list[str]):
    text = f"昨天下午我们在凉亭缠花球，来了9个人，找{'，'.join(secrets)}"

    async def sent() -> tuple[list[str], list[bytes]]:
        async with model_server(says(REPORT)) as server, desk(server) as bot:
            await bot.hear(message("m1", text))
            await bot.ask()
            return server.words, server.bodies

    words, bodies = asyncio.run(sent())

    for secret in secrets:
        assert all(secret not in one for one in words)
        assert all(
            secret not in json.dumps(json.loads(b), ensure_ascii=False) for b in bodies
        )
        assert all(secret.encode() not in one for one in bodies)


def settings_of(**keys: object) -> config.LanguageModelSettings:
    given = {f"language_model.{name}": value for name, value in keys.items()}
    return config.load(None, given).language_model


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch):
    url = "http://127.0.0.1:9/v1"

    assert missing(settings_of()) is None
    assert missing(settings_of(url=url, model="tiny")) is None
    assert missing(settings_of(url=url, model="tiny", key_env="")) is None
    assert "language_model.model is empty" in str(missing(settings_of(url=url)))
    monkeypatch.delenv("PEIBAN_MODEL_KEY")
    said = missing(settings_of(url=url, model="tiny"))
    assert said is not None
    assert "PEIBAN_MODEL_KEY" in said
    monkeypatch.setitem(sys.modules, "openai", None)  # as if it were not installed
    assert "the package openai is missing" in str(
        missing(settings_of(url=url, model="tiny"))
    )


async def test_a_model_that_cannot_work_stops_the_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PEIBAN_MODEL_KEY")
    async with model_server(says(REPORT)) as server:
        with pytest.raises(PeibanError, match="PEIBAN_MODEL_KEY"):
            async with desk(server):
                pytest.fail("it must not start")


async def test_a_server_that_wants_no_key_gets_none_of_ours():
    async with model_server(says(REPORT)) as server, desk(server, key_env="") as bot:
        await bot.hear(message("m1", NOTE))
        await bot.ask()

        assert server.keys == ["Bearer none"]
