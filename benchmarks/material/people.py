"""Who lives in the neighbourhood of years.py: organisations, their groups, their members."""

from random import Random

from benchmarks.console_store import DONE
from handlers.model.people import PersonId, RoomId

ORGANISATIONS, PEOPLE = 300, 9_000
KINDS = ("", "b")  # two groups of each organisation
LEADERS, STAFF, STAFF_PERSON = RoomId("leaders"), RoomId("staff"), PersonId("s0")
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = (
    "秀英桂兰玉珍建国志明淑华凤霞丽娟文芳春梅海燕永福德胜金月红美玲庆爱民小平素云瑞雪长河"
)


def setting() -> dict[str, object]:
    """Two rooms an organisation, everybody in both, and the rooms of all."""
    random, names = Random(1), [f"o{n:03}" for n in range(ORGANISATIONS)]
    staff = {"id": STAFF_PERSON, "name": "小何", "role": "staff", "rooms": [STAFF]}
    return {
        "organisations": [_organisation(n, name) for n, name in enumerate(names)],
        "rooms": [
            *(_room(name, kind) for name in names for kind in KINDS),
            {"id": LEADERS, "name": "能人群", "purpose": "leaders"},
            {"id": STAFF, "name": "社工群", "purpose": "staff"},
        ],
        "people": [*(_person(n, random) for n in range(PEOPLE)), staff],
    }


def named(random: Random) -> str:
    """Two or three characters; with thousands of people many have the same."""
    given = "".join(random.choice(GIVEN) for _ in range(random.choice((1, 2, 2))))
    return f"{random.choice(FAMILY)}{given}"


def room(random: Random) -> str:
    """One of all groups."""
    return f"o{random.randrange(ORGANISATIONS):03}{random.choice(KINDS)}"


def organisation(room: str) -> str:
    """Whose group it is."""
    return room.removesuffix("b")


def member(room: str, random: Random) -> PersonId:
    """Somebody in this group."""
    here = int(organisation(room)[1:])
    return PersonId(f"p{here + ORGANISATIONS * random.randrange(PEOPLE // ORGANISATIONS)}")


def _organisation(number: int, name: str) -> dict[str, object]:
    span = {"from": "2024-01-01", "to": "2027-12-31", "times": 24}
    plan = [{"title": doing, **span} for doing in DONE[:3]]
    community = f"第{number % 12}社区"
    return {"id": name, "name": f"{name}队", "community": community, "plan": plan}


def _room(name: str, kind: str) -> dict[str, object]:
    called = f"{name}{kind}群"
    whose = {"purpose": "organisation", "organisation": name}
    return {"id": f"{name}{kind}", "name": called, **whose}


def _person(number: int, random: Random) -> dict[str, object]:
    here = f"o{number % ORGANISATIONS:03}"
    role = "leader" if number < ORGANISATIONS else "member"
    rooms = [f"{here}{kind}" for kind in KINDS]
    return {"id": f"p{number}", "name": named(random), "role": role, "rooms": rooms}
