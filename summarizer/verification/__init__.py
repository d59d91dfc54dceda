"""Draft and article become a report, and every number of it right, or marked."""

from __future__ import annotations

from summarizer.verification.reporting import make_report

__all__ = ["make_report"]
