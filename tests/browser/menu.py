"""The console's menu: folded on a phone, side by side on a desk."""

from playwright.async_api import Page

SIDE_BY_SIDE = 896  # pixels wide, 56 rem: console.css


async def choose(page: Page, name: str) -> None:
    """The page of that name.

    The window's width decides, not what is visible: before its stylesheet has come a
    page shows both menus.
    """
    size = page.viewport_size
    assert size is not None
    if size["width"] <= SIDE_BY_SIDE:
        await page.locator("summary", has_text="菜单").click()
    link = page.get_by_role("navigation", name="页面").get_by_role("link", name=name)
    await link.and_(page.get_by_text(name, exact=True)).click()
