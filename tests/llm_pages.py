"""A small page of our own with numbered figures, a sound answer to it, and an engine on a scripted server."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.article import Article, Region, TracedText
from summarizer.engines.base import Reading
from summarizer.engines.llm import LlmEngine
from summarizer.figures import find_figures
from summarizer.settings import Settings, load_settings

TITLE = "云州市招商引资再传捷报"
BODY = """云州市招商引资再传捷报
截至7月20日，全市新签约项目178个，协议总投资1306.52亿元，同比增长48%，完成年度目标的105.8%。
全市走访500强企业26家，居全省第三位；落地项目二十八个，下降3.5%。
在云州市投资合作推介会上，云州绿能科技有限公司风电装备项目成功签约，总投资12亿元。
下一步，云州市将持续优化营商环境。"""

# The figures the finder numbers in BODY, for reading the tests:
# 1 截至7月20日  2 178个  3 1306.52亿元  4 48%  5 105.8%  6 500强(distractor)  7 26家  8 第三位
# 9 二十八个  10 3.5%  11 12亿元
SOUND: dict[str, Any] = {
    "region": "云州市",
    "period": 1,
    "rows": [
        {"f": 2, "i": "signed.projects", "a": "level", "r": None, "s": None, "p": 1},
        {"f": 3, "i": "signed.investment", "a": "level", "r": None, "s": None, "p": 1},
        {"f": 4, "i": "signed.investment", "a": "growth", "r": None, "s": None, "p": 1},
        {"f": 5, "i": "signed.investment", "a": "completion", "r": None, "s": None, "p": 1},
        {"f": 7, "i": "enterprises.contacted", "a": "level", "r": None, "s": None, "p": 1},
        {"f": 8, "i": "enterprises.contacted", "a": "rank", "r": None, "s": None, "p": 1},
        {"f": 9, "i": "landed.projects", "a": "level", "r": None, "s": None, "p": 1},
        {"f": 10, "i": "landed.projects", "a": "drop", "r": None, "s": None, "p": 1},
    ],
    "projects": [
        {
            "name": "风电装备项目",
            "investor": "云州绿能科技有限公司",
            "amount": 11,
            "status": "signed",
            "location": None,
            "capacity": None,
        }
    ],
    "events": [{"name": "云州市投资合作推介会", "date": None, "place": None}],
    "policies": [],
    "industries": ["风电装备"],
    "measures": ["优化营商环境"],
    "outlook": [],
    "headline": "云州市新签约项目{2}",
    "summary": "{1}，云州市新签约项目{2}，协议总投资{3}，增长{4}。",
}


def sound(**changes: Any) -> dict[str, Any]:
    """The sound answer, with some parts changed."""
    return {**deepcopy(SOUND), **changes}


def row(f: Any, i: str = "signed.projects", a: str = "level", **more: Any) -> dict[str, Any]:
    """One row of an answer."""
    return {"f": f, "i": i, "a": a, "r": None, "s": None, "p": None, **more}


def article_of(body: str = BODY, *, title: str | None = TITLE) -> Article:
    """An article with this body, its figures numbered by the finder."""
    return Article(
        id="page",
        path=None,
        page=body,
        text=TracedText.of(body),
        encoding="utf-8",
        title=title,
        source="云州日报",
        published=date(2023, 7, 21),
        region=Region("云州市", None, "prefecture"),
        figures=find_figures(body),
    )


def settings_for(url: str, tmp: Path | None = None, **more: Any) -> Settings:
    """Settings for a server of a test: short waits, no cache unless asked for."""
    values: dict[str, Any] = {
        "base_url": url,
        "model": "composed-model",
        "api_key": "sk-test-0123456789abcdef",
        "mode": "json_schema",
        "cache": False,
        "cross_read": False,
        "cache_dir": tmp,
        "tries": 3,
        "max_wait": 2.0,
        "connect_timeout": 2.0,
        "read_timeout": 5.0,
        "total_timeout": 10.0,
    }
    return load_settings(**{**values, **more})


def read(url: str, tmp: Path | None = None, article: Article | None = None, **more: Any) -> Reading:
    """Read a page through an engine on this endpoint."""

    async def run() -> Reading:
        engine = LlmEngine(settings_for(url, tmp, **more))
        try:
            return await engine.read(article or article_of())
        finally:
            await engine.close()

    return asyncio.run(run())
