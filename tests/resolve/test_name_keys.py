import pkgutil
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import resolve
from pipelines.records import ActorKind, NamedEntity
from pipelines.resolve.actors import resolve as resolve_actors
from pipelines.resolve.name_keys import (
    country_named,
    first_names,
    folded,
    forget_names,
    loose_surname,
    organisation_key,
    organisation_type,
    person_name,
    place_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ilsé  Várga", "ILSE VARGA"), ("Dr. Ilse Varga", "Ilse Varga"), ("Ilse O’Quent", "Ilse O'Quent")],
)
def test_case_accents_marks_and_titles_say_nothing_of_a_person(one: str, other: str) -> None:
    assert person_name(one).key == person_name(other).key


def test_a_suffix_and_middle_names_are_part_of_the_name_but_not_of_its_base() -> None:
    name = person_name("Ilse K. Varga Jr.")
    assert (name.key, name.base) == ("ilse k varga jr", "ilse varga jr")


def test_one_word_is_no_full_name() -> None:
    assert not person_name("Varga").is_full
    assert not person_name("Mr. Varga").is_full


@pytest.mark.parametrize("name", ["Quorvex Inc.", "The Quorvex", "QUORVEX Ltd", "Quorvex Co., Inc."])
def test_articles_and_legal_forms_are_no_part_of_an_organisations_name(name: str) -> None:
    assert organisation_key(name) == "quorvex"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ludo van der Quent", "ludo", "van der quent"),
        ("de Blasi", "", "de blasi"),
        ("Omar al-Sorani", "omar", "sorani"),
        ("J.R. Quent", "jr", "quent"),
        ("J. R. Quent", "jr", "quent"),
        ("Jane Doe Doe", "jane", "doe"),
    ],
)
def test_a_surname_is_told_from_first_names(name: str, first: str, last: str) -> None:
    assert (person_name(name).first, person_name(name).last) == (first, last)


@pytest.mark.parametrize(
    "spellings", [("zelenov", "zelenow"), ("kaddari", "qadhari", "gaddari"), ("petroff", "petrof")]
)
def test_transliterations_of_one_surname_are_alike(spellings: tuple[str, ...]) -> None:
    assert len({loose_surname(spelling) for spelling in spellings}) == 1


def test_a_nickname_may_stand_for_its_full_names() -> None:
    assert first_names("bob") & first_names("robert") == {"robert"}
    assert not first_names("bob") & first_names("william")


def test_an_ampersand_is_and() -> None:
    assert organisation_key("Quent & Varga LLP") == organisation_key("Quent and Varga")


@pytest.mark.parametrize("name", ["U.S.", "US", "United States", "the United States of America", "America"])
def test_the_names_of_one_country_have_one_key(name: str) -> None:
    assert place_key(name) == "united states"


def test_an_adjective_names_a_country_but_is_no_name_of_it() -> None:
    assert country_named("Russian") == "Russia"
    assert place_key("Russian") == "russian"


@pytest.mark.parametrize(
    ("name", "other"),
    [("Iraqi army", "Iraq Army"), ("American police", "U.S. police"), ("British Parliament", "UK parliament")],
)
def test_an_institution_of_a_country_is_one_by_its_name_or_its_adjective(name: str, other: str) -> None:
    assert organisation_key(name) == organisation_key(other)


def test_what_is_only_named_after_a_country_keeps_its_name() -> None:
    assert organisation_key("American Chamber of Commerce") != organisation_key("U.S. Chamber of Commerce")


def test_the_state_of_a_country_is_the_country_but_georgia_is_a_state_too() -> None:
    assert place_key("the State of Israel") == place_key("Israel")
    assert place_key("State of Georgia") != place_key("Georgia")
    assert country_named("Bellmouth") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Norland Fishery Court", "court"),
        ("University of Bellmouth", "university"),
        ("Quorvex Inc.", "company"),
        ("Quorvex", None),
        ("Court", None),
    ],
)
def test_a_head_word_tells_the_type_of_an_organisation(name: str, kind: str | None) -> None:
    assert organisation_type(name) == kind


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_no_name_of_a_corpus_is_kept_after_it_was_resolved() -> None:
    kept = {
        f"{module.__name__}.{name}": function
        for found in pkgutil.iter_modules(resolve.__path__, f"{resolve.__name__}.")
        for module in [import_module(found.name)]
        for name, function in vars(module).items()
        if hasattr(function, "cache_info") and function.__module__ == module.__name__
    }
    names: list[tuple[ActorKind, str]] = [
        ("person", "Ilse Varga"),
        ("person", "Bob Orr"),
        ("organisation", "Quorvex Inc."),
        ("organisation", "Norland Senate"),
        ("place", "Tarrow"),
        ("place", "Norland"),
        ("group", "Norlanders"),
        ("group", "Echoists"),
    ]
    entities = [NamedEntity(7, number, kind, name, None, ((name, 1),)) for number, (kind, name) in enumerate(names)]
    resolve_actors(entities, [])
    assert sum(function.cache_info().currsize > 1 for function in kept.values()) > 5
    forget_names()
    # What is kept once is a word list.
    assert [name for name, function in kept.items() if function.cache_info().currsize > 1] == []
