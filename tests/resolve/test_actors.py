import random
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import (
    Actor,
    ActorKind,
    Address,
    Level,
    NamedEntity,
    Resolution,
    Role,
    StatedRole,
    key_of,
)
from pipelines.resolve.actors import resolve


def entity(
    text_id: int, name: str, kind: ActorKind = "person", *, number: int = 0, acronym: str | None = None, **forms: int
) -> NamedEntity:
    """Make an entity that stands once under its name, and as often as given under other forms (`_` for a space)."""
    names = {name: 1, **{form.replace("_", " "): count for form, count in forms.items()}}
    return NamedEntity(text_id, number, kind, name, acronym, tuple(sorted(names.items())))


def stated(
    text_id: int, role: str, of_text: str | None = None, *, number: int = 0, of: int | None = None
) -> StatedRole:
    return StatedRole(text_id, Role(number, role, of, of_text, 0, 10))


def actor_of(found: Resolution, text_id: int, number: int = 0) -> Actor:
    (link,) = [link for link in found.links if (link.text_id, link.entity) == (text_id, number)]
    (actor,) = [actor for actor in found.actors if actor.actor_id == link.actor_id]
    return actor


def links_by_text(found: Resolution) -> dict[int, str]:
    return {link.text_id: link.method for link in found.links}


def candidates(found: Resolution) -> set[tuple[str, str]]:
    names = {actor.actor_id: actor.name for actor in found.actors}
    pairs = (
        sorted((names[each.actor_id], names[each.other_actor_id]), key=len)
        for each in found.candidates
        if each.other_actor_id
    )
    return {(one, other) for one, other in pairs}


def aliases(found: Resolution, actor: Actor) -> set[tuple[str, str]]:
    return {(alias.alias, alias.kind) for alias in found.aliases if alias.actor_id == actor.actor_id}


def test_one_full_name_is_one_person_in_all_texts() -> None:
    found = resolve([entity(1, "Oleg Varnin", Varnin=4), entity(2, "OLEG VARNIN")], [])
    (actor,) = found.actors
    assert (actor.name, actor.kind, actor.actor_id) == (
        "Oleg Varnin",
        "person",
        key_of("actor", "person", "oleg varnin"),
    )
    assert aliases(found, actor) == {("Oleg Varnin", "full"), ("OLEG VARNIN", "full"), ("Varnin", "surname")}


def test_an_alias_says_whether_it_is_a_surname_or_a_given_name() -> None:
    found = resolve([entity(1, "Ilse van Varga", Ilse=1, Varga=2, Ils=1)], [])
    (actor,) = found.actors
    assert aliases(found, actor) == {
        ("Ilse van Varga", "full"),
        ("Ilse", "given_name"),
        ("Varga", "surname"),
        ("Ils", "given_name"),
    }


def test_the_canonical_name_is_the_most_frequent_full_form() -> None:
    found = resolve([entity(1, "Ilsé Varga"), entity(2, "Ilse Varga"), entity(3, "Ilse Varga")], [])
    assert [actor.name for actor in found.actors] == ["Ilse Varga"]


def test_ties_go_to_the_first_in_the_alphabet() -> None:
    found = resolve([entity(1, "Ilse Várga"), entity(2, "Ilse Varga")], [])
    assert [actor.name for actor in found.actors] == ["Ilse Varga"]


def test_a_middle_initial_alone_does_not_make_two_persons() -> None:
    found = resolve([entity(1, "Ilse K. Varga"), entity(2, "Ilse Varga"), entity(3, "Ilse Klara Varga")], [])
    assert len(found.actors) == 1


def test_middle_initials_that_contradict_each_other_keep_persons_apart() -> None:
    found = resolve([entity(1, "Ilse K. Varga"), entity(2, "Ilse M. Varga"), entity(3, "Ilse Varga")], [])
    assert len(found.actors) == 3


def test_a_suffix_keeps_father_and_son_apart() -> None:
    assert len(resolve([entity(1, "Marlo Quent"), entity(2, "Marlo Quent Jr.")], []).actors) == 2


def test_a_surname_alone_joins_nobody_of_another_text() -> None:
    found = resolve([entity(1, "Ilse Varga"), entity(2, "Varga"), entity(3, "Varga")], [])
    assert len({actor_of(found, text_id).actor_id for text_id in (1, 2, 3)}) == 3
    assert {link.method for link in found.links} == {"full_name", "single_name_in_text"}


def test_a_single_name_that_ends_nobodys_full_name_is_one_person() -> None:
    found = resolve([entity(1, "Zorba"), entity(2, "Zorba")], [])
    assert [actor.name for actor in found.actors] == ["Zorba"]


def test_a_person_and_a_place_of_one_name_are_two() -> None:
    found = resolve([entity(1, "Jordan"), entity(1, "Jordan", "place", number=1)], [])
    assert {actor.kind for actor in found.actors} == {"person", "place"}


def test_an_organisation_is_one_with_and_without_article_and_legal_form() -> None:
    names = ("Quorvex Inc.", "The Quorvex", "Quorvex")
    found = resolve([entity(number, name, "organisation") for number, name in enumerate(names)], [])
    assert len(found.actors) == 1


def test_an_organisation_never_joins_one_whose_name_it_begins() -> None:
    found = resolve([entity(1, "Bellmouth", "organisation"), entity(2, "Bellmouth Bank", "organisation")], [])
    assert len(found.actors) == 2


def test_an_acronym_alone_joins_the_one_organisation_that_three_texts_state_it_of() -> None:
    spelled = [entity(number, "Bellmouth River Board", "organisation", acronym="BRB", BRB=5) for number in (1, 2, 3)]
    found = resolve([*spelled, entity(4, "BRB", "organisation")], [])
    (actor,) = found.actors
    assert links_by_text(found)[4] == "acronym_in_corpus"
    assert (actor.name, actor.acronym, actor.organisation_type) == ("Bellmouth River Board", "BRB", "authority")
    assert ("BRB", "acronym") in aliases(found, actor)


def test_an_acronym_that_two_organisations_state_joins_neither_and_both_are_candidates() -> None:
    board = [entity(number, "Bellmouth River Board", "organisation", acronym="BRB") for number in (1, 2, 3)]
    bank = [entity(number, "Bank of Rural Bavia", "organisation", acronym="BRB") for number in (4, 5, 6)]
    found = resolve([*board, *bank, entity(7, "BRB", "organisation")], [])
    assert len(found.actors) == 3
    assert candidates(found) == {("BRB", "Bellmouth River Board"), ("BRB", "Bank of Rural Bavia")}


def test_what_an_acronym_means_in_its_story_comes_before_what_it_means_elsewhere() -> None:
    board = [entity(number, "Bellmouth River Board", "organisation", acronym="BRB") for number in (1, 2, 3)]
    bank = entity(4, "Bank of Rural Bavia", "organisation", acronym="BRB")
    found = resolve([*board, bank, entity(5, "BRB", "organisation")], [], stories={4: 40, 5: 40})
    assert actor_of(found, 5).name == "Bank of Rural Bavia"


def test_an_acronym_that_every_reader_knows_needs_no_text_to_state_it() -> None:
    found = resolve([entity(1, "WHO", "organisation"), entity(2, "World Health Organization", "organisation")], [])
    assert [(actor.name, actor.acronym) for actor in found.actors] == [("World Health Organization", "WHO")]


def test_a_known_acronym_that_the_corpus_spells_out_in_another_way_is_not_the_known_one() -> None:
    hosts = [entity(number, "Wide Harbour Owners", "organisation", acronym="WHO") for number in (1, 2, 3)]
    found = resolve([*hosts, entity(4, "WHO", "organisation")], [])
    assert actor_of(found, 4).actor_id != key_of("actor", "organisation", "world health organization")


def test_a_body_without_its_country_is_that_of_the_country_which_the_corpus_names_with_it() -> None:
    named = [entity(number, "U.S. Senate", "organisation") for number in (1, 2, 3)]
    found = resolve([*named, entity(4, "Senate", "organisation")], [])
    assert [actor.name for actor in found.actors] == ["U.S. Senate"]


def test_a_body_named_with_us_before_it_is_the_one_named_without_where_nobody_else_has_one() -> None:
    named = [entity(1, "U.S. Salt Bureau", "organisation"), entity(2, "Salt Bureau", "organisation")]
    assert links_by_text(resolve(named, [])) == {1: "name", 2: "national_body"}
    assert len(resolve(named, []).actors) == 1
    norland = entity(3, "Norland Salt Bureau", "organisation")
    assert len(resolve([*named, norland], []).actors) == 3


def test_a_court_of_any_place_is_not_that_of_the_united_states() -> None:
    named = [entity(1, "U.S. Salt Court", "organisation"), entity(2, "Salt Court", "organisation")]
    assert len(resolve(named, []).actors) == 2


def test_a_known_organisation_is_the_same_with_us_before_it() -> None:
    named = [entity(1, "U.S. Secret Service", "organisation"), entity(2, "USSS", "organisation")]
    named += [entity(3, "U.S. National Hurricane Center", "organisation"), entity(4, "NHC", "organisation")]
    assert len(resolve(named, []).actors) == 2


def test_a_museum_is_the_national_one_of_its_story() -> None:
    named = [entity(1, "National Quent Museum", "organisation"), entity(2, "Quent Museum", "organisation")]
    assert len(resolve(named, []).actors) == 2
    assert links_by_text(resolve(named, [], stories={1: 7, 2: 7}))[2] == "national_in_story"


@pytest.mark.parametrize(("acronym", "texts"), [("BRBX", 1), ("BRB", 2), ("BR", 3)])
def test_a_longer_acronym_needs_fewer_texts_that_spell_it_out(acronym: str, texts: int) -> None:
    def joined(number: int) -> bool:
        spelled = [entity(each, "Bellmouth River Board", "organisation", acronym=acronym) for each in range(number)]
        return len(resolve([*spelled, entity(9, acronym, "organisation")], []).actors) == 1

    assert joined(texts)
    assert texts == 1 or not joined(texts - 1)


def test_a_body_in_a_text_that_names_that_of_another_country_is_that_countrys() -> None:
    named = [entity(number, "U.S. Senate", "organisation") for number in (1, 2, 3, 4, 5, 6)]
    named += [entity(7, "Royal French Senate", "organisation"), entity(7, "Senate", "organisation", number=1)]
    assert actor_of(resolve(named, []), 7, 1).name == "Royal French Senate"


def test_a_body_that_two_countries_have_in_the_corpus_stays_apart() -> None:
    named = [entity(number, "Canadian Senate", "organisation") for number in (1, 2, 3)]
    others = [entity(number, "Australian Senate", "organisation") for number in (4, 5, 6)]
    found = resolve([*named, *others, entity(7, "Senate", "organisation")], [])
    assert actor_of(found, 7).name == "Senate"


def test_a_nickname_joins_its_full_name_where_nothing_contradicts() -> None:
    found = resolve([entity(1, "Bob Quent"), entity(2, "Robert T. Quent"), entity(3, "Robert Quent")], [])
    assert len(found.actors) == 1
    assert links_by_text(found)[1] == "nickname"


def test_a_nickname_of_two_full_names_joins_neither() -> None:
    found = resolve([entity(1, "Chris Quent"), entity(2, "Christine Quent"), entity(3, "Christopher Quent")], [])
    assert len(found.actors) == 3
    assert candidates(found) == {("Chris Quent", "Christine Quent"), ("Chris Quent", "Christopher Quent")}


def test_who_is_named_much_more_often_than_a_rival_is_joined() -> None:
    often = [entity(number, "Christopher Quent") for number in range(10, 16)]
    found = resolve([entity(1, "Chris Quent"), entity(2, "Christine Quent"), *often], [])
    assert actor_of(found, 1).actor_id == actor_of(found, 10).actor_id
    assert len(found.actors) == 2


def test_a_name_that_may_be_either_of_two_is_neither_even_if_only_one_is_much_named() -> None:
    often = [entity(number, "Marlo W. Quent") for number in range(10, 30)]
    often += [entity(number, f"{first}da Quent") for number, first in enumerate("ABCDEF", 40)]
    rival = [entity(number, "Marlo H. Quent") for number in range(30, 36)]
    found = resolve([*often, *rival, entity(1, "Marlo Quent")], [])
    assert actor_of(found, 1).name == "Marlo Quent"


def test_a_usual_name_and_a_formal_one_in_one_text_are_one_person_where_other_texts_have_them() -> None:
    often = [entity(number, "Robert Quent") for number in (2, 3, 4)]
    found = resolve([entity(1, "Bob Quent"), entity(1, "Robert Quent", number=1), *often], [])
    assert len(found.actors) == 1


def test_a_usual_name_of_a_common_surname_joins_who_holds_the_same_office() -> None:
    crowd = [entity(100 + number, f"{first} Marlow") for number, first in enumerate("ABCDEFGHIJKLM")]
    pair = [entity(1, "Bob Marlow"), entity(2, "Robert Marlow")]
    assert len(resolve([*crowd, *pair], [stated(1, "mayor")]).actors) == len(crowd) + 2
    assert len(resolve([*crowd, *pair], [stated(1, "mayor"), stated(2, "mayor")]).actors) == len(crowd) + 1


def test_a_suffix_that_is_left_out_elsewhere_joins_who_holds_the_same_office() -> None:
    often = [entity(number, "Marlo Quent") for number in (1, 2, 3)]
    found = resolve([*often, entity(4, "Marlo Quent III")], [stated(1, "senator"), stated(4, "senator")])
    assert len(found.actors) == 1
    assert links_by_text(found)[4] == "suffix"


def test_father_and_son_whom_a_text_names_together_are_two_even_in_one_office() -> None:
    often = [entity(number, "Marlo Quent") for number in (1, 2, 3)]
    roles = [stated(1, "senator"), stated(4, "senator")]
    found = resolve([*often, entity(4, "Marlo Quent Jr."), entity(4, "Marlo Quent", number=1)], roles)
    assert len(found.actors) == 2


def test_a_suffix_makes_a_candidate_only() -> None:
    found = resolve([entity(1, "Marlo Quent"), entity(2, "Marlo Quent Jr.")], [])
    assert candidates(found) == {("Marlo Quent", "Marlo Quent Jr.")}


def test_names_that_one_text_has_of_two_persons_are_two() -> None:
    found = resolve([entity(1, "Bob Quent"), entity(1, "Robert Quent", number=1)], [])
    assert len(found.actors) == 2


def test_a_nickname_with_a_common_surname_joins_only_within_a_story() -> None:
    names = [f"{first} Marlow" for first in ("Ada", "Carl", "Dora", "Emil", "Fay", "Gwen", "Hugo", "Ines", "Jonas")]
    names += [f"{first} Marlow" for first in ("Karla", "Linus", "Mona", "Otto")]
    crowd = [entity(100 + number, name) for number, name in enumerate(names)]
    pair = [entity(1, "Bob Marlow"), entity(2, "Robert Marlow")]
    assert len(resolve([*crowd, *pair], []).actors) == len(crowd) + 2
    assert len(resolve([*crowd, *pair], [], stories={1: 7, 2: 7}).actors) == len(crowd) + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taras Volenskyy", "Taras Volenskiy"),
        ("Hamid al-Sorani", "Hamid Sorani"),
        ("Ryo Tan-mi", "Ryo Tan Mi"),
        ("Ilse de Varga", "Ilse De Varga"),
        ("J.R. Quent", "J. R. Quent"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert len(resolve([entity(1, one), entity(2, other)], []).actors) == 1


def test_a_surname_alone_joins_the_one_full_name_of_its_story() -> None:
    found = resolve([entity(1, "Ilse Varga"), entity(2, "Varga"), entity(3, "Varga")], [], stories={1: 10, 2: 10})
    assert actor_of(found, 2).name == "Ilse Varga"
    assert links_by_text(found) == {1: "full_name", 2: "surname_in_story", 3: "single_name_in_text"}


def test_a_surname_alone_joins_nobody_outside_its_story_on_other_matters() -> None:
    famous = [entity(number, "Oleg Varnin") for number in range(50)]
    found = resolve([*famous, entity(200, "Varnin")], [])
    assert links_by_text(found)[200] == "single_name_in_text"
    assert candidates(found) == {("Varnin", "Oleg Varnin")}


PERSON: tuple[str, ActorKind] = ("Oleg Varnin", "person")


def known(*relatives: NamedEntity) -> list[NamedEntity]:
    """Make 30 texts on Oleg Varnin, of which each names three others, and 30 on other matters."""
    others: list[tuple[str, ActorKind]] = [
        (name, "organisation") for name in ("Bellmouth Board", "Carrow Bank", "Quorvex")
    ]
    texts = [
        entity(text, name, kind, number=number)
        for text in range(100, 130)
        for number, (name, kind) in enumerate([PERSON, *others])
    ]
    return [*texts, *(entity(text, "Norland", "place") for text in range(200, 230)), *relatives]


def surname_in(text_id: int, *, address: Address | None = None, matters: bool = True) -> list[NamedEntity]:
    alone = NamedEntity(text_id, 0, "person", "Varnin", None, (("Varnin", 1),), address=address)
    others = ("Bellmouth Board", "Carrow Bank", "Quorvex") if matters else ("Oberon", "Bavia Lines", "Docks Union")
    return [alone, *(entity(text_id, name, "organisation", number=number) for number, name in enumerate(others, 1))]


def test_a_surname_alone_is_the_only_known_one_who_bears_it_in_a_text_on_matters_of_theirs() -> None:
    found = resolve([*known(), *surname_in(1), *surname_in(2, matters=False)], [])
    assert (links_by_text(found)[2], actor_of(found, 1).name) == ("name", "Oleg Varnin")
    assert actor_of(found, 2) != actor_of(found, 1)


def test_a_relative_whom_few_texts_name_is_not_meant_by_a_surname_alone() -> None:
    spouse = [entity(text, "Ilse Varnin", number=7) for text in (100, 101)]
    assert actor_of(resolve([*known(*spouse), *surname_in(1)], []), 1).name == "Oleg Varnin"


def test_whom_a_hundred_texts_name_is_meant_whatever_the_matters() -> None:
    famous = [entity(text, "Oleg Varnin") for text in range(300, 400)]
    assert actor_of(resolve([*famous, *surname_in(1, matters=False)], []), 1).name == "Oleg Varnin"


def test_of_the_only_bearer_of_a_surname_three_texts_are_enough_on_the_same_matters() -> None:
    few = [each for each in known() if each.text_id < 103 or each.text_id >= 200]
    assert actor_of(resolve([*few, *surname_in(1, address="m")], []), 1).name == "Oleg Varnin"
    other = [*few, entity(500, "Ilse Varnin")]
    assert actor_of(resolve([*other, *surname_in(1, address="m")], []), 1).name == "Varnin"


def test_of_several_bearers_it_is_whom_most_texts_name_where_mister_stands_before_it_and_the_matters_are_theirs() -> (
    None
):
    other = [entity(text, "Emil Varnin") for text in range(500, 510)]
    alone = [*surname_in(1, address="m"), *surname_in(2), *surname_in(3, address="m", matters=False)]
    mister = [each._replace(address="m") if each.name == "Oleg Varnin" else each for each in known(*other)]
    found = resolve([*mister, *alone], [])
    assert [actor_of(found, text).name for text in (1, 2, 3)] == ["Oleg Varnin", "Varnin", "Varnin"]


def test_a_double_surname_is_the_full_name_that_ends_in_it() -> None:
    found = resolve([entity(1, "Ilse Marlo Varga"), entity(1, "Marlo Varga", number=1), entity(2, "Marlo Varga")], [])
    (actor,) = found.actors
    assert (actor.name, {link.method for link in found.links}) == (
        "Ilse Marlo Varga",
        {"middle_name", "double_surname"},
    )


@pytest.mark.parametrize(
    "others",
    [
        [entity(2, "Marlo Varga"), entity(3, "Marlo Varga")],  # most texts have the shorter name only
        [entity(2, "Marlo Tesk")],  # the word is a first name
        [entity(1, "Anna Marlo Varga", number=2)],  # it may be the end of either
    ],
)
def test_the_end_of_a_name_that_may_be_a_first_name_and_a_surname_is_somebody_else(others: list[NamedEntity]) -> None:
    found = resolve([entity(1, "Ilse Marlo Varga"), entity(1, "Marlo Varga", number=1), *others], [])
    assert actor_of(found, 1, 1).name == "Marlo Varga"


def test_who_goes_by_a_middle_name_is_one_with_the_initial_before_it_and_without() -> None:
    found = resolve([entity(1, "T. Marlo Varga"), entity(2, "Marlo Varga"), entity(3, "T. Ilse Tesk")], [])
    assert actor_of(found, 1) == actor_of(found, 2) != actor_of(found, 3)


def test_a_middle_name_that_most_texts_leave_out_beside_tells_two_relatives_apart() -> None:
    together = [entity(number, "Jo Quent Varga", Jo_Varga=1) for number in (1, 2, 3)]
    found = resolve([*together, entity(4, "Jo Varga"), entity(5, "Jo Quent Varga")], [])
    assert actor_of(found, 4) != actor_of(found, 5) == actor_of(found, 1)


def test_a_middle_name_that_a_few_texts_leave_out_beside_is_one_persons() -> None:
    together = [entity(number, "Jo Quent Varga", Jo_Varga=1) for number in (1, 2, 3)]
    found = resolve([*together, *(entity(number, "Jo Quent Varga") for number in (4, 5, 6)), entity(7, "Jo Varga")], [])
    assert len(found.actors) == 1


def misspelled(name: str, *, matters: bool = True) -> list[NamedEntity]:
    return [entity(1, name, number=9), *surname_in(1, matters=matters)[1:]]


def test_a_rare_name_one_letter_off_a_frequent_one_on_the_same_matters_is_that_one() -> None:
    found = resolve([*known(), *misspelled("Oleg Varmin")], [])
    assert actor_of(found, 1, 9).name == "Oleg Varnin"
    assert {link.method for link in found.links if (link.text_id, link.entity) == (1, 9)} == {"spelling"}


@pytest.mark.parametrize(
    ("name", "others", "matters"),
    [
        ("Oleg Varmin", [], False),
        ("Oleg Varmin", [entity(2, "Ilse Varmin")], True),  # a surname
        ("Oleg Varmin", [entity(100, "Oleg Varmin", number=9)], True),  # named together
        ("Olga Varnin", [], True),  # a short word
        ("Oleg Barnin", [], True),
        ("Oleg Varmon", [], True),
        ("Olega Varnin", [], True),  # a relative
    ],
)
def test_a_name_one_letter_off_may_be_somebody_elses(name: str, others: list[NamedEntity], matters: bool) -> None:
    found = resolve([*known(), *misspelled(name, matters=matters), *others], [])
    assert actor_of(found, 1, 9).name == name


def test_a_name_in_capitals_is_the_same_with_a_possessive_ending() -> None:
    found = resolve([entity(1, "ILSE VARGA'S"), entity(2, "Ilse Varga"), entity(3, "TARROW’S", "place")], [])
    assert actor_of(found, 1).name == "Ilse Varga"
    assert actor_of(resolve([entity(3, "TARROW’S", "place"), entity(4, "Tarrow", "place")], []), 3).name == "Tarrow"


def test_a_nickname_with_the_same_suffix_needs_no_more_evidence() -> None:
    crowd = [entity(100 + number, f"{first} Varga") for number, first in enumerate(["Ada", "Berit", "Cleo", "Dora"])]
    crowd += [entity(200 + number, f"{chr(number)}na Varga") for number in range(ord("B"), ord("Q"))]
    found = resolve([*crowd, entity(1, "Robert Varga III"), entity(2, "Bob Varga III"), entity(3, "Bob Varga")], [])
    assert actor_of(found, 1) == actor_of(found, 2) != actor_of(found, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senate Committee on Tolls", "Senate Tolls Committee"),
        ("House Permanent Select Committee on Tolls", "House Tolls Committee"),
        ("House Tolls", "House Tolls Committee"),
        ("Norland Ministry of Ferries", "Norland Ferries Ministry"),
        ("Council of Lake Towns", "Council on Lake Towns"),
        ("Society for the Defense of Lakes", "Society for Defense of Lakes"),
        ("Lake Toll Agency", "Lake Tolls Agency"),
        ("Oberon School of Law", "Oberon Law School"),
        ("Oberon FerryLine Works", "Oberon Ferry Line Works"),
        ("Council of Lake Advisors", "Council of Lake Advisers"),
    ],
)
def test_an_organisation_is_one_in_other_words_of_grammar_and_order(one: str, other: str) -> None:
    names = [entity(1, one, "organisation"), entity(2, other, "organisation"), entity(3, other, "organisation")]
    found = resolve(names, [])
    assert [actor.name for actor in found.actors] == [other]
    assert links_by_text(found) == {1: "spelling", 2: "name", 3: "name"}


def test_two_spellings_whose_offices_differ_are_two_unless_their_texts_have_something_in_common() -> None:
    known = [entity(number, "Oleg Volensky") for number in (1, 2, 3)]
    roles = [stated(1, "senator"), stated(2, "senator"), stated(4, "ferry captain")]
    beside = [entity(number, "Tolls Union", "organisation", number=1) for number in (1, 2, 3, 4)]
    others = [entity(number, f"Union {number}", "organisation") for number in range(5, 40)]
    found = resolve([*known, entity(4, "Oleg Volenskiy"), *others], roles)
    assert actor_of(found, 4) != actor_of(found, 1)
    found = resolve([*known, entity(4, "Oleg Volenskiy"), *beside, *others], roles)
    assert actor_of(found, 4) == actor_of(found, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Board of Tolls", "Tolls Board"),  # anyone's
        ("University of Oberon", "Oberon University"),
        ("Senate Tolls Committee", "House Tolls Committee"),
        ("Lake Agency", "Agency"),
    ],
)
def test_an_organisation_of_other_words_is_another(one: str, other: str) -> None:
    assert len(resolve([entity(1, one, "organisation"), entity(2, other, "organisation")], []).actors) == 2


@pytest.mark.parametrize("level", ["state", "mixed"])
def test_a_body_of_a_state_is_its_texts_own(level: Level) -> None:
    named = [entity(number, "U.S. Senate", "organisation") for number in (1, 2, 3)]
    named.append(entity(5, "U.S. Senate", "organisation")._replace(level="mixed"))
    found = resolve([*named, entity(4, "Senate", "organisation")._replace(level=level)], [])
    assert (actor_of(found, 4).name, links_by_text(found)[4]) == ("Senate", "body_in_text")
    assert actor_of(found, 5) == actor_of(found, 1)


@pytest.mark.parametrize("name", ["Senate", "state Senate"])
def test_a_body_of_a_state_is_the_one_that_the_text_names_in_full(name: str) -> None:
    level: Level | None = "state" if name == "Senate" else None
    named = [
        entity(1, "U.S. Senate", "organisation"),
        entity(2, name, "organisation")._replace(level=level),
        entity(2, "Oregon Senate", "organisation", number=1),
        entity(3, name, "organisation")._replace(level=level),
        entity(4, name, "organisation")._replace(level=level),
    ]
    found = resolve(named, [])
    assert actor_of(found, 2) == actor_of(found, 2, 1)
    assert len({actor_of(found, number).actor_id for number in (1, 2, 3, 4)}) == 4
    found = resolve([*named, entity(2, "Ohio", "place", number=2)], [])
    assert actor_of(found, 2) != actor_of(found, 2, 1)  # it may be Ohio's


def test_a_body_in_a_text_on_another_country_is_not_the_one_at_home_unless_the_text_names_what_is_telling_for_it() -> (
    None
):
    def text(number: int, *organisations: str, **places: int) -> list[NamedEntity]:
        there = [entity(number, place, "place")._replace(names=((place, times),)) for place, times in places.items()]
        there += [entity(number, name, "organisation") for name in organisations]
        return [each._replace(entity=index) for index, each in enumerate(there)]

    at_home = [named for number in range(1, 7) for named in text(number, "Senate", "Tolls Union")]
    at_home += [entity(number, "U.S. Senate", "organisation", number=9) for number in range(1, 7)]
    others = [named for number in range(7, 10) for named in text(number, "Ferry Union")]
    abroad = [
        *text(10, "Senate", Norway=6),
        *text(11, "Senate", "Tolls Union", Norway=6),
        *text(12, "Senate", Norway=6, Ohio=3),
        *text(13, "Senate", Norway=5),
    ]
    found = resolve([*at_home, *others, *abroad], [])
    senates = {link.text_id: link.method for link in found.links if link.text_id > 9}
    here = {link.text_id for link in found.links if link.actor_id == key_of("actor", "organisation", "us senate")}
    assert (10 in here, {11, 12, 13} <= here, len(senates)) == (False, True, 4)


def test_a_body_of_another_country_is_meant_only_where_a_text_names_the_country() -> None:
    named = [entity(number, "French Navy", "organisation") for number in (1, 2, 3)]
    navies = [
        entity(4, "Navy", "organisation"),
        entity(5, "Navy", "organisation"),
        entity(5, "France", "place", number=1),
    ]
    found = resolve([*named, *navies], [])
    assert [actor_of(found, number).name for number in (4, 5)] == ["Navy", "French Navy"]


def test_a_surname_alone_may_be_a_relatives_unless_texts_address_both_alike() -> None:
    spouse = [entity(text, "Ilse Varnin", number=7) for text in (100, 101, 102, 103)]
    mister = [each._replace(address="m") if each.name == "Oleg Varnin" else each for each in known(*spouse)]
    found = resolve([*mister, *surname_in(1), *surname_in(2, address="m"), *surname_in(3, address="f")], [])
    assert [actor_of(found, text).name for text in (1, 2, 3)] == ["Varnin", "Oleg Varnin", "Varnin"]


def test_a_place_that_is_part_of_nobodys_name_is_no_person_in_one_text() -> None:
    places = [entity(1, "Norland", "place"), entity(2, "Norland", "place")]
    assert actor_of(resolve([*places, entity(3, "Norland")], []), 3).kind == "place"
    bearer = entity(4, "Ann Norland")
    assert actor_of(resolve([*places, entity(3, "Norland"), bearer], []), 3).kind == "person"


def test_a_state_and_its_abbreviation_are_one_place() -> None:
    found = resolve([entity(1, "Pennsylvania", "place"), entity(2, "Pa", "place"), entity(3, "N.J.", "place")], [])
    assert actor_of(found, 1) == actor_of(found, 2)
    assert actor_of(found, 3).name == "New Jersey"


def test_a_surname_that_two_of_a_story_bear_joins_neither_and_both_are_candidates() -> None:
    entities = [entity(1, "Ilse Varga"), entity(2, "Oleg Varga"), entity(3, "Varga")]
    found = resolve(entities, [], stories={1: 10, 2: 10, 3: 10})
    assert len(found.actors) == 3
    assert candidates(found) == {("Varga", "Ilse Varga"), ("Varga", "Oleg Varga")}


def test_a_surname_alone_joins_who_holds_the_office_that_its_text_states() -> None:
    entities = [*(entity(number, "Ilse Varga") for number in (1, 2, 3)), entity(4, "Oleg Varga"), entity(5, "Varga")]
    roles = [stated(number, "president") for number in (1, 2, 3)]
    found = resolve(entities, [*roles, stated(5, "former President")])
    assert actor_of(found, 5).name == "Ilse Varga"
    assert links_by_text(found)[5] == "surname_with_role"


def test_an_office_stated_once_tells_the_only_one_of_a_surname() -> None:
    found = resolve([entity(1, "Ilse Varga"), entity(2, "Varga")], [stated(1, "mayor"), stated(2, "mayor")])
    assert links_by_text(found)[2] == "surname_with_role"


def test_an_office_that_two_of_a_surname_have_held_tells_nothing() -> None:
    entities = [*(entity(number, "Ilse Varga") for number in (1, 2, 3)), entity(4, "Oleg Varga"), entity(5, "Varga")]
    found = resolve(entities, [stated(number, "president") for number in (1, 2, 3, 4, 5)])
    assert links_by_text(found)[5] == "single_name_in_text"


def test_a_surname_with_an_office_is_nobody_of_its_story_who_never_held_it() -> None:
    held = [stated(number, "president") for number in (1, 2, 3)]
    presidents = [entity(number, "Oleg Varga") for number in (1, 2, 3)] + [entity(4, "Emil Varga")]
    entities = [*presidents, entity(5, "Ilse Varga"), entity(6, "Varga"), entity(7, "Varga")]
    roles = [*held, stated(4, "president"), stated(6, "president")]
    found = resolve(entities, roles, stories={5: 10, 6: 10, 7: 10})
    assert (actor_of(found, 6).name, actor_of(found, 7).name) == ("Varga", "Ilse Varga")


def test_a_first_name_alone_is_nobody_of_another_text() -> None:
    assert len(resolve([entity(1, "Ilse Varga"), entity(2, "Ilse"), entity(3, "Ilse")], []).actors) == 3


def test_a_name_is_of_the_kind_that_most_texts_have_of_it() -> None:
    papers = [entity(number, "Bellmouth Gazette", "organisation") for number in (1, 2, 3, 4)]
    found = resolve([*papers, entity(5, "Bellmouth Gazette", "place")], [])
    assert [actor.kind for actor in found.actors] == ["organisation"]


def test_kinds_stay_apart_where_texts_disagree() -> None:
    papers = [entity(number, "Bellmouth Gazette", "organisation") for number in (1, 2, 3)]
    places = [entity(number, "Bellmouth Gazette", "place") for number in (4, 5, 6)]
    assert len(resolve([*papers, *places], []).actors) == 2


def test_a_country_is_one_under_all_its_names_and_bears_the_usual_one() -> None:
    found = resolve([entity(number, name, "place") for number, name in enumerate(("U.S.", "America", "US"))], [])
    assert [actor.name for actor in found.actors] == ["United States"]


def test_a_role_is_held_at_the_entity_that_the_text_states() -> None:
    found = resolve(
        [entity(1, "Jane Doe"), entity(1, "Quorvex", "organisation", number=1)],
        [stated(1, "chief executive", "Quorvex", of=1)],
    )
    (affiliation,) = found.affiliations
    assert affiliation.of_actor_id == actor_of(found, 1, 1).actor_id
    assert actor_of(found, 1).description == "Chief executive, Quorvex"


def test_an_adjective_leads_to_the_country() -> None:
    found = resolve([entity(1, "Oleg Varnin"), entity(2, "Russia", "place")], [stated(1, "President", "Russian")])
    (affiliation,) = found.affiliations
    assert affiliation.of_actor_id == actor_of(found, 2).actor_id
    assert actor_of(found, 1).description == "President, Russia"


def test_an_adjective_tells_the_country_even_if_no_text_names_it() -> None:
    found = resolve([entity(1, "Oleg Varnin")], [stated(1, "President", "Russian")])
    assert found.affiliations[0].of_actor_id is None
    assert actor_of(found, 1).description == "President, Russia"


def test_the_description_is_the_role_most_often_stated() -> None:
    found = resolve(
        [entity(number, "Oleg Varnin") for number in (1, 2, 3)],
        [stated(1, "senator"), stated(2, "President"), stated(3, "President")],
    )
    assert actor_of(found, 1).description == "President"


def test_a_surname_whose_administration_a_text_speaks_of_is_the_president_of_that_name() -> None:
    named = [entity(number, "Ilse Varga") for number in (1, 2, 3)] + [entity(4, "Olaf Varga")]
    alone = NamedEntity(5, 0, "person", "Varga", None, (("Varga", 1),), in_office=True)
    found = resolve([*named, alone], [stated(number, "President") for number in (1, 2, 3)])
    assert (actor_of(found, 5).name, links_by_text(found)[5]) == ("Ilse Varga", "surname_with_role")


def test_the_office_stated_with_a_surname_counts_for_more_than_a_relative_in_the_story() -> None:
    named = [entity(number, "Ilse Varga") for number in (1, 2, 3)]
    couple = [entity(4, "Olaf Varga"), entity(5, "Varga")]
    roles = [stated(number, "President") for number in (1, 2, 3, 5)]
    assert actor_of(resolve([*named, *couple], roles, {4: 4, 5: 4}), 5).name == "Ilse Varga"


def test_a_surname_alone_is_whom_the_headline_names_in_full() -> None:
    entities = [entity(1, "Ilse Varga"), entity(2, "Olaf Varga"), entity(3, "Varga")]
    found = resolve(entities, [], headlines={3: "What Ilse Varga’s letter says"})
    assert (actor_of(found, 3).name, links_by_text(found)[3]) == ("Ilse Varga", "surname_in_headline")


def test_popes_and_kings_of_one_name_are_one_in_all_texts() -> None:
    entities = [entity(1, "Ferran"), entity(2, "Ferran"), entity(3, "Ferran Oss")]
    found = resolve(entities, [stated(1, "Pope"), stated(2, "pope")])
    assert actor_of(found, 1).actor_id == actor_of(found, 2).actor_id != actor_of(found, 3).actor_id


def test_a_first_name_alone_is_the_relative_of_whom_the_text_names() -> None:
    family = [
        entity(number, name, number=at) for number in (1, 2) for at, name in enumerate(("Ilse Quent", "Olaf Quent"))
    ]
    found = resolve([*family, entity(3, "Olaf Quent"), entity(3, "Ilse", number=1)], [])
    assert actor_of(found, 3, 1).name == "Ilse Quent"


def test_a_first_name_that_others_bear_more_often_is_nobody_of_another_text() -> None:
    family = [
        entity(number, name, number=at) for number in (1, 2) for at, name in enumerate(("Ilse Quent", "Olaf Quent"))
    ]
    others = [entity(number, "Ilse Varga") for number in (4, 5, 6)]
    found = resolve([*family, *others, entity(3, "Olaf Quent"), entity(3, "Ilse", number=1)], [])
    assert links_by_text(found)[3] == "single_name_in_text"


def test_a_surname_alone_is_nobody_of_other_stories_even_if_they_name_the_same_people() -> None:
    texts = [
        [entity(number, name, number=at) for at, name in enumerate(("Oleg Varnin", "Marlo Ueland", "Ilse Varga"))]
        for number in (1, 2, 3)
    ]
    alone = [entity(4, name, number=at) for at, name in enumerate(("Oleg Varnin", "Marlo Ueland", "Varga"))]
    found = resolve([*chain.from_iterable(texts), *alone], [])
    assert actor_of(found, 4, 2).name == "Varga"
    assert candidates(found) == {("Varga", "Ilse Varga")}


def test_a_word_that_the_corpus_has_as_a_surname_is_no_organisation_of_a_few_texts() -> None:
    people = [entity(number, "Ilse Varga") for number in range(1, 21)]
    alone = [entity(number, "Varga", "organisation") for number in (21, 22)]
    found = resolve([*people, *alone], [])
    assert {actor_of(found, number).kind for number in (21, 22)} == {"person"}
    assert actor_of(found, 21).actor_id != actor_of(found, 22).actor_id


def test_a_surname_is_an_organisation_where_the_text_has_the_longer_name_of_one() -> None:
    people = [entity(number, "Ilse Varga") for number in range(1, 21)]
    firm = [entity(21, "Varga", "organisation"), entity(21, "Varga Holdings", "organisation", number=1)]
    assert actor_of(resolve([*people, *firm], []), 21).kind == "organisation"


def test_a_surname_that_is_an_organisation_in_many_texts_may_be_either() -> None:
    people = [entity(number, "Ilse Varga") for number in range(1, 21)]
    firm = [entity(number, "Varga", "organisation") for number in (21, 22, 23)]
    assert actor_of(resolve([*people, *firm], []), 21).kind == "organisation"


KINDS: list[ActorKind] = ["person", "organisation", "place", "group"]
ENTITIES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(
            [
                "Ilse Varga",
                "Ilse K. Varga",
                "Ilse M. Varga",
                "Varga",
                "Bob Varga",
                "Robert Varga",
                "BRB",
                "Bellmouth River Board",
                "U.S.",
                "Jordan",
                "Senate",
                "U.S. Senate",
                "WHO",
            ]
        ),
        st.sampled_from(KINDS),
        st.sampled_from([None, "BRB"]),
    ),
    max_size=12,
)


@given(ENTITIES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter_and_every_entity_has_one_link(
    drawn: list[tuple[int, str, ActorKind, str | None]], shuffler: random.Random
) -> None:
    entities = [
        NamedEntity(text_id, number, kind, name, acronym if kind == "organisation" else None, ((name, 1),))
        for number, (text_id, name, kind, acronym) in enumerate(drawn)
    ]
    roles = [stated(text_id, "mayor", "Russian", number=number) for number, (text_id, *_) in enumerate(drawn)]
    stories = {0: 7, 1: 7, 2: 8, 3: 8}
    headlines = {0: "Ilse Varga wins"}
    found = resolve(entities, roles, stories, headlines=headlines)
    shuffler.shuffle(entities)
    shuffler.shuffle(roles)
    assert resolve(entities, roles, stories, headlines=headlines) == found
    assert sorted((link.text_id, link.entity) for link in found.links) == sorted(
        (named.text_id, named.entity) for named in entities
    )
    assert {link.actor_id for link in found.links} == {actor.actor_id for actor in found.actors}


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(KINDS)), max_size=8))
def test_any_name_can_be_resolved(names: list[tuple[str, ActorKind]]) -> None:
    entities = [entity(number % 3, name, kind, number=number) for number, (name, kind) in enumerate(names)]
    assert len(resolve(entities, []).links) == len(names)


@pytest.mark.parametrize("records", [([], [])])
def test_no_entities_make_no_actors(records: tuple[list[NamedEntity], list[StatedRole]]) -> None:
    assert resolve(*records) == Resolution((), (), (), (), (), ())


def test_one_whom_a_text_tells_apart_by_title_does_not_join_the_namesake_that_it_names_in_full() -> None:
    entities = [entity(1, "Ilse Varga"), entity(1, "Varga", number=1)]
    assert len(resolve(entities, []).actors) == 2
    assert len(resolve(entities, [stated(1, "President", number=1)]).actors) == 1


@pytest.mark.parametrize(
    ("beside", "alone", "kind"),
    [
        ([("Ilse Oberon", "person")], 1, "person"),
        ([("Ilse Oberon", "person"), ("Ilsa Oberon", "person")], 1, "organisation"),
        ([("Ilse Oberon", "person"), ("Oberon Group", "organisation")], 1, "organisation"),
        ([("Ilse Oberon", "person")], 3, "organisation"),  # which more texts know
        ([("Ilse Varnin", "person")], 1, "organisation"),
    ],
)
def test_an_organisation_called_as_one_whom_its_text_names_in_full_is_that_one(
    beside: list[tuple[str, ActorKind]], alone: int, kind: ActorKind
) -> None:
    there = [entity(1, name, each, number=number) for number, (name, each) in enumerate(beside, 1)]
    others = [entity(number, "Oberon", "organisation") for number in range(2, 2 + alone)]
    found = resolve([entity(1, "Oberon", "organisation"), *there, *others], [])
    assert actor_of(found, 1).kind == kind
    assert (actor_of(found, 1) == actor_of(found, 1, 1)) == (kind == "person")
    assert actor_of(found, 2).kind == "organisation"
