"""What made-up sheets say: people, places and deeds that do not exist."""

import random

FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常欧柳岳瞿倪"
GIVEN = "国建军华明英芳玉秀兰梅丽红霞娟敏静芝珍莲桂春花凤琴荣生福德志强伟平峰勇刚民永光辉海涛波宏斌杰鑫磊洁晶雪燕萍艳彩云香淑惠慧贤文武学松林柏庆祥瑞成仁义忠孝良善清正宝玲娥蓉菊菲婷倩楠颖雅欣怡佳嘉俊浩宇轩梓涵晓小立新富贵根水山川江胜利进卫东向阳兴旺顺昌泰康宁安群超凡翔飞鹏亮健博思远毅诚薇露璐娜莎悦月秋雨晨旭锋锦铭钢世家维继克振天启元道少芬芸苗茹美丹青友景艺子长银金巧素爱翠碧珠琳瑜"
GROUPS = [
    "阳光苑小区",
    "翠湖社区",
    "绿苑志愿者服务队",
    "和平里社区",
    "金桂合唱团",
    "东街居委会",
    "银杏读书会",
    "南苑环保小队",
    "长春藤互助社",
    "社区",
]
DEEDS = [
    "楼道清理",
    "垃圾分类宣传",
    "包粽子送温暖",
    "便民义诊",
    "旧物交换集市",
    "反诈知识讲座",
    "亲子阅读",
    "太极拳晨练",
    "花坛种植",
    "消防演练",
    "楼长议事会",
    "书法交流",
    "重阳敬老",
    "手工编织课",
    "环境清洁日",
    "电动车安全宣讲",
    "端午联欢",
    "广场舞排练",
]
PLACES = [
    "社区活动中心二楼",
    "小区南门广场",
    "居委会会议室",
    "老年活动室",
    "中心花园",
    "3号楼架空层",
    "党群服务中心",
    "图书角",
    "社区食堂",
    "5号楼前空地",
    "文化广场",
    "物业会议室",
    "便民服务站",
    "健身步道东段",
    "一号院凉亭",
    "儿童乐园旁",
]
CONTENTS = [
    "志愿者分成三组，清扫楼道杂物，擦拭扶手，并向居民发放宣传单。",
    "由医生讲解高血压预防知识，随后为居民量血压、测血糖。",
    "大家一起包粽子，煮好后送给社区里的独居老人。",
    "讨论加装电梯和停车位问题，收集居民意见二十余条。",
    "组织居民在花坛里种植月季和薄荷，完成浇水和除草。",
    "民警讲解常见的诈骗手法，现场有奖问答，气氛热烈。",
    "孩子们和家长一起读绘本，做手工书签，交流读书心得。",
    "排练重阳节演出的三个节目，调整队形，确定服装。",
    "整理旧衣物和图书，登记后摆摊交换，剩余物品捐出。",
]
TOLD = [
    "活动秩序良好，老人们很开心。",
    "居民建议多安排这样的活动，最好放在周末。",
    "大家觉得很有收获，希望下次能早点通知。",
    "孩子们玩得高兴，家长也表示支持。",
    "部分居民反映场地偏小，下次换个大一点的地方。",
    "张阿姨说学到了不少，愿意带邻居一起来。",
]
NOTES = [
    "合计：    人",
    "注：请本人签字，不得代签。",
    "备注：如有不适请及时告知工作人员",
    "",
]


def person(dice: random.Random) -> str:
    """A family name with one or two characters behind it."""
    return dice.choice(FAMILIES) + "".join(
        dice.choice(GIVEN) for _ in range(1 + (dice.random() < 0.72))
    )


def phone(dice: random.Random) -> str:
    """Eleven figures that begin like a mobile number."""
    return "1" + dice.choice("3578") + "".join(dice.choice("0123456789") for _ in range(9))


def day(dice: random.Random) -> tuple[str, str]:
    """A day as people write it, and in ISO."""
    year, month, date = dice.randint(2024, 2027), dice.randint(1, 12), dice.randint(1, 28)
    written = dice.choice(
        [
            f"{year}年{month}月{date}日",
            f"{year}.{month}.{date}",
            f"{year}-{month:02}-{date:02}",
            f"{year}/{month}/{date}",
            f"{year % 100}.{month}.{date}",
            f"{year}年{month}月{date}日 {dice.randint(8, 18)}:{dice.choice(['00', '30'])}",
            f"{year}年{month:02}月{date:02}日上午{dice.randint(8, 11)}点",
            f"{year}.{month}.{date} 下午{dice.randint(1, 5)}:30",
        ]
    )
    return written, f"{year}-{month:02}-{date:02}"


def title(dice: random.Random, tails: list[str]) -> str:
    """Who or what, then the kind of sheet."""
    head = dice.choice([dice.choice(GROUPS), dice.choice(DEEDS), "", "志愿者", "活动"])
    return head + dice.choice(tails)
