"""Browsers without windows, and what they find on the console's pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import ClientResponse, ClientSession
from yarl import URL

PASSWORD = "a word nobody guesses"


@dataclass
class Browser:
    """Somebody's browser: keeps its cookies, follows nothing by itself."""

    url: str
    client: ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and page of an address under /console; “303 /there” for a redirect."""
        async with self.client.get(
            f"{self.url}/console{path}", allow_redirects=False, headers=headers
        ) as answer:
            return await _told(answer)

    async def post(self, path: str, **form: str | Sequence[str]) -> tuple[int, str]:
        """Sends a form as a page holds it: its csrf and a mark of its own are filled in."""
        return await self.send(path, {**await self.hidden(), **form})

    async def send(
        self, path: str, form: Mapping[str, str | Sequence[str]], **headers: str
    ) -> tuple[int, str]:
        """Exactly this form."""
        pairs = [
            (name, one)
            for name, value in form.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        async with self.client.post(
            f"{self.url}/console{path}", data=pairs, allow_redirects=False, headers=headers
        ) as answer:
            return await _told(answer)

    async def hidden(self, page: str = "/me") -> dict[str, str]:
        """The hidden fields of a form on a page; of the sign-in form outside."""
        status, text = await self.get(page)
        if status == 303:
            _, text = await self.get("/sign-in")
        return {name: hidden_in(text, name) for name in ("csrf", "once")}

    async def sign_in(self, name: str = "ada", password: str = PASSWORD) -> tuple[int, str]:
        return await self.post("/sign-in", name=name, password=password)

    def cookie(self, name: str = "peiban_console") -> str | None:
        called = cookie_name(self.url, name)
        found = [one for one in self.client.cookie_jar if one.key == called]
        return found[0].value if found else None

    async def led_to(self, answer: tuple[int, str]) -> str:
        """The page that a form leads to."""
        status, there = answer
        assert status == 303, there
        status, page = await self.get(there.removeprefix("/console"))
        assert status == 200
        return page

    async def is_inside(self) -> bool:
        return (await self.get("/me"))[0] == 200


def cookie_name(url: str, name: str = "peiban_console") -> str:
    """What a cookie of the bot at this address is called."""
    return f"{name}_{URL(url).port}"


def hidden_in(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, f"no {name} in {text[:300]}"
    return found[1]


async def _told(answer: ClientResponse) -> tuple[int, str]:
    if answer.status == 303:
        return 303, answer.headers["Location"]
    return answer.status, await answer.text()
