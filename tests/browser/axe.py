"""axe-core looks whether everybody can use a page; .ci/browser fetches it from npm."""

from pathlib import Path
from typing import TypedDict

from playwright.async_api import Page

from tests.conftest import missing

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOK = """async (rules) => (await axe.run({ runOnly: rules })).violations.flatMap(
  ({ id, impact, nodes }) => nodes.map((node) => ({ id, impact, where: node.html })))"""


class Problem(TypedDict):
    """One element that breaks one rule.  impact: minor, moderate, serious or critical."""

    id: str
    impact: str
    where: str


async def problems(page: Page) -> list[Problem]:
    """All that is not good on the page as it stands.  Skips the test without axe-core."""
    if not SCRIPT.is_file():
        missing("no axe-core: run .ci/browser, or `npm ci` in tests/browser")
    await page.evaluate(SCRIPT.read_text("utf-8"))  # a script element would be refused
    found: list[Problem] = await page.evaluate(LOOK, list(RULES))
    return found
