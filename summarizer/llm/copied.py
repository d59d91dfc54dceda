"""Whether a name or phrase stands in the body, and exactly how it stands there."""

from __future__ import annotations

import unicodedata
from functools import cache, cached_property, lru_cache

from summarizer.article import Article

_QUOTES = frozenset("“”‘’\"'「」『』《》〈〉")
_ASIDE = " \t\r\n\u3000" + "".join(sorted(_QUOTES))
_SUFFIXES = "省市区县旗盟州"
_AREA_ENDS = (*_SUFFIXES, "镇", "乡", "村", "园", "街道", "新城", "地区", "全国", "国家", "港")
_LONGEST_REGION = 20


class BodyText:
    """A body prepared for looking up copied words: white space, width and quotation marks aside."""

    def __init__(self, body: str) -> None:
        self.body = body

    @cached_property
    def _folded(self) -> str:
        """The body's characters as they are compared. Most words stand as they are and need it not."""
        return "".join(map(_fold, self.body))

    @cached_property
    def _places(self) -> list[int]:
        """Where in the body each folded character stands."""
        return [index for index, character in enumerate(self.body) for _ in _fold(character)]

    def find(self, words: str) -> str | None:
        """The words as the body has them, or None where it does not."""
        bare = words.strip(_ASIDE)
        if bare and bare in self.body:
            return bare
        folded = "".join(map(_fold, bare))
        if not folded:
            return None
        at = self._folded.find(folded)
        return None if at < 0 else self.body[self._places[at] : self._places[at + len(folded) - 1] + 1]


@cache
def _fold(character: str) -> str:
    """A character as it is compared; a page has some hundred different ones."""
    if character.isspace() or character in _QUOTES:
        return ""
    return unicodedata.normalize("NFKC", character).casefold().replace(" ", "")


@lru_cache(maxsize=8)
def body_text(body: str) -> BodyText:
    """The body of an article in hand, prepared once."""
    return BodyText(body)


def standing_phrase(article: Article, words: str) -> str | None:
    """A phrase as the body has it."""
    return body_text(article.body).find(words)


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
        found = body_text(text).find(name)
        if found:
            return found
        if len(name) > 2 and name[-1] in _SUFFIXES and body_text(text).find(name[:-1]):
            return name
    return None


def _names_an_area(name: str) -> bool:
    if len(name) > _LONGEST_REGION or any(character.isdigit() for character in name):
        return False
    if name.endswith(_AREA_ENDS):
        return True
    from summarizer.regions import lookup_region

    return lookup_region(name) is not None
