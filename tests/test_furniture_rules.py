"""Single lines: what is furniture wherever it stands, and what is not."""

from __future__ import annotations

import pytest

from summarizer.cleaning.furniture.lines import Line, fold, shape_of
from summarizer.cleaning.furniture.rules import THRESHOLD, Rule, judge, rule_book

FURNITURE = {
    "breadcrumb": [
        "首页 > 新闻 > 正文",
        "您现在的位置：首页 >> 政务公开",
        "鹭洲在线»财经»正文",
        "河畔网 → 要闻 → 正文",
        "首页>专题专栏>招商引资",
    ],
    "navigation": ["首页 时政 经济 社会 文化 体育", "要闻|财经|体育|娱乐|房产"],
    "welcome or date line of the site": [
        "今天是2021年3月5日 星期五",
        "欢迎访问某市人民政府网站",
        "设为首页 | 加入收藏",
    ],
    "accessibility": ["无障碍浏览", "长者模式", "网页朗读 视力保护"],
    "page tools": ["【打印】 【关闭】", "打印本页", "双击自动滚屏", "返回顶部", "T大 T中 T小"],
    "share buttons": ["分享到：微信 微博 QQ空间", "微信扫一扫分享", "分享"],
    "advertisement": [
        "[广告] 全屋定制一口价",
        "— 推广 —",
        "限时抢购！满300减50",
        "·某品牌家具厂价直销·(广告)",
    ],
    "app prompt": ["打开客户端，阅读体验更佳", "点击展开全文", "APP内打开", "向左滑动查看更多图片"],
    "QR code": ["扫码关注“青禾发布”", "长按识别二维码", "微信公众号", "在手机上打开当前页"],
    "picture caption": [
        "资料图",
        "（资料图片）",
        "图为签约现场。",
        "▲项目效果图",
        "签约现场。 何苇 摄",
        "[图] 展厅一角",
        "题图：航拍园区",
    ],
    "page marker": [
        "-------- 接上页 --------",
        "下转第3版",
        "第 2 页 共 5 页",
        "上一页 1 2 3 下一页",
        "第A05版:要闻",
    ],
    "previous and next article": ["上一篇：全市防汛会议召开", "下一条:没有了", "▲上一篇：某局开展慰问活动"],
    "related headlines": [
        "相关阅读",
        "延伸阅读：",
        "热门推荐",
        "猜你喜欢",
        "■ 相关新闻",
        "往期回顾",
        "您可能还对以下内容感兴趣",
        "本版导读：",
    ],
    "editors and proof-readers": [
        "责任编辑：吴桐",
        "（编辑：沈秋）",
        "编辑|竹青 校对|小满",
        "一审：白露 二审：陆鸣",
        "【责任编辑：郑一帆】",
    ],
    "tags": ["标签： 项目 投资", "关键词：签约", "关键词:"],
    "end mark": ["— END —", "（完）"],
    "copyright": ["Copyright © 2010-2021 青禾网 All Rights Reserved", "鹭洲在线版权所有 未经授权禁止复制"],
    "licence": [
        "京ICP备00000001号-1",
        "某公网安备 00000000000001号",
        "网站标识码：0000000001",
        "增值电信业务经营许可证：B2-20050001",
    ],
    "disclaimer": [
        "声明：该文观点仅代表作者本人，不代表本平台立场。",
        "凡本网注明“来源：青禾网”的作品，未经本网授权不得转载、摘编或利用其它方式使用。",
        "免责声明：本文来源于网络，如有侵权请联系删除。",
        "以上内容仅供参考，不构成投资建议，投资者据此操作，风险自担。",
    ],
    "comment box": ["我要评论", "还没有评论，快来抢沙发吧！", "您的昵称： 验证码： 提交", "请登录后发表评论"],
    "attachment link": ["附件1：各单位任务分解表.xls", "任务表.docx（36KB）下载"],
    "source line": ["来源：青禾晚报", "转自：云岭日报", "原标题：全市项目建设提速", "作者：周启明 吴桐"],
    "date, source and counts": [
        "2021-03-05 09:12 来源：青禾网 浏览：128次",
        "发布时间：2021年3月5日",
        "时间：2021-03-05 | 作者：何苇 | 点击：20",
        "阅读次数：612",
        "字体：[大 中 小] 打印",
        "2021-03-05",
        "云岭日报 2021年03月05日 星期五",
        "2021/3/5 8:05:11",
        "原创 何苇 云岭日报 2021-03-05 18:30 发表于某地",
    ],
    "only signs or digits": ["===========", "· · ·", "010070200010000000000000011100001129013407"],
    "dated headline of a list": [
        "·某地小麦开镰 2021-06-05",
        "养老服务补贴发放 (06-05)",
        "市区两条路将封闭施工 [2021-06-05]",
    ],
}

ARTICLE = [
    "一、总体情况",
    "（二）主要做法",
    "01 到位资金",
    "【新建项目挑大梁】",
    "——某市招商一线见闻",
    "各乡镇人民政府，县直各单位：",
    "全市新签约项目25个，总投资402.33亿元，比上年增长15%。",
    "企业扫码即可查询办理进度，平均用时缩短一半，群众满意度进一步提升。",
    "会议要求，各责任单位要加强版权保护，严厉打击侵权行为，切实维护企业合法权益。",
    "该项目从拿地到取得施工许可证只用了20天。",
    "来源于省外的资金占到位资金总量的六成，比去年同期提高5个百分点。",
    "市民通过APP就能预约，客户端上线三个月，注册用户突破10万人。",
    "广告产业园引进企业35家，到位资金3.2亿元，产值同比增长两成。",
    "记者在签约现场看到，来自长三角的客商络绎不绝，首批12个项目当场敲定。",
    "项目投产后，年产值可达5亿元；",
    "发布会上，市投资促进局有关负责人介绍了上半年工作情况，并回答了记者提问。",
    "抓项目就是抓发展 全市排出新一年“施工图”",
    "总投资17.8亿元!又一个绿色建材项目落地",
]


def line(text: str) -> Line:
    folded = fold(text).strip()
    return Line(0, len(folded), folded, shape_of(folded))


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, texts in FURNITURE.items() for text in texts]
)
def test_furniture_is_recognised(reason: str, text: str) -> None:
    verdict = judge(line(text))
    assert verdict is not None, text
    assert verdict.score >= THRESHOLD


@pytest.mark.parametrize("text", ARTICLE)
def test_an_articles_line_is_not_furniture(text: str) -> None:
    verdict = judge(line(text))
    assert verdict is None or verdict.score < THRESHOLD, verdict


@pytest.mark.parametrize(
    "reason", ["breadcrumb", "advertisement", "picture caption", "licence", "tags", "end mark"]
)
def test_a_verdict_says_why(reason: str) -> None:
    reasons = {verdict.reason for text in FURNITURE[reason] if (verdict := judge(line(text)))}
    assert reason in reasons


@pytest.mark.parametrize("rule", rule_book().rules, ids=lambda rule: rule.reason)
def test_rules_are_well_formed(rule: Rule) -> None:
    assert rule.words
    assert 0 < rule.score <= 1
    assert rule.longest > 0
    assert rule.pattern.search("") is None, "a rule that matches nothing at all matches everything"


def test_every_rule_has_a_line_that_shows_it() -> None:
    shown = {
        rule.reason
        for rule in rule_book().rules
        for texts in FURNITURE.values()
        for text in texts
        if any(word in fold(text) for word in rule.words) and rule.pattern.search(fold(text).strip())
    }
    missing = {rule.reason for rule in rule_book().rules} - shown
    assert missing <= {
        "site footer",
        "contact details of the site",
        "index card of the document",
        "read counts and buttons",
        "subscription appeal",
        "paywall",
        "address of the page",
        "empty summary",
    }
