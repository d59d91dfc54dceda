"""The one function that runs all cleaning steps in order: page bytes in, an article out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from summarizer.article import Article, TracedText
from summarizer.cleaning import signs
from summarizer.cleaning.damage import undo_damage
from summarizer.cleaning.decoding import Decoded, decode
from summarizer.cleaning.furniture import strip_furniture
from summarizer.cleaning.metadata import extract_metadata
from summarizer.cleaning.pages_html import HtmlPage, extract_html
from summarizer.cleaning.repairs import RawRepair, RawRepairs, Repairs
from summarizer.cleaning.script import simplify
from summarizer.errors import InputError, NoArticleError

_ID_LENGTH = 16


def clean(data: bytes | str, *, path: str | None = None) -> Article:
    """Clean one page: decode it, undo the damage, simplify the script, drop the furniture.

    Args:
        data: the page as it came, text or HTML, in any of the encodings of Chinese pages; or text
            that is decoded already.
        path: where it came from, kept in the article.

    Returns:
        The article, without figures. Every body character knows its place in the page as decoded;
        every change beyond script and width is in `repairs`, every line left out in `removed`.

    Raises:
        InputError: the page is empty or no text.
        NoArticleError: the page holds no article.
    """
    decoded = _decode(data)
    page = decoded.text
    html = extract_html(page)
    text, repairs = repair(html.text if html else TracedText.of(page))
    furniture = strip_furniture(text)
    if not furniture.body.text.strip():
        raise NoArticleError(
            "The page holds no article", hint="it has no running prose; check that it is the page you meant"
        )
    metadata = extract_metadata(furniture, html=html)
    return Article(
        id=_identity(data),
        path=path,
        page=page,
        text=furniture.body,
        encoding=decoded.encoding,
        title=metadata.title,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        region=metadata.region,
        damage=_tags(decoded, repairs, furniture.damage),
        repairs=in_body(repairs, furniture.body, page),
        removed=furniture.removed,
        warnings=(*decoded.warnings, *_left_out(html)),
    )


def repair(text: TracedText) -> tuple[TracedText, RawRepairs]:
    """Undo everything that happened to a page's text, script included; furniture stays.

    Returns:
        The repaired text in simplified script, and the repairs by their places in the page.
    """
    repairs = RawRepairs()

    def note(done: signs.Repaired) -> TracedText:
        repairs.add_all(done.places, done.certainty, done.kind)
        return done.text

    text = signs.unify_breaks(text)
    undone = undo_damage(text)
    damaged = bool(undone.repairs)
    repairs.extend(undone.repairs)
    text = note(signs.drop_invisible(undone.text))
    text = note(signs.resolve_markup(text))
    indents, spaces = signs.drop_indents(text)
    note(indents)
    text = note(spaces)
    if damaged:
        text = signs.close_up_marks(text)
    text = note(signs.single_marks(text))
    text = signs.half_width(text)
    torn, wrapped = signs.join_torn_numbers(text)
    note(torn)
    text = note(wrapped)
    return simplify(text), repairs


def _decode(data: bytes | str) -> Decoded:
    if isinstance(data, bytes):
        return decode(data)
    if not data.strip():
        raise InputError("The page is empty", hint="check the download; nothing but white space came")
    return Decoded(data.removeprefix("\ufeff"), "unicode")


def _identity(data: bytes | str) -> str:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:_ID_LENGTH]


def _tags(decoded: Decoded, repairs: RawRepairs, furniture: Iterable[str]) -> tuple[str, ...]:
    """The damage of a page in a word each: what was found, in the order of the steps."""
    found = repairs.kinds()
    encoding = () if decoded.encoding in ("utf-8", "unicode") else (decoded.encoding,)
    return tuple(dict.fromkeys((*encoding, *found, *furniture)))


def _left_out(html: HtmlPage | None) -> tuple[str, ...]:
    if html is None or not html.unaligned:
        return ()
    return (
        f"{len(html.unaligned)} lines of the HTML page could not be traced to its source and were left out",
    )


def in_body(repairs: Iterable[RawRepair], body: TracedText, page: str) -> Repairs:
    """Repairs by their places in a text made from the repaired one; those of removed lines fall away."""
    return Repairs(repairs, body, page)
