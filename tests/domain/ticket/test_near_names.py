"""Which known names are offered for one that nobody has, and that none is offered without need."""

import pytest

from quotadesk.domain.ticket.near import near_names

OWNERS = {
    "zhang.wei": ("张伟",),
    "li.na": ("李娜", "lina"),
    "acme-prod": (),
    "acme-1": (),
    "acme-12": (),
    "growth-team": ("Growth",),
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhang.wie", "zhang.wei"),  # neighbours swapped
        ("zhamg.wei", "zhang.wei"),  # one wrong letter
        ("ahang.wei", "zhang.wei"),  # the first letter wrong
        ("li.n", "li.na"),  # one missing, in a short name
        ("zhang wei", "zhang.wei"),  # another separator
        ("growth", "growth-team"),  # an alias
        ("章伟", "zhang.wei"),  # another character of the same sound
        ("acme-prdo", "acme-prod"),
    ],
)
def test_a_name_with_a_slip_is_offered_as_it_is_written(typed, meant):
    assert near_names(typed, OWNERS) == (meant,)


@pytest.mark.parametrize(
    "typed", ["zhang.wei", "ZHANG.WEI", "zhang*", "wang.fang", "张三", "acme-2", "", "ab"]
)
def test_nothing_is_offered_for_a_known_name_a_pattern_or_somebody_else(typed):
    assert near_names(typed, OWNERS) == ()


def test_a_slip_is_told_before_the_name_is_typed_to_its_end():
    assert near_names("zahng", OWNERS) == ()
    assert near_names("zahng", OWNERS, begun=True) == ("zhang.wei",)


def test_the_nearest_of_several_names_comes_first_and_few_are_offered():
    many = dict.fromkeys(("datalab", "datalabs", "datalabx", "datalaby", "dbtalabx"), ())
    offered = near_names("datalbbx", many)
    assert offered[0] == "datalabx"
    assert len(offered) == 3
