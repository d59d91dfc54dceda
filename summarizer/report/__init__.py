"""The Pydantic models of a report and of a draft; nothing else.

A `Draft` is what a reader (rules or a language model) says about an article: it refers to figures
by number and never writes one. A `Report` is a draft after verification, with every number filled
in by code. `schemas/report.schema.json` and `schemas/draft.schema.json` are generated from here.
"""

from __future__ import annotations

from summarizer.report.draft import (
    Draft,
    DraftEvent,
    DraftProject,
    DraftStatement,
)
from summarizer.report.fields import (
    AspectId,
    ExactDecimal,
    IndicatorId,
    Model,
    ProjectStatus,
    Spanned,
)
from summarizer.report.records import (
    ArticleRecord,
    FigureRecord,
    PeriodRecord,
    RegionRecord,
    RepairRecord,
)
from summarizer.report.relations import (
    AnyRelation,
    AverageRelation,
    CompletionRelation,
    GrowthRelation,
    NestedRelation,
    Relation,
    ShareRelation,
    SumRelation,
)
from summarizer.report.verified import (
    SCHEMA_VERSION,
    Confidence,
    Event,
    Finding,
    Project,
    Quote,
    Report,
    Run,
    Severity,
    Statement,
    StatementStatus,
    Usage,
)

__all__ = [
    "SCHEMA_VERSION",
    "AnyRelation",
    "ArticleRecord",
    "AspectId",
    "AverageRelation",
    "CompletionRelation",
    "Confidence",
    "Draft",
    "DraftEvent",
    "DraftProject",
    "DraftStatement",
    "Event",
    "ExactDecimal",
    "FigureRecord",
    "Finding",
    "GrowthRelation",
    "IndicatorId",
    "Model",
    "NestedRelation",
    "PeriodRecord",
    "Project",
    "ProjectStatus",
    "Quote",
    "RegionRecord",
    "Relation",
    "RepairRecord",
    "Report",
    "Run",
    "Severity",
    "ShareRelation",
    "Spanned",
    "Statement",
    "StatementStatus",
    "SumRelation",
    "Usage",
]
