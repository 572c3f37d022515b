"""The wire of wechaty in Python: RPCs of the service `wechaty.Puppet` over a world."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from grpclib.const import Cardinality, Handler, Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream
from wechaty_grpc.wechaty import puppet as wire

from tests.peers.wechat import Sent
from tests.peers.wechat_world import WeChatError, World

CHUNK = 65_536
Rpc = Stream[Any, Any]  # betterproto's, one of each pair below
Handle = Callable[[Rpc], Awaitable[None]]


def handlers(world: World, token: str, thawed: asyncio.Event) -> dict[str, Handler]:
    """Every RPC but the stream of events, by its path."""
    unary = {
        path(name): Handler(
            guarded(_unary(answer, world), token, thawed),
            Cardinality.UNARY_UNARY,
            getattr(wire, f"{name}Request"),
            getattr(wire, f"{name}Response"),
        )
        for name, answer in UNARY.items()
    }
    return unary | _streams(world, token, thawed)


def path(name: str) -> str:
    return f"/wechaty.Puppet/{name}"


def guarded(handle: Handle, token: str, thawed: asyncio.Event) -> Handle:
    """Refuses a wrong token, waits while the gateway is frozen, tells of what went wrong."""

    async def handler(stream: Rpc) -> None:
        await thawed.wait()
        assert stream.metadata is not None
        if stream.metadata.get("authorization") != f"Wechaty {token}":
            raise GRPCError(Status.UNAUTHENTICATED, "Invalid Wechaty TOKEN")
        try:
            await handle(stream)
        except (WeChatError, KeyError) as error:
            raise GRPCError(Status.UNKNOWN, str(error)) from error

    return handler


def _unary(answer: Callable[..., object], world: World) -> Handle:
    async def handle(stream: Rpc) -> None:
        response = answer(world, await stream.recv_message())
        if isinstance(response, SENT) and world.hangs():
            await asyncio.Event().wait()
        await stream.send_message(response)

    return handle


def _streams(world: World, token: str, thawed: asyncio.Event) -> dict[str, Handler]:
    async def download(stream: Rpc) -> None:
        asked = await stream.recv_message()
        assert asked is not None
        message = world.messages[asked.id]
        answer = stream._send_type
        await stream.send_message(
            answer(file_box_chunk=wire.FileBoxChunk(name=message.name))
        )
        for at in range(0, len(message.data), CHUNK):
            chunk = wire.FileBoxChunk(data=message.data[at : at + CHUNK])
            await stream.send_message(answer(file_box_chunk=chunk))

    async def upload(stream: Rpc) -> None:
        to, name, data = "", "", bytearray()
        async for part in stream:
            to = part.conversation_id or to
            name = part.file_box_chunk.name or name
            data += part.file_box_chunk.data
        sent = world.send_file(to, name, bytes(data))
        if world.hangs():
            await asyncio.Event().wait()
        await stream.send_message(wire.MessageSendFileStreamResponse(id=sent))

    def handler(name: str, handle: Handle, cardinality: Cardinality) -> Handler:
        kinds = getattr(wire, f"{name}Request"), getattr(wire, f"{name}Response")
        return Handler(guarded(handle, token, thawed), cardinality, *kinds)

    down, up = Cardinality.UNARY_STREAM, Cardinality.STREAM_UNARY
    return {
        path("MessageImageStream"): handler("MessageImageStream", download, down),
        path("MessageFileStream"): handler("MessageFileStream", download, down),
        path("MessageSendFileStream"): handler("MessageSendFileStream", upload, up),
    }


# --- one function for each RPC with one request and one response


def start(world: World, _: wire.StartRequest) -> wire.StartResponse:
    world.started()
    return wire.StartResponse()


def logout(world: World, _: wire.LogoutRequest) -> wire.LogoutResponse:
    world.logout()
    return wire.LogoutResponse()


def ding(world: World, request: wire.DingRequest) -> wire.DingResponse:
    world.emit("dong", {"data": request.data})
    return wire.DingResponse()


def version(_: World, __: wire.VersionRequest) -> wire.VersionResponse:
    return wire.VersionResponse(version="1.0.0")


def contact_list(world: World, _: wire.ContactListRequest) -> wire.ContactListResponse:
    return wire.ContactListResponse(ids=[*world.contacts])


def contact(
    world: World, request: wire.ContactPayloadRequest
) -> wire.ContactPayloadResponse:
    return wire.ContactPayloadResponse(id=request.id, name=world.contacts[request.id])


def room_list(world: World, _: wire.RoomListRequest) -> wire.RoomListResponse:
    return wire.RoomListResponse(ids=world.listed())


def room(world: World, request: wire.RoomPayloadRequest) -> wire.RoomPayloadResponse:
    known = world.known[request.id]
    return wire.RoomPayloadResponse(
        id=known.id, topic=known.topic, member_ids=known.members
    )


def members(
    world: World, request: wire.RoomMemberListRequest
) -> wire.RoomMemberListResponse:
    return wire.RoomMemberListResponse(member_ids=world.known[request.id].members)


def member(
    world: World, request: wire.RoomMemberPayloadRequest
) -> wire.RoomMemberPayloadResponse:
    return wire.RoomMemberPayloadResponse(
        id=request.member_id,
        name=world.contacts[request.member_id],
        room_alias=world.known[request.id].aliases.get(request.member_id, ""),
    )


def topic(world: World, request: wire.RoomTopicRequest) -> wire.RoomTopicResponse:
    if request.topic is None:
        return wire.RoomTopicResponse(topic=world.known[request.id].topic)
    world.known[request.id].topic = request.topic
    world.sent.append(Sent("topic", "", request.id, request.topic))
    return wire.RoomTopicResponse()


def invitation(
    world: World, request: wire.RoomInvitationPayloadRequest
) -> wire.RoomInvitationPayloadResponse:
    inviter, about = world.invitations[request.id]
    return wire.RoomInvitationPayloadResponse(
        id=request.id, inviter_id=inviter, topic=about
    )


def accept_invitation(
    world: World, request: wire.RoomInvitationAcceptRequest
) -> wire.RoomInvitationAcceptResponse:
    world.sent.append(Sent("invitation", request.id))
    return wire.RoomInvitationAcceptResponse()


def friendship(
    world: World, request: wire.FriendshipPayloadRequest
) -> wire.FriendshipPayloadResponse:
    who, hello = world.friendships[request.id]
    receive = wire.FriendshipType.FRIENDSHIP_TYPE_RECEIVE
    return wire.FriendshipPayloadResponse(
        id=request.id, contact_id=who, hello=hello, type=receive
    )


def accept_friendship(
    world: World, request: wire.FriendshipAcceptRequest
) -> wire.FriendshipAcceptResponse:
    world.sent.append(Sent("friendship", request.id))
    return wire.FriendshipAcceptResponse()


def message(
    world: World, request: wire.MessagePayloadRequest
) -> wire.MessagePayloadResponse:
    known = world.messages[request.id]
    return wire.MessagePayloadResponse(
        id=known.id,
        filename=known.name,
        text=known.text,
        timestamp=known.at,
        type=known.kind,
        from_id=known.who,
        room_id=known.room,
        to_id=known.listener,
        mention_ids=[*known.mentions],
    )


def send_text(
    world: World, request: wire.MessageSendTextRequest
) -> wire.MessageSendTextResponse:
    sent = world.send_text(request.conversation_id, request.text, request.mentonal_ids)
    return wire.MessageSendTextResponse(id=sent)


def recall(world: World, request: wire.MessageRecallRequest) -> wire.MessageRecallResponse:
    world.sent.append(Sent("recall", request.id))
    return wire.MessageRecallResponse(success=True)


SENT = wire.MessageSendTextResponse

UNARY: Mapping[str, Callable[..., object]] = {
    "Start": start,
    "Logout": logout,
    "Ding": ding,
    "Version": version,
    "ContactList": contact_list,
    "ContactPayload": contact,
    "RoomList": room_list,
    "RoomPayload": room,
    "RoomMemberList": members,
    "RoomMemberPayload": member,
    "RoomTopic": topic,
    "RoomInvitationPayload": invitation,
    "RoomInvitationAccept": accept_invitation,
    "FriendshipPayload": friendship,
    "FriendshipAccept": accept_friendship,
    "MessagePayload": message,
    "MessageSendText": send_text,
    "MessageRecall": recall,
}
