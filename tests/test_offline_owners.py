"""Whose figure it is: a county inside a city's article, a neighbour beside the page's own city."""

from __future__ import annotations

from offline_support import read

from summarizer.article import Region

LINYI = Region("临沂市", "山东省", "prefecture")


def owners(body: str) -> dict[str, str | None]:
    article, reading = read(body, LINYI)
    return {article.figures[s.figure - 1].surface: s.region for s in reading.draft.statements}


def test_the_subject_of_a_clause_owns_its_figures() -> None:
    assert owners("全市签约项目120个。其中，沂水县签约项目18个，总投资26亿元。") == {
        "120个": None,
        "18个": "沂水县",
        "26亿元": "沂水县",
    }


def test_the_whole_city_takes_over_again() -> None:
    assert owners("沂水县签约项目18个，全市签约项目120个。") == {"18个": "沂水县", "120个": None}


def test_a_rank_in_the_city_does_not_change_the_owner() -> None:
    assert owners("沂水县到位资金8.6亿元，总量居全市第二位。") == {"8.6亿元": "沂水县", "第二位": "沂水县"}


def test_a_place_visited_owns_nothing() -> None:
    assert owners("市领导赴青岛市招商，签约项目6个。") == {"6个": None}


def test_a_place_after_its_count() -> None:
    assert owners("全市签约项目30个，另外5个出自费县。") == {"30个": None, "5个": "费县"}


def test_zones_stand_among_the_counties_of_a_list() -> None:
    assert owners("分县区看，沂水县签约项目4个；经开区5个，投资额12亿元；市高新区签约项目6个。") == {
        "4个": "沂水县",
        "5个": "经开区",
        "12亿元": "经开区",
        "6个": "市高新区",
    }


def test_a_zone_without_counties_beside_it_is_no_owner() -> None:
    assert owners("经开区签约项目5个。") == {"5个": None}


def test_places_in_the_order_of_their_figures() -> None:
    assert owners("沂水县、费县位居前两位，分别到位资金8.6亿元和7.2亿元。") == {
        "8.6亿元": "沂水县",
        "7.2亿元": "费县",
    }
