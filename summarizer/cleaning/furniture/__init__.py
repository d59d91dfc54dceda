"""Take an article out of a text page: drop everything around it and between its paragraphs.

What goes is decided line by line, in the open: rules with reasons and scores (`rules`), the run of
lines that holds the prose (`core`), the title above it (`titles`), and a body printed twice
(`repeats`). Every removed line is reported with its reason.
"""

from summarizer.cleaning.furniture.strip import FurnitureResult, PageLine, Place, strip_furniture

__all__ = ["FurnitureResult", "PageLine", "Place", "strip_furniture"]
