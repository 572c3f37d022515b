"""What words in a group have to do with a question that waits there."""

from handlers.read import on_topic

WHEN = "场地费什么时候能领？"


def test_the_everyday_is_no_topic():
    assert on_topic.about("桌布走办公费", "桌布能报销吗？")
    assert not on_topic.about("明天活动室有活动", "明天活动室能用吗？")


def test_an_answer_has_its_shape_and_its_matter():
    assert on_topic.replies("可以买的，去年就买过", "能从项目里买卷轴吗？")
    assert not on_topic.replies("买了蛋糕", "能从项目里买卷轴吗？")
    assert not on_topic.replies("可以带水", "桌布能报销吗？")


def test_a_plain_answer_has_no_other_subject():
    assert on_topic.plainly("下周三上午", WHEN)
    assert not on_topic.plainly("下周三上午演出，记得穿队服", WHEN)
    assert not on_topic.plainly("辛苦", WHEN)
    assert not on_topic.plainly("可以的" * 9, WHEN)
