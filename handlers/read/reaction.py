"""How members and those they served found it, and what was done, in a clause or two."""

import re

_PEOPLE = (
    "大家|大伙|居民|老人家?|孩子|小朋友|家长|街坊|邻居|群众|观众|队员|学员|听众|"
    "游客|老街坊|奶奶|爷爷|阿姨|叔叔?|"
    "好多人|大爷|大妈|大姐|大娘|婆婆?|爹爹|老师|师傅|姐|哥|婶|嫂|伯|妈|姑娘|志愿者|"
    "老邻居|好几个人?|有人|不少人|都|他们|她们"
)
_FEELS = (
    "(?<![说少别])说(?![话完服错的说])|夸|讲|直呼|表示|反映|觉得|感觉|感到|问|喜欢|高兴|"
    "开心|满意|乐|笑|感动|点赞|竖大?拇?指|舍不得|盼|欢迎|激动|热情|"
    "称赞|赞|叫好|鼓掌|过瘾|有收获|受益|舒坦|心里|值|还想|想再|嫌|不满|抱怨|看哭|"
    "不让走|不肯走|不想走"
)
_REACTION = re.compile(
    rf"(?:{_PEOPLE})[^，,。；;！!？?]{{0,10}}?(?:{_FEELS})"
    r"|(?:^|[\s，,。；;])(?:[他她]|[老小阿][\u4e00-\u9fff]|"
    r"(?:(?![年天日我你来再就要别能想可没不也又还只先听据话虽怎上里跟和])"
    r"[\u4e00-\u9fff]){2,3}?)"
    r"(?<![说少别])说(?![话完好服错了的说])"
    r"|反[馈响应](?!一下)[^，,。]{0,6}?[好棒错烈意佳]|效果[^，,。]{0,4}[好错]|"
    r"合不拢嘴|赞不绝口|意犹未尽|恋恋不舍|连声道谢|直道谢|拍手叫好"
    r"|都(?:挺|很|蛮|可|特别|非常|觉得|说)*(?:满意|高兴|开心|喜欢|好|乐|夸|感动|认可|"
    r"欢迎|不错)"
)
_ERRAND = re.compile(
    r"说[^，,。\s]{0,6}?(?:明[天早晚]|后天|下周|今晚|周[一二三四五六日]|礼拜|来修|让|"
    r"叫|别|钥匙|不来|来不了|去不了|几点|通知|等会|马上|在家|停[水电]|要[去来带交买])"
    r""
    r"|(?:物业|书记|主任|居委会?|医生)说|[别要]说|都(?:收到|知道|来了|走|到了|在)|"
    r"生日|新年|节日?快乐|快乐$|祝"
)
_SHORT = re.compile(
    r"(?:反[馈响应]|感受|效果|大家)?(?:都|还|挺|蛮|很|都很|都挺|特别|非常|可|真的?|"
    r"比较){0,3}"
    r"(?:满意|高兴|开心|不错|好|热闹|过瘾|受欢迎|喜欢|有意思|有收获|感动)(?:的|了|呢|"
    r"啊|呀|吧)*"
)
_ASSENT = re.compile("好+[的了呢啊呀吧嘞]*")  # 好的 to somebody's request
_DONE = (
    "唱|跳|练|学|讲|教|做|包|剪|画|写|扫|捡|擦|修|种|聊|排|演|弹|读|测|量|理|清|"
    "清理|整理|打扫|布置|宣传|巡逻?|收拾|拔|浇|缝|织|"
    "编|磨|炒|煮|贴|刷|搭|分|讨论|商量|议|介绍|朗诵|朗读|表演|排练|学习|练习|清扫|"
    "慰问|看望|走访|体检|义诊|理发"
)
_CONTENT = re.compile(
    r"[\s，,]*(?:(?:我们|咱们?|大家|大伙|主要是?|就是|就|内容是?|也就是?|一起|"
    r"带着[^，,。\s]{1,6}|先|然后|又|还|给[^，,。\s]{1,6}|今天|昨天|上午|下午|晚上)"
    r"\s*)*"
    rf"(?P<verb>{_DONE})(?:了|的是|一下|[\u4e00-\u9fff]?(?=[\u4e00-\u9fff《“]))"
    rf"|[\s，,]*(?:主要是?|就是|内容是?|活动内容是?)[:：\s]*[\u4e00-\u9fff《“]"
)
_PRIVATE = re.compile(
    r"[我你他她](?!们)|谁|自家|家里|吃|睡|晾|等|快|赶紧|帮我|别|不用|要不"
)


def reaction_in(text: str, start: int, end: int) -> bool:
    """Whether a clause tells how people found it (都说好, 笑得合不拢嘴)."""
    clause = text[start:end]
    return _REACTION.search(clause) is not None and not _ERRAND.search(clause)


def bare_reaction(text: str, start: int, end: int) -> bool:
    """挺好的, 大家挺开心: feedback only where feedback was asked for."""
    whole = _SHORT.fullmatch(text, start, end)
    return whole is not None and not _ASSENT.fullmatch(text, start, end)


def doing_in(text: str, start: int, end: int) -> bool:
    """Whether a clause tells what was done together (唱了红梅赞), not what one did at home."""
    return _CONTENT.match(text, start, end) is not None and not _PRIVATE.search(
        text[start:end]
    )
