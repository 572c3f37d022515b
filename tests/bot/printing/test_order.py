"""The way into the worker process and out of it."""

import pytest

from bot.printing.errors import PrintError
from bot.printing.order import carry_out, read_page, write_book, write_leaf, write_order
from bot.printing.packages import missing
from tests.bot.printing.made import DATA, TEMPLATE, photo


def test_what_is_ordered_is_printed(tmp_path):
    order = write_order(tmp_path, TEMPLATE, DATA, [photo(tmp_path)])

    assert carry_out(order) == str(tmp_path / "page")
    assert read_page(order).startswith(b"\xff\xd8\xff")


def test_a_book_is_bound_of_leaves_that_were_laid_out(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        order = write_leaf(tmp_path / name, DATA, [photo(tmp_path)], blur=False)
        assert carry_out(order) == str(tmp_path / name)

    book = write_book(tmp_path, TEMPLATE, ["a", "b", "a"])
    carry_out(book)

    assert b"/Count 3" in read_page(book)


def test_an_order_that_was_not_carried_out_has_no_page(tmp_path):
    with pytest.raises(PrintError, match="not there"):
        read_page(write_order(tmp_path, TEMPLATE, DATA, []))


def test_all_packages_are_there():
    assert missing() == []
