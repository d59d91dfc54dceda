"""What a reader says of an article, without a number of its own."""

from __future__ import annotations

from pydantic import Field

from summarizer.report.fields import AspectId, IndicatorId, Model, ProjectStatus


class DraftStatement(Model):
    """One row: what a figure of the article means."""

    figure: int = Field(description="number of the figure")
    indicator: IndicatorId
    aspect: AspectId
    falls: bool = Field(default=False, description="true where the wording says a fall (下降, 减少)")
    region: str | None = Field(
        default=None, description="whose figure, as written in the body; null: the page's"
    )
    scope: str | None = Field(default=None, description="what narrows it, as written; several joined by ；")
    period: int | None = Field(default=None, description="number of the date or period figure")


class DraftProject(Model):
    """A named project or deal."""

    name: str
    investor: str | None = None
    amount: int | None = Field(default=None, description="number of the money figure")
    status: ProjectStatus
    location: str | None = None
    capacity: int | None = Field(default=None, description="number of the capacity figure")


class DraftEvent(Model):
    """A named event: a fair, a signing ceremony, a campaign."""

    name: str
    date: int | None = Field(default=None, description="number of the date figure")
    place: str | None = None


class Draft(Model):
    """A reading of one article, by figure numbers only.

    `headline` and `summary` are templates: `{12}` stands for figure 12, and no digit may stand
    outside braces. Names, titles, places and quoted phrases are copied from the body.
    """

    headline: str
    summary: str
    region: str | None = None
    period: int | None = Field(default=None, description="figure of the period the page reports on")
    statements: list[DraftStatement] = Field(default_factory=list[DraftStatement])
    projects: list[DraftProject] = Field(default_factory=list[DraftProject])
    events: list[DraftEvent] = Field(default_factory=list[DraftEvent])
    policies: list[str] = Field(default_factory=list[str])
    industries: list[str] = Field(default_factory=list[str])
    measures: list[str] = Field(default_factory=list[str])
    outlook: list[str] = Field(default_factory=list[str])
