"""Passwords: argon2id, beside the event loop, a few at a time."""

import asyncio
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200  # characters
AT_ONCE = 2  # each takes 64 MB for a moment


@dataclass(frozen=True, slots=True)
class Passwords:
    """hasher: with the parameters of today; hashes of other parameters are still understood."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def hash(self, password: str) -> str:
        """What is kept."""
        async with self.turns:
            return await asyncio.to_thread(self.hasher.hash, password)

    async def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; without a kept one it takes as long to say no."""
        if kept is None:
            await self.hash(password)
            return False
        async with self.turns:
            return await asyncio.to_thread(self._fits, kept, password)

    def is_old(self, kept: str) -> bool:
        """Whether it was hashed with other parameters than today's."""
        return self.hasher.check_needs_rehash(kept)

    def _fits(self, kept: str, password: str) -> bool:
        try:
            return self.hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def problem_with(password: str, name: str) -> str | None:
    """Why it is no good password, as a key of prompts/console/_password.html.j2."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = password.casefold()
    if len(set(plain)) < SHORTEST // 2 or (name and name.casefold() in plain):
        return "easy"
    return None
