"""How sites of many kinds furnish an article: a head above it and a tail below it, by layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.page_words import COLUMNS, HEADLINES, PEOPLE, TEASERS


@dataclass
class Draft:
    rng: Random
    paragraphs: list[str]
    title: str | None
    source: str = ""
    day: date = date(2021, 5, 6)
    head: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    title_shown: bool = True
    source_shown: bool = True
    day_shown: bool = True

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def headlines(self, least: int, most: int, form: str = "{}") -> list[str]:
        count = self.rng.randint(least, most)
        return [form.format(self.rng.choice(HEADLINES)) for _ in range(count)]

    def column(self) -> str:
        return self.rng.choice(COLUMNS)

    def person(self) -> str:
        return self.rng.choice(PEOPLE)

    def t(self) -> str:
        return self.title or ""


def _iso(day: date, rng: Random) -> str:
    return rng.choice(
        [
            f"{day:%Y-%m-%d}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y/%m/%d}",
            f"{day:%Y.%m.%d}",
            f"{day:%Y年%m月%d日}",
            f"{day:%Y-%m-%d} {rng.randint(7, 22):02d}:{rng.randint(0, 59):02d}",
            f"{day:%Y年%m月%d日}{rng.randint(7, 22):02d}:{rng.randint(0, 59):02d}",
        ]
    )


def _old_government(d: Draft) -> None:
    when = _iso(d.day, d.rng)
    d.head = [
        d.pick("今天是2026年3月5日 星期四 欢迎访问本站", "设为首页 | 加入收藏 | 联系我们"),
        "首页  机构概况  政务公开  新闻动态  网上办事  互动交流",
        f"当前位置：首页 >> {d.column()} >> {d.column()}",
        "{title}",
        d.pick(
            f"发布时间：{when}　　来源：{d.source}　　浏览次数：{d.rng.randint(3, 9000)}　字体：[大 中 小]",
            f"信息来源：{d.source}    发布日期：{when}    阅读：{d.rng.randint(3, 900)} 次",
            f"文章来源：{d.source} | 作者：{d.person()} | 更新时间：{when} | 点击数：{d.rng.randint(3, 900)}",
        ),
    ]
    d.tail = [
        d.pick("【打印本页】 【关闭窗口】", "打印本页 | 关闭窗口", "[打印] [收藏] [关闭]"),
        f"上一篇：{d.rng.choice(HEADLINES)}",
        f"下一篇：{d.pick('没有了', d.rng.choice(HEADLINES))}",
        d.pick(
            "版权所有：某区人民政府办公室  技术支持：某某科技", "主办：县人民政府办公室  承办：县电子政务中心"
        ),
        "联系电话：0000-5550188  邮编：000000",
        "备案序号：某ICP备05000001号  网站标识码：0000000001",
    ]


def _new_government(d: Draft) -> None:
    when = _iso(d.day, d.rng)
    d.head = [
        "无障碍阅读",
        "关怀版",
        "繁体",
        "请输入关键字",
        "首页",
        ">",
        d.column(),
        ">",
        d.column(),
        "{title}",
        f"发布时间：{when}",
        f"来源：{d.source}",
        "字号：",
        "大",
        "中",
        "小",
        "打印",
        "分享：",
    ]
    d.tail = [
        "扫一扫在手机打开当前页",
        "打印",
        "关闭",
        "相关文档",
        *d.headlines(0, 4),
        "网站地图 | 隐私声明 | 关于我们",
        "主办单位：市人民政府办公室",
        "政府网站标识码：0000000002",
        "您访问的链接即将离开“某市政府门户网站” 是否继续？",
        "继续访问 放弃",
    ]


def _document(d: Draft) -> None:
    d.head = [
        "网站支持IPv6",
        f"您现在的位置： 首页 > 政府信息公开 > 法定主动公开内容 > {d.column()}",
        f"索 引 号： 000014349/2021-00{d.rng.randint(100, 999)}",
        f"发布机构： {d.source}",
        f"发文日期： {d.day:%Y-%m-%d}",
        "主题分类： 商贸、海关、旅游",
        "文 号： 无",
        "{title}",
        f"来源：{d.source}  发布时间：{d.day:%Y-%m-%d}  浏览次数： 次  【字体：大 中 小】",
    ]
    d.tail = [
        "分享到： ",
        "[打印本页] [关闭窗口] [返回顶部]",
        "相关链接",
        *d.headlines(1, 5, "· {}"),
        "常见问题 网站纠错 使用帮助",
    ]


def _people_style(d: Draft) -> None:
    d.head = [
        f"{d.source}>>{d.column()}频道>>{d.column()}",
        "{title}",
        f"{d.day:%Y年%m月%d日}08:12 | 来源：{d.source}",
        "小字号",
        f"原标题：{d.t()}" if d.title else "点击播报本文，约",
    ]
    d.tail = [
        f"(责编：{d.person()}、{d.person()})",
        "分享让更多人看到",
        "推荐阅读",
        *[x for h in d.headlines(2, 5) for x in (h, d.rng.choice(TEASERS))],
        "热门排行",
        *[f"{n} {h}" for n, h in enumerate(d.headlines(5, 10), 1)],
        f"{d.source}版权所有，未经书面授权禁止使用",
        f"Copyright © 1997-{d.day.year} by www.example.com. all rights reserved",
    ]


def _finance_portal(d: Draft) -> None:
    d.head = [
        f"{d.source}",
        f"{d.source} > {d.column()} > 正文",
        "{title}",
        f"{d.day:%Y年%m月%d日} 10:{d.rng.randint(10, 59)} {d.source}",
        d.pick("新浪财经APP", "财经APP"),
        "缩小字体 放大字体 收藏 微博 微信 分享 0",
        "炒股就看分析师研报，权威，专业，及时，全面，助您挖掘潜力主题机会！",
    ]
    d.tail = [
        "海量资讯、精准解读，尽在财经APP",
        f"责任编辑：{d.person()}",
        "文章关键词： 招商引资 项目 投资",
        "我要反馈",
        "VIP课程推荐",
        "加载中...",
        "APP专享直播",
        "热门推荐",
        "收起",
        "24小时滚动播报最新的财经资讯和视频，更多粉丝福利扫描二维码关注",
        *[f"{d.rng.randint(1, 12):02d}-{d.rng.randint(1, 28):02d} {h}" for h in d.headlines(3, 8)],
        "客服热线：000-5550199",
    ]


def _reader_site(d: Draft) -> None:
    d.head = ["{title}", f"{d.day:%Y-%m-%d} 10:33", f"来源: {d.source}", "关注", "举报"]
    d.tail = [
        "返回首页，查看更多",
        f"责任编辑：{d.person()}",
        "平台声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。",
        f"阅读 ({d.rng.randint(10, 9999)})",
        "大家都在看",
        *[x for h in d.headlines(3, 8) for x in (h, f"{d.source} {d.rng.randint(1, 23)}小时前")],
        "我来说两句",
        "0人参与 0条评论",
        "登录并发表",
        "推荐阅读",
        *d.headlines(3, 9),
    ]


def _messenger(d: Draft) -> None:
    d.head = [
        "点击蓝字 关注我们",
        "{title}",
        f"原创 {d.person()} {d.source} {d.day:%Y-%m-%d} 18:30 发表于某地",
    ]
    d.source_shown = False
    d.tail = [
        "— END —",
        f"来源 | {d.source}",
        f"编辑 | {d.person()}",
        f"审核 | {d.person()}",
        "往期推荐",
        *d.headlines(2, 5),
        "点分享",
        "点收藏",
        "点点赞",
        "点在看",
        "喜欢此内容的人还喜欢",
        *d.headlines(1, 3),
        "微信扫一扫 关注该公众号",
        "阅读原文",
    ]
    d.source_shown = True


def _aggregator(d: Draft) -> None:
    d.head = [
        f"您的位置：首页 >{d.column()} >",
        "{title}",
        f"{d.day:%Y-%m-%d} 10:29:10    来源：{d.source}",
        d.pick("【资料图】", "(相关资料图)", "（资料图）", "【摘要】"),
    ]
    d.tail = [
        d.pick(f"标签： {d.column()} 投资 项目", "关键词： 项目 签约 投资", f"责任编辑：{d.person()}"),
        d.pick("相关推荐", "为您推荐", "精彩推荐", "最新资讯", "相关阅读"),
        *d.headlines(10, 60),
    ]


def _paper(d: Draft) -> None:
    d.head = [
        f"{d.source} {d.day:%Y年%m月%d日} 星期{d.rng.choice('一二三四五六日')}",
        f"第0{d.rng.randint(1, 8)}版：{d.column()}",
        "上一版 下一版",
        "版面导航",
        "标题导航",
        "上一篇 下一篇",
        "放大 缩小 默认",
        "{title}",
    ]
    d.tail = [
        "上一篇 下一篇",
        "本版新闻",
        *d.headlines(2, 5),
        "PDF版下载",
        f"{d.source}社版权所有",
        "地址：某市某大道1号 邮编：000000",
    ]


def _bare(d: Draft) -> None:
    d.title_shown = d.day_shown = False
    d.head = []
    d.tail = [
        f"转自：{d.source}",
        "版权及免责声明：凡本网所属版权作品，转载时须获得授权并注明来源，违者本网将保留追究其相关法律责任的权力。",
        "延伸阅读",
        *d.headlines(0, 3),
    ]


def _old_portal(d: Draft) -> None:
    d.head = [
        "新闻 | 财经 | 体育 | 娱乐 | 汽车 | 房产 | 教育 | 旅游",
        f"{d.source} → {d.column()} → 正文",
        "{title}",
        f"http://news.example.com {d.day:%Y-%m-%d} 09:15:33 {d.source} 【大 中 小】 【打印】 【我要评论】",
    ]
    d.tail = [
        f"（编辑：{d.person()}）",
        "【发表评论】【推荐给好友】",
        "■ 相关新闻",
        *d.headlines(3, 8, "· {} (" + f"{d.day:%m-%d}" + ")"),
        "■ 热点专题",
        *d.headlines(2, 5, "▪ {}"),
        "关于我们 - 广告服务 - 诚聘英才 - 联系方式 - 网站律师",
        f"{d.source}版权所有 不得转载",
    ]


def _blog(d: Draft) -> None:
    d.source_shown = False
    d.head = [
        "{title}",
        f"admin 发布于 {d.day:%Y-%m-%d} 分类：{d.column()} 阅读({d.rng.randint(9, 900)}) 评论(0)",
    ]
    d.tail = [
        f"未经允许不得转载：招商笔记 » {d.t()}",
        "赞 (0)",
        "分享到：更多 (0)",
        f"标签：{d.column()}项目",
        "上一篇",
        d.rng.choice(HEADLINES),
        "下一篇",
        d.rng.choice(HEADLINES),
        "相关推荐",
        *d.headlines(3, 8),
        "评论 抢沙发",
        "昵称 (必填)",
        "邮箱 (必填)",
        "网址",
    ]


def _city_portal(d: Draft) -> None:
    d.head = [
        f"{d.source}首页",
        "登录 注册",
        f"新闻中心 > {d.column()} > 内容",
        f"{d.t()}_{d.column()}_{d.source}" if d.title else d.source,
        "{title}",
        f"{d.day:%Y-%m-%d} 08:00:00  来源：{d.source}  作者：{d.person()}  责编：{d.person()}",
        "分享到：微信 微博 QQ空间 复制链接",
    ]
    d.tail = [
        "责任编辑：" + d.person(),
        "值班主任：" + d.person(),
        "新闻热线：0000-5550166",
        "声明：本网转载的稿件仅为传递更多信息，如涉及版权请联系删除。",
        "猜你喜欢",
        *d.headlines(4, 9),
        "24小时热闻",
        *[f"{n:02d} {h}" for n, h in enumerate(d.headlines(4, 9), 1)],
        "Powered by CMS",
        "增值电信业务经营许可证：某B2-20050001",
    ]


def _one_line_head(d: Draft) -> None:
    d.head = []
    if d.title:
        d.head = [f"首页 > {d.column()}", "{title}", f"时间：{d.day:%Y-%m-%d}", f"来源：{d.source}", "编辑："]
    else:
        d.head = [f"来源：{d.source} {d.day:%Y-%m-%d}"]
    d.tail = [
        f"稿源：{d.source}",
        f"作者：{d.person()} {d.person()}",
        "编辑：" + d.person(),
        "[ 纠错 ] [ 打印 ] [ 收藏 ]",
    ]


def _weekly(d: Draft) -> None:
    d.head = [
        f"二版:综合新闻总第1343期 >{d.day:%Y-%m-%d}编印",
        "{title}",
        f"刊发日期:{d.day:%Y-%m-%d} 阅读次数: 作者:{d.person()}  语音阅读:",
    ]
    d.source_shown = False
    d.tail = [
        "上一篇文章：" + d.rng.choice(HEADLINES),
        "下一篇文章：" + d.rng.choice(HEADLINES),
        "分享到:",
        "数字报首页 往期查阅 版权声明",
    ]


def _agency(d: Draft) -> None:
    d.head = ["{title}", f"{d.day:%Y年%m月%d日} 14:41:00来源：{d.source}", "字号：小 中 大", "打印 评论"]
    d.tail = [
        f"[责任编辑：{d.person()}]",
        f"关于{d.source} | 广告服务 | 诚聘英才 | 网站声明",
        "京ICP证000001号",
    ]


def _advertiser(d: Draft) -> None:
    d.head = ["{title}", f"{d.day:%Y-%m-%d} 17:30:07 来源：{d.source}", "(资料图片)"]
    d.tail = [
        "关键词:",
        "X 广告",
        "公司",
        *d.headlines(3, 6),
        "X 广告",
        "行业动态",
        *d.headlines(3, 6),
        "投资",
        *d.headlines(2, 6),
        f"Copyright   2015-{d.day.year}  {d.source}版权所有  "
        "备案号:某ICP备00000000号-35   联系邮箱: 000 000 263@example.com",
    ]


def _county(d: Draft) -> None:
    d.head = [
        "首页 | 走进本县 | 新闻中心 | 政务公开 | 办事服务 | 互动交流",
        "站内搜索：",
        f"{d.column()}",
        "{title}",
        f"【信息来源：{d.source}】【信息时间：{_iso(d.day, d.rng)}  阅读次数：{d.rng.randint(3, 900)} 】"
        "【字号 大 中 小】【我要打印】【关闭】",
    ]
    d.tail = [
        "【关闭窗口】",
        "您是第 1234567 位访客",
        "主办：县人民政府 承办：县政府办公室 地址：某县人民路1号",
        "建议使用1024*768分辨率浏览本站",
    ]


def _park(d: Draft) -> None:
    d.head = [
        "当前位置：首页 - 新闻资讯 - 园区动态",
        "{title}",
        f"编辑：管理员　来源：{d.source}　时间：{d.day:%Y-%m-%d}　浏览：{d.rng.randint(3, 900)}",
    ]
    d.tail = [
        "返回列表",
        "上一条：" + d.rng.choice(HEADLINES),
        "在线咨询",
        "服务热线 000-0000-0000",
        "友情链接： 商务部 发改委 招商网",
        "网站首页 电话咨询 在线留言",
    ]


def _feed(d: Draft) -> None:
    d.head = ["{title}", d.source, f"{d.day:%Y-%m-%d} 09:12", f"{d.source}官方账号", "关注"]
    d.tail = [
        "举报/反馈",
        "评论 2",
        "发表",
        "大家还在搜",
        *d.headlines(3, 8),
        "相关推荐",
        *[f"{d.rng.randint(1, 90)}.{d.rng.randint(1, 9)}万次播放 {h}" for h in d.headlines(2, 5)],
        "没有更多了",
        "换一换",
    ]
    d.source_shown = False


def _newswire(d: Draft) -> None:
    d.head = [
        f"{d.source} > {d.column()} > 正文",
        f"{d.day:%Y}",
        f"{d.day:%m/%d}",
        "09:30:12",
        f"来源：{d.source}",
        "{title}",
        "字体：小 中 大",
        "分享到：",
        "打开语音播报",
    ]
    d.day_shown = False
    d.tail = [
        f"【纠错】 【责任编辑:{d.person()} 】",
        "深度观察",
        *d.headlines(2, 4),
        "阅读下一篇：",
        d.rng.choice(HEADLINES),
        "010090000000000000000000011100001127000001",
    ]


def _crumbs(d: Draft) -> None:
    d.head = [
        f"首页 > {d.column()} > {d.t() or '正文'}",
        "{title}",
        f"发布人：{d.person()} 发布时间：{_iso(d.day, d.rng)} 来源：{d.source}",
        "微信",
        "微博",
        "QQ",
        "A+",
        "A-",
    ]
    d.tail = [
        "微信扫码分享",
        f"{d.column()}",
        "更多 >",
        *d.headlines(2, 6),
        "最新发布",
        "更多 >",
        *d.headlines(2, 6),
        "联系方式",
        "服务电话：0000-5550123",
        "© 某某产业服务平台 保留所有权利",
    ]


def _forum(d: Draft) -> None:
    d.source_shown = d.title_shown = False
    d.head = [f"user{d.rng.randint(10, 99)} - {d.day:%Y/%m/%d} 17:20:00", "楼主"]
    d.tail = ["1楼", "查看完整版本: 招商资讯", "回复 引用 举报", "发新帖 返回列表", "Powered by Discuz!"]


LAYOUTS: dict[str, Callable[[Draft], None]] = {
    "old government": _old_government,
    "new government": _new_government,
    "document": _document,
    "people": _people_style,
    "finance portal": _finance_portal,
    "reader site": _reader_site,
    "messenger": _messenger,
    "aggregator": _aggregator,
    "paper": _paper,
    "bare": _bare,
    "old portal": _old_portal,
    "blog": _blog,
    "weekly": _weekly,
    "agency": _agency,
    "advertiser": _advertiser,
    "county": _county,
    "park": _park,
    "feed": _feed,
    "newswire": _newswire,
    "crumbs": _crumbs,
    "forum": _forum,
    "city portal": _city_portal,
    "short head": _one_line_head,
}
