"""Events on their way: order of each room, bounded memory, no event lost to a defect."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.channels.wechaty.arriving import ON_THEIR_WAY, READY, Arriving, Looked
from store.inbox import Inbound

NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)


def row(lane: str, name: str) -> Inbound:
    return Inbound("wechaty", lane, name, "message", lane, None, NOW, NOW, {})


def given_up(event: str) -> Sequence[Inbound]:
    return [row("lost", event)]


class Slow:
    """Looks and completes only when it is let."""

    def __init__(self) -> None:
        self.looks: dict[str, asyncio.Event] = {}
        self.completes: dict[str, asyncio.Event] = {}

    async def look(self, event: str) -> Looked:
        await self.looks.setdefault(event, asyncio.Event()).wait()

        async def complete() -> Sequence[Inbound]:
            await self.completes.setdefault(event, asyncio.Event()).wait()
            return [row(event[0], event)]

        return Looked(event[0], complete)

    def let(self, gates: dict[str, asyncio.Event], *events: str) -> None:
        for event in events:
            gates.setdefault(event, asyncio.Event()).set()


async def test_each_room_keeps_its_order_and_waits_for_no_other() -> None:
    slow = Slow()
    arriving = Arriving(slow.look, given_up)
    for event in ("a1", "a2", "b1"):
        await arriving.put(event)
    slow.let(slow.looks, "b1", "a2", "a1")
    slow.let(slow.completes, "a2", "b1")
    assert (await arriving.take()).external_id == "b1"
    slow.let(slow.completes, "a1")
    assert [(await arriving.take()).external_id for _ in range(2)] == ["a1", "a2"]
    assert arriving._ends == {}


async def test_whoever_brings_too_much_waits() -> None:
    slow = Slow()
    arriving = Arriving(slow.look, given_up)
    names = [f"a{number}" for number in range(ON_THEIR_WAY + READY + 50)]

    async def bring() -> None:
        for name in names:
            await arriving.put(name)

    bringing = asyncio.create_task(bring())
    await asyncio.sleep(0.05)
    assert len(arriving._tasks) == ON_THEIR_WAY
    assert not bringing.done()
    slow.let(slow.looks, *names)
    slow.let(slow.completes, *names)
    await asyncio.sleep(0.05)
    assert not bringing.done()
    took = [(await arriving.take()).external_id for _ in names]
    await bringing
    assert took == names


async def test_a_defect_costs_one_event() -> None:
    async def look(event: str) -> Looked:
        if event == "a1":
            raise ValueError(event)

        async def complete() -> Sequence[Inbound]:
            if event == "a2":
                raise KeyError(event)
            return [row("a", event)]

        return Looked("a", complete)

    arriving = Arriving(look, given_up)
    for event in ("a1", "a2", "a3"):
        await arriving.put(event)
    took = [await arriving.take() for _ in range(3)]
    assert sorted((one.room, one.external_id) for one in took) == [
        ("a", "a3"),
        ("lost", "a1"),
        ("lost", "a2"),
    ]


async def test_a_row_that_came_about_otherwise_is_given_too() -> None:
    arriving = Arriving(Slow().look, given_up)
    await arriving.put("a1")
    await arriving.give(row("x", "x1"))
    assert (await arriving.take()).external_id == "x1"
    await arriving.stop()
    assert not arriving._tasks


async def test_what_was_stopped_on_its_way_begins_again_in_its_order() -> None:
    slow = Slow()
    arriving = Arriving(slow.look, given_up)
    for event in ("a1", "b1", "a2"):
        await arriving.put(event)
    slow.let(slow.looks, "b1")
    await arriving.stop()
    arriving.go_on()
    await arriving.put("a3")
    slow.let(slow.looks, "a1", "a2", "a3")
    slow.let(slow.completes, "a1", "a2", "a3", "b1")
    took = [(await arriving.take()).external_id for _ in range(4)]
    assert [name for name in took if name != "b1"] == ["a1", "a2", "a3"]
    assert arriving._ends == {}


async def test_who_begins_again_has_as_much_space_as_before() -> None:
    slow = Slow()
    arriving = Arriving(slow.look, given_up)
    names = [f"a{number}" for number in range(ON_THEIR_WAY)]
    for name in names:
        await arriving.put(name)
    for _ in range(2):
        await arriving.stop()
    arriving.go_on()
    bringing = asyncio.create_task(arriving.put("a_last"))
    await asyncio.sleep(0.05)
    assert not bringing.done()
    slow.let(slow.looks, *names, "a_last")
    slow.let(slow.completes, *names, "a_last")
    took = [(await arriving.take()).external_id for _ in [*names, "a_last"]]
    assert took == [*names, "a_last"]
    await bringing
    assert arriving._space._value == ON_THEIR_WAY
