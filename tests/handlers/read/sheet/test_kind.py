"""Sign-in sheets, record sheets and what is neither."""

from handlers.model.seen import Shows
from handlers.read.sheet.kind import kind_of
from tests.handlers.read.sheet.paper import grid, line, page

LIST = (line("序号", 20, 210), line("姓名", 220, 210), line("联系电话", 520, 210))


def test_a_list_to_sign_under_its_title_is_a_signin_sheet() -> None:
    shows, sure = kind_of(page(line("活动签到表", 300, 50), *LIST))
    assert shows is Shows.SIGNIN
    assert sure > 0.9


def test_a_list_without_a_title_may_be_one() -> None:
    shows, sure = kind_of(page(*LIST))
    assert shows is Shows.SIGNIN
    assert sure < 0.9


def test_an_address_book_is_none() -> None:
    assert kind_of(page(line("楼长通讯录", 300, 50), *LIST))[0] is Shows.OTHER


def test_names_below_a_title_are_a_signin_sheet_written_by_hand() -> None:
    names = [
        line(name, 100, 200 + 60 * place)
        for place, name in enumerate(("王小明", "李芳", "张伟国"))
    ]
    assert kind_of(page(line("今日签到", 300, 50), *names))[0] is Shows.SIGNIN
    assert kind_of(page(line("今日签到", 300, 50), *names[:2]))[0] is Shows.OTHER


def test_labelled_fields_with_content_are_a_record_sheet() -> None:
    words = [
        line("活动名称", 20, 115),
        line("活动时间", 20, 175),
        line("活动地点", 20, 235),
        line("参加人数", 20, 295),
        line("活动内容", 20, 355),
        line("居民反馈", 20, 415),
    ]
    table = grid([0, 200, 1000], [100, 160, 220, 280, 340, 400, 460])
    assert (
        kind_of(page(line("活动记录表", 300, 50), *words, cells=table))[0] is Shows.RECORD
    )
    assert kind_of(page(*words, cells=table))[0] is Shows.RECORD
    assert (
        kind_of(page(line("活动记录表", 300, 50), line("各位居民", 0, 200)))[0]
        is Shows.OTHER
    )


def test_a_call_to_take_part_is_neither() -> None:
    words = [
        line("重阳敬老", 300, 50),
        line("邀请函", 300, 120),
        line("活动时间：2026-12-18", 0, 300),
        line("活动地点：中心花园", 0, 360),
        line("活动内容：包饺子", 0, 420),
        line("报名方式：群内接龙", 0, 480),
    ]
    assert kind_of(page(*words))[0] is Shows.OTHER
    assert kind_of(page(line("通知", 300, 50)))[0] is Shows.OTHER
