"""Write a folder of pages to measure with: composed, all different, with plausible figures.

python bench/batch/make_pages.py DIR 5000 [--paragraphs 6] [--jsonl]
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

PLACES = ("临江市", "青河县", "云岭市", "北原区", "东湖新区", "安澜县", "白石市", "长汀镇")
MONTHS = ("1—3月", "上半年", "前三季度", "1—9月", "全年", "截至6月底", "截至11月20日")
SENTENCES = (
    "{when}，{place}新签约项目{count}个，总投资{money}亿元，同比增长{percent}%。",
    "其中，亿元以上项目{few}个，投资额{less}亿元，占总投资的{share}%。",
    "实际到位资金{arrived}亿元，完成年度任务的{done}%。",
    "新开工项目{few}个，竣工投产项目{some}个，开工率达到{share}%。",
    "由{place}智造科技有限公司投资的{thing}项目，总投资{small}亿元，已于近日开工建设。",
    "全市组织外出招商{some}批次，走访企业{count}家，邀请客商来访{many}人次。",
    "市招商局负责人表示，将继续优化营商环境，力争全年引进项目{many}个以上。",
)
THINGS = ("新能源电池", "精密铸造", "冷链物流园", "光伏组件", "生物医药中试基地", "数据中心")


def page(number: int, paragraphs: int) -> str:
    """One page; the same number gives the same page."""
    draw = random.Random(number)
    place = draw.choice(PLACES)
    lines = [
        f"{place}招商引资工作取得新进展（第{number}期）",
        f"来源：{place}融媒体中心 2023-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}",
    ]
    for _ in range(paragraphs):
        chosen = draw.sample(SENTENCES, 3)
        lines.append("".join(sentence.format(**_numbers(draw, place)) for sentence in chosen))
    lines += ["责任编辑：王小明", "版权所有 未经许可不得转载"]
    return "\n".join(lines) + "\n"


def _numbers(draw: random.Random, place: str) -> dict[str, object]:
    money = draw.uniform(50, 2000)
    return {
        "when": draw.choice(MONTHS),
        "place": place,
        "thing": draw.choice(THINGS),
        "count": draw.randint(30, 200),
        "few": draw.randint(5, 30),
        "some": draw.randint(3, 20),
        "many": draw.randint(100, 900),
        "money": round(money, 2),
        "less": round(money * 0.6, 2),
        "arrived": round(money * 0.3, 2),
        "small": round(draw.uniform(1, 30), 1),
        "percent": round(draw.uniform(1, 60), 1),
        "share": round(draw.uniform(20, 90), 1),
        "done": round(draw.uniform(40, 130), 1),
    }


def write_pages(folder: Path, count: int, paragraphs: int = 6) -> None:
    """A file a page, a thousand files a folder."""
    for number in range(count):
        file = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(number, paragraphs), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--jsonl", action="store_true", help="one file of JSON lines instead")
    given = parser.parse_args()
    if given.jsonl:
        with given.folder.open("w", encoding="utf-8") as lines:
            for number in range(given.count):
                record = {"id": f"{number:07}", "text": page(number, given.paragraphs)}
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        write_pages(given.folder, given.count, given.paragraphs)


if __name__ == "__main__":
    main()
