"""A chat of many rooms for `replay`: mostly chatter, some pieces of reports (issue 2).

python benchmarks/material/chat.py [--messages 100000] [--rooms 300] [--share 0.05] > chat.jsonl
"""

import argparse
import json
import random
import sys
from datetime import datetime, timedelta

CHATTER = (
    "早上好", "收到", "哈哈哈", "谁家的猫又上车顶了", "今天菜市场黄瓜便宜", "[玫瑰][玫瑰]",
    "晚上吃啥", "谢谢大家", "楼下快递到了帮我拿一下", "明天降温多穿点", "[链接] 冬季养生十条",
    "好的", "辛苦了", "这照片拍得真好", "我家孙子会走路了", "几点了", "路口又堵了", "下雨收衣服",
    "昨晚没睡好", "水果店换老板了", "谁有梯子借我用用", "[红包] 恭喜发财", "👍", "我在外地呢",
)  # fmt: skip
ACTS = (
    "大扫除",
    "合唱排练",
    "包饺子",
    "旧书交换",
    "健身操",
    "读书会",
    "义务理发",
    "防火巡查",
)
PLACES = ("活动室", "小花园", "东门广场", "社区食堂", "议事厅", "凉亭")
FEEDBACK = ("张奶奶说心里热乎", "大家都说下回还来", "孩子们玩得不肯走", "李叔直夸办得好")


def main() -> None:
    """Write the setting and the messages, spread evenly over a day between 8 and 21 h."""
    options = arguments()
    dice = random.Random(options.seed)
    write({"setting": setting(options.rooms)})
    begin = datetime.fromisoformat("2026-05-09T08:00:00+08:00")
    pieces: dict[int, list[tuple[str, str]]] = {}
    for number in range(options.messages):
        at = begin + timedelta(hours=options.hours) * (number / options.messages)
        room = dice.randrange(options.rooms)
        waiting = pieces.setdefault(room, [])
        if not waiting and dice.random() < options.share / 3:
            waiting += report(dice)
        if waiting and dice.random() < 0.5:
            who, text = waiting.pop(0)
        else:
            who, text = f"p{dice.randrange(5)}", dice.choice(CHATTER)
        write(
            {
                "at": at.isoformat(timespec="milliseconds"),
                "room": f"r{room}",
                "from": f"{who}-{room}",
                "id": f"m{number}",
                "text": text,
            }
        )
    write({"at": "2026-05-10T12:00:00+08:00", "end": True})


def report(dice: random.Random) -> list[tuple[str, str]]:
    """A note, in one message or with its gaps filled by later ones."""
    act, place, count = dice.choice(ACTS), dice.choice(PLACES), dice.randrange(6, 60)
    said = dice.choice(FEEDBACK)
    whole = f"今天早上七点我们在{place}办了{act}，来了{count}个人，{said}"
    gaps = f"今天早上七点我们办了{act}，{said}"
    return dice.choice(
        (
            [("p1", whole)],
            [("p1", gaps), ("p2", f"{count}个人，在{place}")],
            [("p1", whole)],
        )
    )


def setting(rooms: int) -> dict[str, object]:
    """One organisation a room, five members each, and the two rooms above them."""
    organisations = [{"id": f"o{n}", "name": f"第{n}队", "plan": []} for n in range(rooms)]
    own = [
        {
            "id": f"r{n}",
            "name": f"第{n}队",
            "purpose": "organisation",
            "organisation": f"o{n}",
        }
        for n in range(rooms)
    ]
    people = [
        {"id": f"p{k}-{n}", "name": f"邻居{k}", "role": "member", "rooms": [f"r{n}"]}
        for n in range(rooms)
        for k in range(5)
    ]
    above = [
        {"id": "L", "name": "能人群", "purpose": "leaders"},
        {"id": "S", "name": "社工", "purpose": "staff"},
    ]
    opened = {
        "sender.per_minute": 1_000_000,
        "sender.jitter": "0s",
        "sender.breaker": "off",
    }
    return {
        "organisations": organisations,
        "rooms": own + above,
        "people": people,
        "config": opened | {"coach.chatter": "0s"},
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rooms", type=int, default=300)
    parser.add_argument("--share", type=float, default=0.05, help="of report pieces")
    parser.add_argument("--hours", type=float, default=12.5, help="from 8 in the morning")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def write(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


main()
