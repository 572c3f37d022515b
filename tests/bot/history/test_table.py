"""Format `csv`: a table of messages."""

from pathlib import Path

import pytest

from bot.errors import InputError
from bot.history import table
from bot.history.told import Line, Told, Trouble
from tests.bot.history.given import local, source

HEAD = "Type,SubType,StrTime,NickName,Remark,Sender,StrContent,Src"
AT = "2026-05-09 09:00:00"


def read(*rows: str, head: str = HEAD, folder: Path = Path()) -> list[Line]:
    return list(table.read("\n".join((head, *rows)), source(folder)))


def row(kind: int, content: str, sub: str = "0", src: str = "") -> str:
    return f'{kind},{sub},{AT},宋,老宋,wx1,"{content}",{src}'


def test_texts_are_told_with_every_name_of_their_sender():
    assert read(row(1, "早\n都起来了吗"), row(1, "好")) == [
        Told(2, local(AT), ("宋", "老宋", "wx1"), "早\n都起来了吗"),
        Told(4, local(AT), ("宋", "老宋", "wx1"), "好"),
    ]


def test_seconds_since_1970_come_before_local_times():
    head = "CreateTime;Sender;Content;Type"

    for seconds in ("1778288400", "1778288400000"):
        [told] = read(f"{seconds};wx1;早;1", head=head)
        assert told == Told(2, local(AT), ("wx1",), "早")


def test_a_picture_is_told_where_a_column_names_its_file(tmp_path: Path):
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a.jpg").touch()

    told, trouble = read(
        row(3, "<msg/>", src=r"img\a.jpg"),
        row(3, "<msg/>", src="img/b.jpg"),
        row(3, "<msg/>"),
        folder=tmp_path,
    )

    assert isinstance(told, Told)
    assert told.photo == tmp_path / "img" / "a.jpg"
    assert trouble == Trouble(3, "its picture is not beside the file")


def test_of_links_only_words_with_a_quotation_are_told():
    xml = "<msg><title>{}</title><type>{}</type></msg>"
    told = read(
        row(49, xml.format("9 &amp; 2", 57)),
        row(49, "好的", "57"),
        row(49, xml.format("新闻", 5)),
        row(49, "新闻", "5"),
        row(49, "<msg/>"),
    )

    assert [one.text for one in told if isinstance(one, Told)] == ["9 & 2", "好的"]


@pytest.mark.parametrize("kind", [34, 43, 47, 10000])
def test_voices_films_stickers_and_the_system_are_left_out(kind: int):
    assert read(row(kind, "…")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        row(1, "早").replace(AT, "2026-13-01"),
        row(1, "早").replace("1,0", "text,0"),
        row(1, "早").replace("宋,老宋,wx1", ",,"),
        "1,0",
    ],
)
def test_a_row_that_cannot_be_read_is_named(wrong: str):
    trouble, told = read(wrong, row(1, "好"))

    assert isinstance(trouble, Trouble)
    assert trouble.line == len([HEAD, wrong])
    assert isinstance(told, Told)


def test_seconds_that_are_no_moment_are_named():
    head = "CreateTime,Sender,Content,Type"

    [trouble] = read("-99999999999999,wx1,早,1", head=head)
    assert isinstance(trouble, Trouble)


def test_a_table_must_have_its_columns():
    with pytest.raises(InputError, match="no column StrContent or Content"):
        read("…", head="StrTime,Sender,Type")
    with pytest.raises(InputError, match="no column StrTime or CreateTime"):
        list(table.read("", source()))


def test_a_cell_that_is_no_message_of_anybody_is_named():
    huge = row(1, "a" * (1 << 24) + "b")

    trouble, told = read(huge, row(1, "好"))

    assert trouble == Trouble(2, "it is no row of a table")
    assert isinstance(told, Told)
