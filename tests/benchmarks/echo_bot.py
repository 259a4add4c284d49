"""The plainest bot that matrix-nio can make, as its documentation shows: sync_forever, a callback, room_send.

It answers every message with the message. It remembers nothing, understands nothing and survives nothing.
"""

import asyncio
import sys

from nio import AsyncClient, MatrixRoom, RoomMessageText


async def main(homeserver: str, user_id: str, password: str) -> None:
    client = AsyncClient(homeserver, user_id)

    async def answer(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != user_id:
            relation = {"m.in_reply_to": {"event_id": event.event_id}}
            content = {"msgtype": "m.notice", "body": event.body, "m.relates_to": relation}
            await client.room_send(room.room_id, "m.room.message", content)

    await client.login(password)
    await client.sync(full_state=True)
    client.add_event_callback(answer, RoomMessageText)
    await client.sync_forever(timeout=30_000)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
