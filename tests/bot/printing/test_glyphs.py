"""What our fonts can show, and what happens to the rest."""

from pathlib import Path

import pytest

from bot.printing.glyphs import FOLDER, glyphs, printable


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("种了两畦菠菜，共14人。", "种了两畦菠菜，共14人。"),
        ("真好👍🏻😄", "真好"),
        ("👨‍👩‍👧", ""),
        ("一\u200b二\u202e三\u2066四\ufeff", "一二三四"),
        ("李𠮷", "李□"),
        ("مرحبا", "□□□□□"),
        ("1️⃣ 先浇水", "1 先浇水"),
        ("cafe\u0301", "café"),
        ("上\r\n\n 下\t\tx\u3000y", "上\n下 x y"),
        ('#let $x$ *a* _b_ `c` <d> @e \\ " [', '#let $x$ *a* _b_ `c` <d> @e \\ " ['),
        ("\ud83d", ""),
    ],
    ids=range(11),
)
def test_words_as_they_can_be_printed(written, printed):
    assert printable(written) == printed


def test_common_characters_are_all_there():
    gb2312 = {
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    }

    assert {c for c in gb2312 if c and ord(c) not in glyphs()} == set()


def test_the_fonts_come_from_their_wheel():
    assert "site-packages" in Path(FOLDER).parts
