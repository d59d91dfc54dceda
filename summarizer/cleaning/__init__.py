"""Page bytes to a clean article: decoding, damage, script, furniture, metadata; one file a step."""

from summarizer.cleaning.steps import clean

__all__ = ["clean"]
