"""The scores of names: what counts as found, as right, and as one."""

from tests.bench.score_names import Name, Shares, cluster_shares, mention_shares, people_shares

POE = Name(0, 7, "person", "Q1")
POE_AGAIN = Name(20, 23, "person", "Q1")
ACME = Name(30, 34, "organisation", "Q2")


def test_a_mention_is_found_by_a_name_of_its_kind_that_overlaps_it() -> None:
    found = [Name(4, 7, "person", 0), Name(20, 23, "place", 1)]
    assert mention_shares([POE, POE_AGAIN], found, "person") == Shares(1, 1, 1, 2, 0)


def test_a_name_on_a_mention_of_another_kind_is_wrong() -> None:
    assert mention_shares([ACME], [Name(30, 34, "person", 0)], "person") == Shares(0, 1, 0, 0, 0)


def test_a_name_where_nothing_is_annotated_is_not_judged() -> None:
    assert mention_shares([POE], [Name(0, 7, "person", 0), Name(50, 60, "person", 1)], "person").unjudged == 1


def test_names_that_touch_without_overlap_do_not_meet() -> None:
    assert mention_shares([POE], [Name(7, 9, "person", 0)], "person").recall == 0


def test_mentions_of_one_that_are_found_as_two_cost_recall() -> None:
    shares = cluster_shares([POE, POE_AGAIN], [Name(0, 7, "person", 0), Name(20, 23, "person", 1)], "person")
    assert (shares.precision, shares.recall) == (1.0, 0.5)


def test_mentions_of_two_that_are_found_as_one_cost_precision() -> None:
    other = Name(20, 23, "person", "Q3")
    shares = cluster_shares([POE, other], [Name(0, 7, "person", 0), Name(20, 23, "person", 0)], "person")
    assert (shares.precision, shares.recall) == (0.5, 1.0)


def test_mentions_that_are_not_found_are_alone() -> None:
    assert cluster_shares([POE, POE_AGAIN], [], "person") == Shares(2, 2, 1, 2)


def test_people_are_right_by_their_full_names_middle_names_and_accents_aside() -> None:
    assert people_shares(["Zoé Poe", "John Roe"], ["Zoe M. Poe", "Ann Roe"]) == Shares(1, 2, 1, 2)


def test_a_surname_alone_is_not_the_full_name() -> None:
    assert people_shares(["Ann Poe"], ["Poe"]).f == 0


def test_two_found_names_of_one_person_are_right_once() -> None:
    assert people_shares(["Ann Poe"], ["Ann Poe", "Ann B. Poe"]) == Shares(1, 2, 1, 1)
