"""One page for a phone, the same on paper; members' words stay words."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.printing.bulletin import MOST_BYTES, lay_out, print_bulletin
from bot.printing.errors import PrintError
from bot.printing.typesetting import bind
from bot.recognise.faces import find_faces
from prompts import FOLDER
from tests.bot.printing.made import BARE, DATA, TEMPLATE, photo
from tests.bot.recognise.drawn import people

HOSTILE = (
    *("#", "$", "\\", '"', "[", "]", "@", "*", "_", "<", "`", "{", "//", "/*", "~", "="),
    *(
        '#panic("x")',
        '#image("/etc/passwd")',
        "$x^2$",
        "```typ #pagebreak() ```",
        "\\u{1F600}",
    ),
    *(
        '"); panic("x',
        "#sys.inputs",
        '#include "activity.typ"',
        "@key",
        "<label>",
        "https://a.b",
    ),
    *(
        "😀👨‍👩‍👧",
        "\u200b\u200d\ufeff",
        "\u202eabc\u202c",
        "مرحبا بالعالم",
        "שלום",
        "\x00\x07\x1b[2J",
    ),
    *("\ud83d", "é" * 50, "a" * 400, "字" * 400, "\n" * 500, "「" * 200, " "),
)


def page_of(data, photos=()) -> Image.Image:
    return Image.open(BytesIO(print_bulletin(TEMPLATE, data, photos)))


def paper(folder: Path, data, photos=(), *, blur: bool = False) -> bytes:
    (folder / "leaf").mkdir(exist_ok=True)
    lay_out(folder / "leaf", data, photos, blur=blur)
    return bind(TEMPLATE, folder, ["leaf"])


def pixels(data) -> np.ndarray:
    return np.asarray(page_of(data), np.int16)


def quoted(text: str) -> dict[str, object]:
    return {**DATA, "feedback": [{"text": text, "who": text}]}


def everywhere(text: str) -> dict[str, object]:
    return {
        **DATA,
        **dict.fromkeys(("organisation", "when", "place", "headcount", "theme"), text),
        "attendees": [text],
        "content": [text, text],
        "feedback": [{"text": text, "who": text}],
        "authors": [text],
    }


def test_a_page_is_as_wide_as_a_phone_and_has_nothing_beside_its_pixels(tmp_path):
    page = page_of(DATA, [photo(tmp_path)])

    assert page.format == "JPEG"
    assert page.width == 1080
    assert not page.getexif()


def test_equal_data_is_printed_equally():
    assert print_bulletin(TEMPLATE, DATA, []) == print_bulletin(TEMPLATE, dict(DATA), [])


def test_a_record_without_anything_is_still_a_page(tmp_path):
    assert page_of(BARE).height < page_of(DATA).height
    assert paper(tmp_path, BARE).startswith(b"%PDF")


@pytest.mark.parametrize("count", range(6))
def test_photos_make_it_longer_and_never_too_large(tmp_path, count):
    noise = np.random.default_rng(1)
    for number in range(count):
        grain = noise.integers(0, 256, (900, 1200, 3), np.uint8)
        Image.fromarray(grain).save(tmp_path / f"{number}.png")
    photos = sorted(tmp_path.glob("*.png"))

    printed = print_bulletin(TEMPLATE, DATA, photos)

    assert len(printed) <= MOST_BYTES
    assert (Image.open(BytesIO(printed)).height > page_of(DATA).height) == (count > 0)


def test_a_photo_is_cut_around_the_people_in_it(tmp_path):
    wide = Image.new("RGB", (3000, 500), (250, 0, 0))
    wide.paste((0, 0, 250), (0, 0, 900, 500))
    wide.save(tmp_path / "wide.png")
    around = {**DATA, "focus": [[0.0, 0.0, 0.2, 1.0], "nonsense"]}

    def blue(data):
        red, _, blue = np.asarray(page_of(data, [tmp_path / "wide.png"]), int).transpose(
            2, 0, 1
        )
        return np.count_nonzero((blue > 200) & (red < 60))

    assert blue(around) > blue(DATA)


def test_a_photo_that_is_gone_leaves_no_gap(tmp_path):
    assert page_of(DATA, [tmp_path / "gone.jpg"]).size == page_of(DATA).size


def test_a_correction_says_what_has_changed():
    second = {**DATA, "version": 2}
    named = {**second, "changed": ["headcount", "place"]}

    assert page_of(second).height > page_of(DATA).height
    assert not np.array_equal(pixels(second), pixels(named))
    assert np.array_equal(pixels(second), pixels({**second, "changed": ["unheard-of"]}))


def test_the_sheet_is_told_by_its_count():
    assert page_of({**DATA, "signin": 13}).height > page_of(DATA).height


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_members_write_is_printed(text, tmp_path):
    assert page_of(everywhere(text)).width == 1080
    assert paper(tmp_path, everywhere(text)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["#", "$", "\\", '"', "*", "_", "`", "<", "@", "[", "=", "/"]
)
def test_signs_of_the_language_are_seen(text):
    """Two of them are not taken for a beginning and an end."""
    plain, framed = pixels(quoted("甲")), pixels(quoted(f"{text}甲{text}"))

    assert plain.shape == framed.shape
    assert np.count_nonzero(np.abs(plain - framed).max(axis=2) > 64) > 20


def test_code_is_neither_run_nor_read():
    code = '#v(900pt)#text(size: 90pt)[x]#read("activity.typ")'

    assert page_of(quoted(code)).height < page_of(quoted("字" * 60)).height + 100


@pytest.mark.parametrize("field", ["content", "attendees", "authors"])
def test_of_four_thousand_characters_the_beginning_is_shown_and_on_paper_all(
    field, tmp_path
):
    data = {**DATA, field: ["".join(map(chr, range(0x4E00, 0x4E00 + 4000)))]}

    printed = print_bulletin(TEMPLATE, data, [])

    assert len(printed) <= MOST_BYTES
    assert 900 < Image.open(BytesIO(printed)).height < 4_000
    assert len(paper(tmp_path, data)) > len(paper(tmp_path, DATA)) * 5


def test_what_nobody_would_scroll_through_is_refused():
    with pytest.raises(PrintError, match="too many words"):
        print_bulletin(TEMPLATE, {**DATA, "content": ["种" * 40_000]}, [])


def test_what_cannot_be_made_small_is_refused(tmp_path):
    grain = np.random.default_rng(1).integers(0, 256, (900, 900, 3), np.uint8)
    Image.fromarray(grain).save(tmp_path / "grain.png")

    with pytest.raises(PrintError, match="too large"):
        print_bulletin(TEMPLATE, DATA, [tmp_path / "grain.png"] * 12)


def test_a_page_that_typst_refuses_says_nothing_of_its_words():
    with pytest.raises(PrintError) as caught:
        print_bulletin(TEMPLATE, {"theme": "芳姐的秘密"}, [])
    assert str(caught.value) == "typst refused the page"
    assert caught.value.__suppress_context__


def test_the_paper_has_the_photos_too(tmp_path):
    photos = [photo(tmp_path, f"{n}.jpg", colour=(80 * n, 90, 90)) for n in range(3)]

    printed = paper(tmp_path, DATA, photos)

    assert printed.count(b"/DCTDecode") == 3
    assert b"/DCTDecode" not in paper(tmp_path, DATA)


def test_faces_are_hidden_where_that_is_wanted(tmp_path):
    scene = tmp_path / "scene.png"
    Image.fromarray(people(12)).save(scene)

    paper(tmp_path, DATA, [scene])
    shown = np.asarray(Image.open(tmp_path / "leaf" / "0.jpg"))
    paper(tmp_path, DATA, [scene], blur=True)
    hidden = np.asarray(Image.open(tmp_path / "leaf" / "0.jpg"))

    assert hidden.shape == shown.shape
    assert sum(face.sure for face in find_faces(shown)) == 12
    assert not any(face.sure for face in find_faces(hidden))


def test_the_template_runs_nothing_that_it_is_given():
    source = Path(FOLDER / f"{TEMPLATE}.typ").read_text("utf-8")

    assert "eval" not in source
    assert 'mode: "markup"' not in source
