"""Readers: an article becomes a draft."""
