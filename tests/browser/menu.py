"""The console's menu: folded on a phone, side by side on a desk."""

from playwright.async_api import Page


async def choose(page: Page, name: str) -> None:
    """The page of that name."""
    menu = page.locator("summary", has_text="菜单")
    if await menu.is_visible():
        await menu.click()
    link = page.get_by_role("navigation", name="页面").get_by_role("link", name=name)
    await link.and_(page.get_by_text(name, exact=True)).click()
