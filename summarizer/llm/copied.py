"""Whether a name or phrase stands in the body, and exactly how it stands there."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.standing import as_it_stands, stands

_SUFFIXES = "省市区县旗盟州"
_AREA_ENDS = (*_SUFFIXES, "镇", "乡", "村", "园", "街道", "新城", "地区", "全国", "国家", "港")
_LONGEST_REGION = 20


def standing_phrase(article: Article, words: str) -> str | None:
    """A phrase as the body has it."""
    return as_it_stands(article.body, words)


def standing_scope(article: Article, words: str) -> str | None:
    """A scope whose parts, split at ；, stand in the body; parts that do not are left out."""
    parts = (standing_phrase(article, part) for part in words.replace(";", "；").split("；"))
    return "；".join(part for part in parts if part) or None


def standing_region(article: Article, name: str) -> str | None:
    """A region the page speaks of: it stands in the body or title, or is the page's own.

    A full name passes where the page writes it without its last character (湖北省, 湖北). What stands
    in the page but names no area (a date, a firm) does not pass.
    """
    if article.region and name in (article.region.name, article.region.province):
        return name
    if not _names_an_area(name):
        return None
    for text in (article.body, article.title or ""):
        found = as_it_stands(text, name)
        if found:
            return found
        if len(name) > 2 and name[-1] in _SUFFIXES and stands(text, name[:-1]):
            return name
    return None


def _names_an_area(name: str) -> bool:
    if len(name) > _LONGEST_REGION or any(character.isdigit() for character in name):
        return False
    if name.endswith(_AREA_ENDS):
        return True
    from summarizer.regions import lookup_region

    return lookup_region(name) is not None
