"""Both gateways speak the wire, so that what passes with one of them means something."""

import asyncio
import hashlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.const import Cardinality, Status
from grpclib.exceptions import GRPCError, StreamTerminatedError
from wechaty_grpc.wechaty import PuppetStub
from wechaty_grpc.wechaty import puppet as wire

from tests.peers.certificates import certificate
from tests.peers.gateway import NodeGateway, node_gateway, wechaty_ca
from tests.peers.wechat import BOT, TOKEN, Kind, Settings, WeChat
from tests.peers.wechat_gateway import wechat_gateway

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOM = "garden@chatroom"
LOST = (OSError, GRPCError, StreamTerminatedError)
WITHIN = 20  # seconds: a hang is a failure, a slow machine is not


class Client:
    """As much of a client as shows that the gateway speaks."""

    def __init__(self, stub: PuppetStub, channel: Channel) -> None:
        self.stub, self.channel = stub, channel
        self._events = stub.event().__aiter__()

    async def event(self, name: str) -> dict[str, object]:
        """The payload of the next event of this name; others are passed over."""
        wanted = wire.EventType[f"EVENT_TYPE_{name}"]
        while True:
            event = await asyncio.wait_for(self._events.__anext__(), WITHIN)
            if event.type == wanted:
                return json.loads(event.payload)

    async def message(self) -> wire.MessagePayloadResponse:
        found = await self.event("MESSAGE")
        return await self.stub.message_payload(id=str(found["messageId"]))

    async def upload(self, to: str, name: str, data: bytes) -> str:
        kinds = wire.MessageSendFileStreamRequest, wire.MessageSendFileStreamResponse
        method = "/wechaty.Puppet/MessageSendFileStream"
        up, metadata = Cardinality.STREAM_UNARY, self.stub.metadata
        async with self.channel.request(method, up, *kinds, metadata=metadata) as stream:
            await stream.send_message(kinds[0](conversation_id=to))
            await stream.send_message(kinds[0](file_box_chunk=wire.FileBoxChunk(name=name)))
            for at in range(0, len(data), 65_536):
                chunk = wire.FileBoxChunk(data=data[at : at + 65_536])
                await stream.send_message(kinds[0](file_box_chunk=chunk))
            await stream.end()
            return (await stream.recv_message()).id


@asynccontextmanager
async def client(
    wechat: WeChat,
    token: str = TOKEN,
    tls: ssl.SSLContext | None = None,
    server_name: str = "localhost",
) -> AsyncIterator[Client]:
    host, _, port = wechat.endpoint.rpartition(":")
    named = Configuration(ssl_target_name_override=server_name)
    channel = Channel(host, int(port), ssl=tls, config=named)
    try:
        metadata = {"authorization": f"Wechaty {token}"}
        yield Client(PuppetStub(channel, metadata=metadata), channel)
    finally:
        channel.close()


async def until(found: Callable[[], Awaitable[object]]) -> None:
    """Asks again and again."""
    async with asyncio.timeout(WITHIN):
        while True:
            if await found():
                return
            await asyncio.sleep(0.01)


async def heard_by(wechat: WeChat, *, nobody: bool = False) -> bool:
    return (await wechat.health()).listening is not nobody


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(node: None) -> AsyncIterator[NodeGateway]:
    """One process for all tests here: to start Node takes longer than any of them."""
    async with node_gateway() as wechat:
        yield wechat


@pytest.fixture(params=["python", pytest.param("node", marks=pytest.mark.gateway)])
def opened(request: pytest.FixtureRequest) -> NodeGateway | None:
    """Nothing stands for the gateway in Python, which each test opens for itself."""
    return request.getfixturevalue("shared") if request.param == "node" else None


@pytest_asyncio.fixture(loop_scope="module")
async def wechat(opened: NodeGateway | None) -> AsyncIterator[WeChat]:
    async with AsyncExitStack() as stack:
        if opened is None:
            wechat: WeChat = await stack.enter_async_context(wechat_gateway())
        else:
            wechat = opened
            await opened.renew()
        await wechat.contact("wang", "王阿姨")
        await wechat.room(ROOM, "花园小组", [BOT, "wang"])
        yield wechat


async def test_a_client_is_told_who_is_logged_in(wechat: WeChat) -> None:
    async with client(wechat) as one:
        assert await one.event("LOGIN") == {"contactId": BOT}
        await one.stub.start()
        health = await wechat.health()
    assert (health.logged_in, health.listening) == (True, True)


async def test_a_text_with_mentions_arrives(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        said = await wechat.say("wang", ROOM, "@bot 下午好", mentions=[BOT])
        message = await one.message()
    assert (message.id, message.text, message.type) == (said, "@bot 下午好", Kind.TEXT)
    assert (message.from_id, message.room_id, message.mention_ids) == ("wang", ROOM, [BOT])


async def test_a_private_text_has_no_room(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.say("wang", BOT, "在吗")
        message = await one.message()
    assert (message.room_id, message.to_id) == ("", BOT)


async def test_quotes_and_recalls_are_texts_of_their_own(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        said = await wechat.say("wang", ROOM, "四位")
        await wechat.quote("wang", ROOM, "改成五位", name="王阿姨", quoted="四位")
        await wechat.recall("wang", ROOM, said)
        _, quote, recall = [await one.message() for _ in range(3)]
    assert quote.text.startswith("「王阿姨：四位」\n")
    assert quote.text.endswith("\n改成五位")
    assert (recall.type, recall.text) == (Kind.RECALLED, said)


async def test_pictures_of_sixteen_megabytes_pass_both_ways(wechat: WeChat) -> None:
    picture = bytes(range(256)) * 65_536
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.image("wang", ROOM, picture, "huge.jpg")
        message = await one.message()
        parts = [
            part.file_box_chunk
            async for part in one.stub.message_image_stream(id=message.id, type=3)
        ]
        await one.upload(ROOM, "back.jpg", picture)
    assert message.type == Kind.IMAGE
    assert b"".join(part.data or b"" for part in parts) == picture
    assert [part.name for part in parts if part.name] == ["huge.jpg"]
    (sent,) = await wechat.sent()
    assert (sent.kind, sent.to, sent.name, sent.size) == (
        "file",
        ROOM,
        "back.jpg",
        16 << 20,
    )
    assert sent.sha256 == hashlib.sha256(picture).hexdigest()


async def test_a_send_is_kept_and_echoes(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        answer = await one.stub.message_send_text(
            conversation_id=ROOM, text="@王阿姨 收到", mentonal_ids=["wang"]
        )
        echo = await one.message()
    assert (echo.id, echo.from_id, echo.text) == (answer.id, BOT, "@王阿姨 收到")
    (sent,) = await wechat.sent()
    assert (sent.id, sent.mentions) == (answer.id, ("wang",))


async def test_a_send_fails_when_told_to(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await wechat.fail_next_send()
        with pytest.raises(GRPCError):
            await one.stub.message_send_text(conversation_id=ROOM, text="一")
        await one.stub.message_send_text(conversation_id=ROOM, text="二")
    assert [sent.text for sent in await wechat.sent()] == ["二"]


async def test_a_send_hangs_when_told_to(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await wechat.hang_next_send()
        send = asyncio.create_task(
            one.stub.message_send_text(conversation_id=ROOM, text="一")
        )
        await until(wechat.sent)
        assert not send.done()
        send.cancel()
        with pytest.raises(asyncio.CancelledError):
            await send


async def test_nothing_is_sent_while_logged_out(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.logout()
        assert (await one.event("LOGOUT"))["contactId"] == BOT
        with pytest.raises(GRPCError):
            await one.stub.message_send_text(conversation_id=ROOM, text="一")
        await wechat.scan("https://login.example/x")
        assert (await one.event("SCAN"))["qrcode"] == "https://login.example/x"
        await wechat.login()
        await one.event("LOGIN")
        await one.stub.message_send_text(conversation_id=ROOM, text="二")


async def test_rooms_change(wechat: WeChat) -> None:
    await wechat.contact("li", "小李")
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.join(ROOM, ["li"], by="wang")
        assert (await one.event("ROOM_JOIN"))["inviteeIdList"] == ["li"]
        await wechat.alias(ROOM, "li", "三号楼小李")
        member = await one.stub.room_member_payload(id=ROOM, member_id="li")
        assert (member.name, member.room_alias) == ("小李", "三号楼小李")
        await wechat.topic(ROOM, "花园小组二", by="wang")
        assert (await one.event("ROOM_TOPIC"))["newTopic"] == "花园小组二"
        await wechat.leave(ROOM, ["wang"], by="wang")
        assert (await one.event("ROOM_LEAVE"))["removeeIdList"] == ["wang"]
        room = await one.stub.room_payload(id=ROOM)
    assert (room.topic, room.member_ids) == ("花园小组二", [BOT, "li"])


async def test_invitations_and_friends(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.invite("i1", "wang", "新小组")
        assert await one.event("ROOM_INVITE") == {"roomInvitationId": "i1"}
        invitation = await one.stub.room_invitation_payload(id="i1")
        assert (invitation.inviter_id, invitation.topic) == ("wang", "新小组")
        await one.stub.room_invitation_accept(id="i1")
        await wechat.friendship("f1", "wang", "我是三号楼的")
        assert await one.event("FRIENDSHIP") == {"friendshipId": "f1"}
        friend = await one.stub.friendship_payload(id="f1")
        assert (friend.contact_id, friend.hello) == ("wang", "我是三号楼的")
        await one.stub.friendship_accept(id="f1")
        recalled = await one.stub.message_recall(id="m1")
    assert recalled.success
    kinds = [(sent.kind, sent.id) for sent in await wechat.sent()]
    assert kinds == [("invitation", "i1"), ("friendship", "f1"), ("recall", "m1")]


async def test_any_event_can_be_sent(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.error()
        assert set(await one.event("ERROR")) == {"gerror"}
        await wechat.error({"data": "old"})
        assert await one.event("ERROR") == {"data": "old"}
        said = await wechat.say("wang", ROOM, "一")
        await wechat.repeat(said)
        assert (await one.message()).id == (await one.message()).id == said
        await wechat.forget(said)
        with pytest.raises(GRPCError):
            await one.stub.message_payload(id=said)


async def test_a_ding_is_answered_by_a_dong(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await one.stub.ding(data="7")
        assert await one.event("DONG") == {"data": "7"}


async def test_a_burst_and_ten_thousand_rooms(wechat: WeChat) -> None:
    await wechat.rooms(10_000)
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.burst("wang", ROOM, 200)
        texts = [(await one.message()).text for _ in range(200)]
        rooms = await one.stub.room_list()
        last = await one.stub.room_payload(id="many9999@chatroom")
    assert texts == [f"m{number}" for number in range(200)]
    assert len(rooms.ids) == 10_001
    assert last.topic == "many9999"


async def test_a_wrong_token_is_refused(wechat: WeChat) -> None:
    async with client(wechat, token="wrong") as one:
        with pytest.raises(GRPCError) as refused:
            await one.event("LOGIN")
    assert refused.value.status is Status.UNAUTHENTICATED


async def test_a_second_client_is_refused_until_the_first_goes(wechat: WeChat) -> None:
    async with client(wechat) as first:
        await first.event("LOGIN")
        async with client(wechat) as second:
            with pytest.raises(GRPCError) as refused:
                await second.event("LOGIN")
        assert refused.value.status is Status.ALREADY_EXISTS
    await until(lambda: heard_by(wechat, nobody=True))
    async with client(wechat) as third:
        await third.event("LOGIN")


async def test_a_stop_ends_the_stream_and_a_start_logs_in_again(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await one.stub.stop()
        with pytest.raises(StopAsyncIteration):
            await one.event("LOGIN")
    async with client(wechat) as two:
        heard = asyncio.create_task(two.event("LOGIN"))
        await until(lambda: heard_by(wechat))
        await two.stub.start()
        assert await heard == {"contactId": BOT}


async def test_links_are_cut(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.drop()
        with pytest.raises(LOST):
            await one.event("LOGIN")
    async with client(wechat) as two:
        await two.event("LOGIN")


async def test_a_frozen_gateway_answers_nothing(wechat: WeChat) -> None:
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.freeze()
        ding = asyncio.create_task(one.stub.ding(data="1"))
        await asyncio.wait({ding}, timeout=0.3)
        assert not ding.done()
        await wechat.thaw()
        await ding
        assert await one.event("DONG") == {"data": "1"}


async def test_a_killed_gateway_comes_back_without_its_messages(wechat: WeChat) -> None:
    said = await wechat.say("wang", ROOM, "一")
    async with client(wechat) as one:
        await one.event("LOGIN")
        await wechat.kill()
        with pytest.raises(LOST):
            await one.event("LOGIN")
    await wechat.start()
    async with client(wechat) as two:
        await two.event("LOGIN")
        assert (await two.stub.room_payload(id=ROOM)).topic == "花园小组"
        with pytest.raises(GRPCError):
            await two.stub.message_payload(id=said)
        await wechat.say("wang", ROOM, "二")
        assert (await two.message()).text == "二"


async def logs_in(wechat: WeChat, one: Client) -> None:
    """The code was asked for before anybody listened."""
    assert (await one.event("SCAN"))["status"] == 2
    await wechat.login()
    assert await one.event("LOGIN") == {"contactId": BOT}


async def test_an_account_can_wait_for_its_login() -> None:
    async with wechat_gateway(Settings(logged_in=False)) as wechat:
        await wechat.scan("https://login.example/y")
        async with client(wechat) as one:
            await logs_in(wechat, one)


async def test_tls_with_a_certificate_of_the_tests(tmp_path: Path) -> None:
    ours, foreign = certificate(tmp_path), certificate(tmp_path, "elsewhere")
    async with wechat_gateway(Settings(tls=ours.server())) as wechat:
        async with client(wechat, tls=ours.client()) as one:
            assert await one.event("LOGIN") == {"contactId": BOT}
        async with client(wechat, tls=foreign.client()) as two:
            with pytest.raises(ssl.SSLCertVerificationError):
                await two.event("LOGIN")


@pytest.mark.gateway
@pytest.mark.usefixtures("node")
async def test_tls_with_the_certificate_of_wechaty_and_a_login() -> None:
    trusting = ssl.create_default_context(cadata=wechaty_ca())
    trusting.set_alpn_protocols(["h2"])
    async with node_gateway(Settings(tls=True, logged_in=False)) as wechat:
        await wechat.scan("https://login.example/y")
        async with client(wechat, tls=trusting, server_name="insecure") as one:
            await logs_in(wechat, one)


@pytest.mark.gateway
@pytest.mark.usefixtures("node")
async def test_an_order_that_node_cannot_follow_says_why() -> None:
    async with node_gateway() as wechat:
        with pytest.raises(RuntimeError, match="would not join"):
            await wechat.join("nowhere@chatroom", [BOT], by=BOT)
