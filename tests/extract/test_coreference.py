from typing import NamedTuple

import pytest
from spacy.language import Language


class Referred(NamedTuple):
    words: str
    kind: str
    to: str | None


def referred(nlp: Language, text: str) -> list[Referred]:
    """Give the pronouns and descriptions of a text, in order, with the names of those they refer to."""
    doc = nlp(text)
    names = [entity.name for entity in doc._.verbatim_entities]
    return [
        Referred(mention.text, mention.kind, None if mention.entity is None else names[mention.entity])
        for mention in doc._.verbatim_mentions
        if mention.kind != "name"
    ]


def test_a_pronoun_is_the_subject_of_the_sentence_before_it(nlp: Language) -> None:
    text = "Jennifer Quent opened the fair on Monday. She expressed concern over the price of bread."
    assert referred(nlp, text) == [Referred("She", "pronoun", "Jennifer Quent")]


def test_a_pronoun_agrees_with_the_gender_that_the_text_tells(nlp: Language) -> None:
    text = "Mr. Quent met Mrs. Varga in the park on Monday. She left early."
    assert referred(nlp, text) == [Referred("She", "pronoun", "Varga")]


def test_a_noun_beside_the_name_tells_gender(nlp: Language) -> None:
    text = "Spokeswoman Ilko Varga met spokesman Arvo Quent in the park. He left early."
    assert referred(nlp, text)[-1] == Referred("He", "pronoun", "Arvo Quent")


def test_nobody_is_chosen_where_two_come_into_question(nlp: Language) -> None:
    text = "Robert Quent and Michael Varga met in the park. He was tired."
    assert referred(nlp, text)[-1] == Referred("He", "pronoun", None)


def test_a_person_whom_the_text_does_not_name_is_nobody_else(nlp: Language) -> None:
    text = "Robert Quent sold the boat. A man came to the harbour on Monday. He took it away."
    assert referred(nlp, text)[-1].to is None


def test_a_pronoun_of_the_other_gender_is_left_open(nlp: Language) -> None:
    text = "Robert Quent opened the fair on Monday. She was late."
    assert referred(nlp, text) == [Referred("She", "pronoun", None)]


def test_he_said_behind_a_quotation_is_the_speaker_before(nlp: Language) -> None:
    text = "Robert Quent said the boat was sold.\n\n“It was old,” he said."
    assert referred(nlp, text) == [Referred("he", "pronoun", "Robert Quent")]


def test_he_said_is_not_whom_the_quotation_names(nlp: Language) -> None:
    text = (
        "Michael Varga sails. Robert Quent advises.\n\n“It is old, and we do nothing wrong,” Quent told reporters. "
        "“Mostly they want a visit. It is a matter of order.”\n\n“We offer no seats on the Varga boat,” he offered."
    )
    assert referred(nlp, text) == [Referred("he", "pronoun", "Robert Quent")]


def test_a_pronoun_inside_a_quotation_is_not_its_speaker(nlp: Language) -> None:
    text = "Robert Quent met Michael Varga on Monday. “He was very kind,” Quent said."
    assert [item.to for item in referred(nlp, text)] in ([None], ["Michael Varga"])


def test_i_and_we_are_no_mentions(nlp: Language) -> None:
    assert referred(nlp, "“I think we are late,” Robert Quent said.") == []


def test_a_description_is_the_one_person_with_that_role(nlp: Language) -> None:
    text = "Russian President Oleg Varnin arrived late. The presence of the Russian President raised concerns."
    assert referred(nlp, text) == [Referred("the Russian President", "description", "Oleg Varnin")]


def test_a_description_without_place_is_the_one_person_with_that_role(nlp: Language) -> None:
    text = "The mayor of Toronto, Ann Poe, cut the ribbon. Then the mayor left."
    assert Referred("the mayor", "description", "Ann Poe") in referred(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "Russian President Oleg Varnin met French President Luc Morel. Then the president left.",
        "Russian President Oleg Varnin arrived late. They waited for the French president.",
        "Former President Oleg Varnin arrived late. They waited for the new president.",
        "Ann Poe arrived late. They waited for the mayor.",
    ],
)
def test_a_description_that_may_mean_another_is_no_mention(nlp: Language, text: str) -> None:
    assert [item for item in referred(nlp, text) if item.kind == "description"] == []


def test_the_court_is_the_one_court_that_was_named(nlp: Language) -> None:
    text = "The Norland Fishery Court (NFC) met in May. Armenia joined the court."
    assert Referred("the court", "description", "Norland Fishery Court") in referred(nlp, text)


def test_of_two_courts_none_is_the_court(nlp: Language) -> None:
    text = "The Norland Fishery Court met with the Bellmouth Trade Court. Armenia joined the court."
    assert [item for item in referred(nlp, text) if item.kind == "description"] == []


def test_mentions_stay_in_order_and_hold_their_words(nlp: Language) -> None:
    text = "The mayor of Toronto, Ann Poe, said she was glad.\n\n“He is kind,” the mayor said of John Roe. He left."
    mentions = nlp(text)._.verbatim_mentions
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(0 <= mention.confidence <= 1 for mention in mentions)
