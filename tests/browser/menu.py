"""The console's menu: folded on a phone, side by side on a desk."""

from playwright.async_api import Page

FOLDED = 896  # pixels wide at most, 56 rem: console.css


async def choose(page: Page, name: str) -> None:
    """The page of that name.

    The window's width decides, not what is visible: before its stylesheet has come a
    page shows both menus.
    """
    size = page.viewport_size
    assert size is not None
    folded = size["width"] <= FOLDED
    if folded:
        await page.locator("summary", has_text="菜单").click()
    menu = page.locator("details.on-phone nav" if folded else "nav.on-desk")
    await menu.get_by_role("link", name=name, exact=True).click()
