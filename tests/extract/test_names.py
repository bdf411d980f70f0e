"""Names are tested on documents with entities set by hand: what spaCy's model gets wrong is the point here."""

from collections.abc import Sequence

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipelines.extract.name_kinds import Evidence, kind_of
from pipelines.extract.names import repair_names

BLANK = spacy.blank("en")


def named(text: str, labels: Sequence[tuple[str, str]] = ()) -> Doc:
    """Make a document whose entities are the first occurrences of the given words, with their labels."""
    doc = BLANK.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in (".", "\n", "\n\n")
    spans = []
    for words, label in labels:
        start = text.index(words)
        span = doc.char_span(start, start + len(words), label=label, alignment_mode="expand")
        assert span is not None
        spans.append(span)
    doc.set_ents(spans)
    repair_names(doc)
    return doc


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.kind, entity.name) for entity in doc._.verbatim_entities]


def mentions(doc: Doc) -> list[tuple[str, str]]:
    names = doc._.verbatim_entities
    return [(mention.text, names[mention.entity].name) for mention in doc._.verbatim_mentions]


def test_a_surname_is_the_person_whose_full_name_the_text_gives() -> None:
    doc = named("The prize went to Ilse Varga. The jury liked Varga.", [("Ilse Varga", "PERSON")])
    assert mentions(doc) == [("Ilse Varga", "Ilse Varga"), ("Varga", "Ilse Varga")]


def test_a_surname_labelled_as_an_organisation_is_still_the_person() -> None:
    doc = named(
        "The prize went to Ilse Varga. We asked Oberon and Varga.", [("Ilse Varga", "PERSON"), ("Oberon", "ORG")]
    )
    assert ("Varga", "Ilse Varga") in mentions(doc)


def test_a_name_has_the_kind_that_most_of_the_text_says() -> None:
    text = "It hurt Marlo Quent badly. The aide of Marlo Quent left. The rest hit Marlo Quent later."
    doc = named(text, [("Marlo Quent", "PERSON")])
    assert entities(doc) == [("person", "Marlo Quent")]
    assert len(mentions(doc)) == 3


def test_titles_possessives_and_articles_are_off_the_span() -> None:
    doc = named(
        "We asked Sen. Ilse Varga's aide about the Bellmouth River Board’s report.",
        [("Sen. Ilse Varga's", "PERSON"), ("the Bellmouth River Board’s", "ORG")],
    )
    assert [text for text, _ in mentions(doc)] == ["Ilse Varga", "Bellmouth River Board"]


def test_a_title_makes_a_person_of_a_name_without_a_label() -> None:
    assert entities(named("They saw President Quent and Mrs. Oberon there.")) == [
        ("person", "Quent"),
        ("person", "Oberon"),
    ]


def test_a_role_before_a_name_is_no_part_of_it() -> None:
    doc = named("So said Acme CEO Varga on radio.", [("Acme CEO Varga", "ORG")])
    assert [text for text, _ in mentions(doc)] == ["Acme", "Varga"]


def test_a_first_name_makes_a_person_of_two_words_that_nobody_labelled() -> None:
    assert entities(named("The room fell silent when Jennifer Quent rose.")) == [("person", "Jennifer Quent")]


def test_a_name_does_not_reach_over_a_line_break() -> None:
    doc = named("We met Ilse Varga\n\nUpdated at noon.", [("Ilse Varga\n\nUpdated", "PERSON")])
    assert entities(doc) == [("person", "Ilse Varga")]


def test_names_with_particles_are_found_by_surname_with_and_without_them() -> None:
    doc = named("We met Omar al-Quent. Then al-Quent left, and Quent was seen.", [("Omar al-Quent", "PERSON")])
    assert [text for text, _ in mentions(doc)] == ["Omar al-Quent", "al-Quent", "Quent"]
    assert entities(doc) == [("person", "Omar al-Quent")]


def test_forms_that_differ_by_a_middle_initial_are_one_person() -> None:
    doc = named(
        "We met Ilse K. Varga. Later, we saw Ilse Varga.", [("Ilse K. Varga", "PERSON"), ("Ilse Varga", "PERSON")]
    )
    assert entities(doc) == [("person", "Ilse K. Varga")]


def test_father_and_son_are_told_apart_by_their_suffix() -> None:
    doc = named(
        "We met Marlo Quent. We met Marlo Quent Jr. too.", [("Marlo Quent.", "PERSON"), ("Marlo Quent Jr", "PERSON")]
    )
    assert entities(doc) == [("person", "Marlo Quent"), ("person", "Marlo Quent Jr")]


def test_a_surname_alone_is_the_father_s_not_the_junior_s() -> None:
    doc = named(
        "Otto Varga met Otto Varga Jr. at noon. Then Varga spoke.",
        [("Otto Varga Jr.", "PERSON"), ("Otto Varga", "PERSON")],
    )
    assert mentions(doc)[-1] == ("Varga", "Otto Varga")


def test_a_surname_is_no_junior_s_where_the_text_speaks_of_a_president_of_that_name() -> None:
    doc = named(
        "Varga has lost. President Varga sent his son, Otto Varga Jr., to the Varga administration.",
        [("Otto Varga Jr.", "PERSON")],
    )
    assert [name for text, name in mentions(doc) if text == "Varga"] == ["Varga"] * 3


def test_a_surname_is_no_junior_s_where_it_stands_before_his_name() -> None:
    doc = named(
        "The plan was for Varga to go. His son, Otto Varga Jr., stayed. So did Varga.", [("Otto Varga Jr.", "PERSON")]
    )
    assert [name for text, name in mentions(doc) if text == "Varga"] == ["Varga", "Varga"]


def test_a_junior_is_called_by_his_surname_where_no_other_bears_it() -> None:
    doc = named("The talk was Otto Varga Jr.'s. Later Varga left.", [("Otto Varga Jr.", "PERSON")])
    assert mentions(doc)[-1][1].startswith("Otto Varga Jr")


def test_of_two_with_one_surname_the_one_called_so_before_is_meant() -> None:
    text = "We met Marlo Quent. We asked Quent why. We met Jennifer Quent. We told Quent."
    doc = named(text, [("Marlo Quent", "PERSON"), ("Jennifer Quent", "PERSON")])
    assert mentions(doc)[-1] == ("Quent", "Marlo Quent")
    assert doc._.verbatim_mentions[-1].method == "shared_surname"


def test_an_honorific_tells_which_of_two_is_meant() -> None:
    text = "We met Robert Quent. We met Jennifer Quent. We told Mr. Quent."
    doc = named(text, [("Robert Quent", "PERSON"), ("Jennifer Quent", "PERSON")])
    assert mentions(doc)[-1] == ("Quent", "Robert Quent")


def test_an_everyday_word_in_capitals_is_no_name() -> None:
    doc = named(
        "Bill Varga and Ann Grant met.\nA NEW BILL IN THE HOUSE\nThe bank will GRANT it.\nVARGA: No.",
        [("Bill Varga", "PERSON"), ("Ann Grant", "PERSON")],
    )
    assert [text for text, _ in mentions(doc)] == ["Bill Varga", "Ann Grant", "VARGA"]


def test_an_everyday_word_in_capitals_is_the_speaker_before_a_colon() -> None:
    doc = named("We heard Ann Grant.\nGRANT: It is late.", [("Ann Grant", "PERSON")])
    assert mentions(doc)[-1] == ("GRANT", "Ann Grant")


def test_a_question_in_capitals_opens_with_no_first_name() -> None:
    doc = named("1. WILL VARGA RUN?\nThe mayor would not say.", [("WILL VARGA", "PERSON")])
    assert mentions(doc) == []


def test_a_family_is_no_person() -> None:
    doc = named("We met Ilse Varga. The Varga brothers left.", [("Ilse Varga", "PERSON")])
    assert len(mentions(doc)) == 1


def test_a_photographers_credit_is_no_mention() -> None:
    doc = named("(Jennifer Quent/Bellmouth Herald) The fair.", [("Jennifer Quent", "PERSON")])
    assert ("person", "Jennifer Quent") not in entities(doc)


def test_an_acronym_and_its_long_form_are_one_organisation() -> None:
    doc = named("The Bellmouth River Board (BRB) met. The BRB sat long.", [("Bellmouth River Board", "ORG")])
    assert [(item.name, item.acronym) for item in doc._.verbatim_entities] == [("Bellmouth River Board", "BRB")]
    assert [text for text, _ in mentions(doc)] == ["Bellmouth River Board", "BRB", "BRB"]


def test_the_acronym_may_come_first() -> None:
    doc = named("The BRB (Bellmouth River Board) met.")
    assert [(item.name, item.acronym) for item in doc._.verbatim_entities] == [("Bellmouth River Board", "BRB")]


def test_an_acronym_that_is_not_spelled_out_joins_the_name_with_its_capitals() -> None:
    doc = named("The Bellmouth River Board met. We asked the BRB.", [("Bellmouth River Board", "ORG"), ("BRB", "ORG")])
    assert [(item.name, item.acronym) for item in doc._.verbatim_entities] == [("Bellmouth River Board", "BRB")]


def test_a_company_is_one_with_and_without_its_legal_form() -> None:
    doc = named("We asked Quorvex Inc. for it. Now Quorvex sells.", [("Quorvex Inc", "ORG"), ("Quorvex sells", "ORG")])
    assert {name for _, name in mentions(doc)} == {"Quorvex Inc"}


def test_countries_are_places_whatever_their_label() -> None:
    doc = named("They left Armenia and Kyrgyzstan.", [("Armenia", "ORG"), ("Kyrgyzstan", "PERSON")])
    assert entities(doc) == [("place", "Armenia"), ("place", "Kyrgyzstan")]


def test_a_country_that_nobody_labelled_is_found() -> None:
    assert entities(named("The talks in Tajikistan failed.")) == [("place", "Tajikistan")]


def test_the_names_of_one_country_are_one_place() -> None:
    doc = named("Half of the U.S. slept. The United States is large.", [("U.S.", "GPE"), ("United States", "GPE")])
    assert entities(doc) == [("place", "United States")]


def test_two_countries_with_a_hyphen_between_them_are_two() -> None:
    assert entities(named("The France-Italy border is open.")) == [("place", "France"), ("place", "Italy")]


def test_an_adjective_of_a_country_is_no_mention_and_its_people_are_a_group() -> None:
    doc = named("A Russian ship met two Armenians.", [("Russian", "NORP"), ("Armenians", "NORP")])
    assert entities(doc) == [("group", "Armenians")]


def test_an_institution_may_be_named_by_its_place_and_a_common_noun() -> None:
    doc = named("We asked the U.S. military and the Iraqi army.", [("U.S.", "GPE"), ("Iraqi", "NORP")])
    assert entities(doc) == [("organisation", "U.S. military"), ("organisation", "Iraqi army")]


def test_the_seat_of_an_institution_speaks_for_it() -> None:
    doc = named("So the Kremlin says, and the White House too.", [("Kremlin", "FAC"), ("White House", "FAC")])
    assert {kind for kind, _ in entities(doc)} == {"organisation"}


def test_what_is_no_actor_is_dropped() -> None:
    text = "See our FAQs on Monday for COVID news and the CEO in March."
    labels = [("FAQs", "ORG"), ("Monday", "PERSON"), ("COVID", "ORG"), ("CEO", "ORG"), ("March", "PERSON")]
    assert entities(named(text, labels)) == []


def test_words_that_the_text_also_writes_small_are_no_name() -> None:
    doc = named("Check your Blood Sugars often. Too much blood holds sugars.", [("Blood Sugars", "PERSON")])
    assert entities(doc) == []


def test_entities_are_numbered_by_first_appearance_and_written_to_doc_ents() -> None:
    doc = named("So Armenia asked Ilse Varga. So Varga went.", [("Armenia", "ORG"), ("Ilse Varga", "ORG")])
    assert [entity.entity for entity in doc._.verbatim_entities] == [0, 1]
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Armenia", "GPE"),
        ("Ilse Varga", "PERSON"),
        ("Varga", "PERSON"),
    ]


def test_the_component_works_in_a_spacy_pipeline(nlp: Language) -> None:
    doc = nlp("Russian President Oleg Varnin spoke. Varnin left Bishkek, Kyrgyzstan.")
    assert ("Varnin", "Oleg Varnin") in mentions(doc)


WORDS = st.sampled_from(
    [
        "Ilse",
        "Varga",
        "Mr.",
        "the",
        "Board",
        "of",
        "Armenia",
        "(BRB)",
        "said",
        "U.S.",
        "’s",
        "\n",
        ",",
        "al-",
        "-",
        "Inc.",
        "“",
        "😀",
    ]
)


@given(st.lists(WORDS, max_size=25), st.sampled_from(["PERSON", "ORG", "GPE", "NORP"]))
def test_mentions_hold_their_words_in_order_without_overlap(parts: list[str], label: str) -> None:
    text = " ".join(parts)
    doc = BLANK.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    if len(doc) > 3 and not doc[1:3].text.isspace():
        span = doc.char_span(doc[1].idx, doc[2].idx + len(doc[2]), label=label)
        assert span is not None
        doc.set_ents([span])
    repair_names(doc)
    end = 0
    for mention in doc._.verbatim_mentions:
        assert mention.start >= end
        end = mention.end
        assert mention.text == text[mention.start : mention.end]
        assert doc._.verbatim_entities[mention.entity].entity == mention.entity


def test_a_possessive_inside_a_name_with_an_acronym_is_part_of_it() -> None:
    doc = named("The Dockers' Union (DU) met on Monday.", [("Dockers' Union", "ORG")])
    assert mentions(doc) == [("Dockers' Union", "Dockers' Union"), ("DU", "Dockers' Union")]


def test_the_first_word_of_a_company_s_name_is_short_for_it() -> None:
    doc = named(
        "Shares in Carrow Bank fell. A clerk of Carrow left.", [("Carrow Bank", "ORG"), ("of Carrow", "PERSON")]
    )
    assert entities(doc) == [("organisation", "Carrow Bank")]


def test_a_name_that_begins_like_a_place_s_is_a_place() -> None:
    doc = named("They went to West Varga.", [("West Varga", "PERSON")])
    assert entities(doc) == [("place", "West Varga")]


def test_a_club_is_no_person() -> None:
    doc = named("They beat FC Varga on Monday.", [("FC Varga", "PERSON")])
    assert entities(doc) == [("organisation", "FC Varga")]


def test_a_bridge_is_a_place_whatever_its_label() -> None:
    doc = named("They closed the Varga Bridge on Monday.", [("Varga Bridge", "ORG")])
    assert entities(doc) == [("place", "Varga Bridge")]


def test_a_name_that_begins_a_sentence_is_a_person_s_where_the_text_tells_of_one() -> None:
    doc = named("Ruvana Torvik, who chairs the board, left.", [("Torvik", "PERSON")])
    assert entities(doc) == [("person", "Ruvana Torvik")]


def test_a_pronoun_is_nobody_s_name_whatever_its_label() -> None:
    doc = named("Ilse Varga left. “She is fine,” he said. We asked She.", [("Ilse Varga", "PERSON"), ("She", "PERSON")])
    assert entities(doc) == [("person", "Ilse Varga")]


def test_a_family_called_he_is_not_named_by_a_pronoun() -> None:
    doc = named("We met Ilsong He. He left.", [("Ilsong He", "PERSON")])
    assert mentions(doc) == [("Ilsong He", "Ilsong He")]


def test_a_role_in_lower_case_makes_a_person_of_the_two_names_behind_it() -> None:
    assert entities(named("They signed striker Bexa Quillon there.")) == [("person", "Bexa Quillon")]


def test_a_relative_is_a_person_by_one_name() -> None:
    assert ("person", "Bexa") in entities(named("She came with her daughter, Bexa, and left."))


def test_initials_with_full_stops_open_a_persons_name() -> None:
    assert entities(named("They wrote to P.J. Quillon about it.")) == [("person", "P.J. Quillon")]


def test_a_surname_with_a_particle_is_not_another_person() -> None:
    text = "We met Omar Al Varga there. The town liked Al Varga well."
    doc = named(text, [("Omar Al Varga", "PERSON")])
    assert [name for _, name in mentions(doc)] == ["Omar Al Varga", "Omar Al Varga"]


def test_words_run_together_by_a_scraper_are_two_where_the_text_has_the_first_alone() -> None:
    text = "We met Ilse Varga there. They say Ilse VargaDemocrats lost."
    doc = named(text, [("Ilse Varga", "PERSON")])
    assert mentions(doc)[:2] == [("Ilse Varga", "Ilse Varga")] * 2


def test_a_name_that_is_followed_by_itself_is_the_name_twice() -> None:
    text = "We asked Ilse Varga Ilse Anna Varga about it."
    doc = named(text, [("Ilse Varga Ilse Anna Varga", "PERSON")])
    assert [person for _, person in entities(doc)] == ["Ilse Anna Varga"]


def test_a_weekday_behind_a_name_is_no_part_of_it() -> None:
    doc = named("She told Ilse Varga Tuesday that it was late.", [("Ilse Varga Tuesday", "PERSON")])
    assert entities(doc) == [("person", "Ilse Varga")]


def test_a_function_word_that_opens_a_sentence_is_no_first_name_but_a_first_name_is() -> None:
    opened = named("If Ilse Varga comes, good.", [("If Ilse Varga", "PERSON")])
    assert entities(opened) == [("person", "Ilse Varga")]
    assert entities(named("Will Varga comes.", [("Will Varga", "PERSON")])) == [("person", "Will Varga")]


def test_a_surname_may_be_a_title() -> None:
    doc = named("They named the street for Marlo Quent King Jr. there.", [("Marlo Quent King Jr.", "PERSON")])
    assert entities(doc) == [("person", "Marlo Quent King Jr")]


def test_a_town_with_its_state_behind_it_is_a_place_though_a_model_takes_it_for_a_person() -> None:
    doc = named("They live in Quent, Ont., and work there. We saw Quent.", [("Quent", "PERSON")])
    assert entities(doc) == [("place", "Quent")]


def test_what_analysts_work_for_is_an_organisation_though_it_sounds_like_a_person() -> None:
    doc = named("Its value fell, Edward Quent analyst Ilse Varga said.", [("Edward Quent", "PERSON")])
    assert ("organisation", "Edward Quent") in entities(doc)


def test_two_organisations_with_and_between_them_are_two() -> None:
    text = "We asked Carrow Bank. We asked Bellmouth Trust. They met Carrow Bank and Bellmouth Trust there."
    doc = named(text, [("Carrow Bank and Bellmouth Trust", "ORG")])
    assert entities(doc) == [("organisation", "Carrow Bank"), ("organisation", "Bellmouth Trust")]


def test_a_treaty_is_no_organisation() -> None:
    assert entities(named("They left the Carrow Accord early.", [("Carrow Accord", "ORG")])) == []


def test_a_photographer_credited_behind_a_sentence_is_no_one_in_the_text() -> None:
    doc = named("The mayor speaks in Bellmouth. Ilse Varga/Carrow Herald.", [("Ilse Varga", "PERSON")])
    assert "Ilse Varga" not in [name for _, name in entities(doc)]


def test_a_department_is_one_with_its_name_without_department_and_its_acronym() -> None:
    text = "The Department of Canals and Locks left. The minister of Canals and Locks (CAL) knows. They trust CAL."
    doc = named(text, [("Department of Canals and Locks", "ORG")])
    assert [name for _, name in mentions(doc)] == ["Department of Canals and Locks"] * 4


def test_the_party_and_state_of_a_member_of_congress_are_no_place() -> None:
    doc = named("We met Ilse Varga (R-Fla.) and Olaf Dorn (D-N.Y.) there.", [("R-Fla", "GPE"), ("Olaf Dorn", "PERSON")])
    assert entities(doc) == [("person", "Ilse Varga"), ("person", "Olaf Dorn")]


def test_a_nickname_in_quotation_marks_is_a_part_of_the_name() -> None:
    doc = named("We met William “Sunny” Varga there.", [("Varga", "PERSON")])
    assert mentions(doc) == [("William “Sunny” Varga", "William “Sunny” Varga")]


def test_a_first_name_that_an_editor_adds_is_no_other_person() -> None:
    doc = named(
        "We asked Ilse Varga. “They met (Karen) Varga,” she said.", [("Ilse Varga", "PERSON"), ("Karen", "PERSON")]
    )
    assert [name for _, name in entities(doc)] == ["Ilse Varga"]


def test_an_act_is_no_organisation_though_the_text_gives_its_acronym() -> None:
    doc = named("Under the Freedom of Canals Act (FOCA) they asked. The FOCA helped.", [("FOCA", "ORG")])
    assert entities(doc) == []


def test_an_unlisted_place_needs_more_than_a_label() -> None:
    assert entities(named("They call it Quentia now.", [("Quentia", "GPE")])) == []
    assert entities(named("They work in Quentia now.", [("Quentia", "GPE")])) == [("place", "Quentia")]


def test_one_label_for_one_word_makes_no_organisation() -> None:
    assert entities(named("They are the Adjusters now.", [("Adjusters", "ORG")])) == []
    doc = named("They met Quentia's men. They left Quentia then.", [("Quentia's", "ORG"), ("Quentia then", "ORG")])
    assert entities(doc) == [("organisation", "Quentia")]


def test_capitals_inside_a_word_are_a_firm_s_and_no_person_s() -> None:
    doc = named("We read QuentNews today, and QuentNews knows.", [("QuentNews", "PERSON")])
    assert "person" not in [kind for kind, _ in entities(doc)]


def test_a_name_that_every_reader_knows_is_not_short_for_one_named_as_often() -> None:
    text = "They lead the California GOP here. They asked the GOP there."
    doc = named(text, [("California GOP", "ORG")])
    assert ("GOP", "GOP") in mentions(doc)


def test_words_before_a_name_that_are_no_part_of_it_are_left_out() -> None:
    doc = named("We met Libertarian Karen Varga there.", [("Libertarian Karen Varga", "PERSON")])
    assert entities(doc) == [("person", "Karen Varga")]


def test_a_headline_that_runs_into_a_person_s_name_is_no_organisation() -> None:
    text = "We read Bellmouth Herald Karen Varga there. We met Karen Varga."
    doc = named(text, [("Bellmouth Herald Karen Varga", "ORG")])
    assert ("organisation", "Bellmouth Herald Karen Varga") not in entities(doc)


def test_the_parties_of_a_case_in_court_are_not_mentioned_by_its_name() -> None:
    doc = named("They cite Varga v. Bellmouth often. We met Ilse Varga.", [("Ilse Varga", "PERSON")])
    assert mentions(doc) == [("Ilse Varga", "Ilse Varga")]


def test_a_verb_before_a_name_is_no_part_of_it() -> None:
    text = "Marlo Quent lost. The crowd heard Appease Quent and Corrupt Marlo Quent all day."
    doc = named(text, [("Marlo Quent", "PERSON"), ("Appease Quent", "PERSON"), ("Corrupt Marlo Quent", "PERSON")])
    assert {name for _, name in mentions(doc)} == {"Marlo Quent"}


def test_a_headline_that_goes_on_with_a_verb_is_no_name() -> None:
    doc = named("We read it under Quent Reacts on Monday.", [("Quent Reacts", "PERSON")])
    assert entities(doc) == []


def test_two_names_run_together_are_two_where_the_text_has_one_alone() -> None:
    text = "Photos show Ann Quent David Oss at sea. Later Ann Quent spoke."
    doc = named(text, [("Ann Quent David Oss", "PERSON")])
    assert ("person", "Ann Quent") in entities(doc)
    assert ("person", "Ann Quent David Oss") not in entities(doc)


def test_an_ordinary_word_alone_is_no_person() -> None:
    doc = named("He left.” According to two of them, it ended. “Turns out so,” he said.", [("According", "PERSON")])
    assert entities(doc) == []


def test_a_family_and_persons_like_one_are_no_person() -> None:
    text = "It hurt Marlo Quent badly. The dinner of the Quents went on. For the Marlo Quents it is easy."
    doc = named(text, [("Marlo Quent", "PERSON"), ("Quents", "PERSON"), ("Marlo Quents", "PERSON")])
    assert {name for _, name in entities(doc)} == {"Marlo Quent"}


def test_words_of_a_film_s_frame_are_off_the_name() -> None:
    doc = named("The film shows Ann Quent Replay More Videos.", [("Ann Quent Replay", "PERSON")])
    assert entities(doc) == [("person", "Ann Quent")]


def test_an_article_with_a_capital_is_off_the_name() -> None:
    doc = named("It went to A Carrow Supreme Court on Monday.", [("A Carrow Supreme Court", "ORG")])
    assert entities(doc) == [("organisation", "Carrow Supreme Court")]


def test_a_heading_in_capitals_is_no_name() -> None:
    doc = named("We saw the sign CAPTAIN QUENT MEETS SENATE there.", [("CAPTAIN QUENT MEETS SENATE", "ORG")])
    assert not any(name == "CAPTAIN QUENT MEETS SENATE" for _, name in entities(doc))


def test_the_department_of_a_president_is_named_without_him() -> None:
    text = "Marlo Quent spoke. Staff of the Quent State Department agreed with the Quent State Department."
    doc = named(text, [("Marlo Quent", "PERSON"), ("Quent State Department", "ORG")])
    assert ("Quent", "Marlo Quent") in mentions(doc)
    assert ("State Department", "State Department") in mentions(doc)


def test_a_code_of_letters_and_figures_is_no_organisation() -> None:
    doc = named("They sold the U-238 and we bought the U-238.", [("U-238", "ORG")])
    assert entities(doc) == []


def test_an_unknown_name_behind_in_is_a_place_s() -> None:
    doc = named("They met in Mingorel, and left.", [("Mingorel", "PERSON")])
    assert entities(doc) == [("place", "Mingorel")]


def test_people_in_a_caption_are_no_part_of_the_place() -> None:
    doc = named(
        "Hide Caption 3 Photos: Attack in Paris Passengers leave the station in Paris Passengers.",
        [("Paris Passengers", "GPE")],
    )
    assert ("place", "Paris Passengers") not in entities(doc)


def test_a_first_name_that_is_an_ordinary_word_is_one_behind_a_role() -> None:
    doc = named("They beat striker Early Quent in the end.", [("Early Quent", "PERSON")])
    assert entities(doc) == [("person", "Early Quent")]


def test_a_president_is_not_the_relative_of_his_name_whom_the_text_is_on() -> None:
    text = "His wife, Ann Quent, won. It hurt President Quent. Quent laughed."
    doc = named(text, [("Ann Quent", "PERSON")])
    assert mentions(doc) == [("Ann Quent", "Ann Quent"), ("Quent", "Quent"), ("Quent", "Ann Quent")]


def test_mr_is_not_said_of_a_woman() -> None:
    doc = named("It hurt Ann Quent badly. It hurt Mr. Quent too.", [("Ann Quent", "PERSON")])
    assert mentions(doc) == [("Ann Quent", "Ann Quent"), ("Quent", "Quent")]


def test_a_title_at_the_end_of_a_sentence_is_not_the_next_word_s() -> None:
    doc = named("It is hard for us to judge. Cars pass the house.")
    assert entities(doc) == []


def test_a_firm_named_like_a_king_is_no_king() -> None:
    doc = named("He works for King & Spalden in town.", [("King & Spalden", "ORG")])
    assert ("person", "Spalden") not in entities(doc)


def test_what_stands_before_the_word_for_a_thing_is_no_organisation() -> None:
    doc = named("They wrote the Fair Odds program, and the Fair Odds policies.", [("Fair Odds", "ORG")])
    assert entities(doc) == []


def test_a_title_before_a_quotation_s_end_is_not_of_who_speaks() -> None:
    doc = named("Senator Ann Quent won. “I thank the president,” Quent said.", [("Ann Quent", "PERSON")])
    assert mentions(doc) == [("Ann Quent", "Ann Quent"), ("Quent", "Ann Quent")]


def test_an_institution_s_name_goes_on_behind_a_small_word() -> None:
    doc = named("He left the Bellmouth Institute for Harbour Studies and the Carrow Coalition to Stop Floods.")
    assert entities(doc) == [
        ("organisation", "Bellmouth Institute for Harbour Studies"),
        ("organisation", "Carrow Coalition to Stop Floods"),
    ]


def test_a_list_inside_a_name_is_a_part_of_it() -> None:
    doc = named(
        "The Bureau of Salt, Tin and Copper wrote to the Harbour and Fisheries Committee.",
        [("Bureau of Salt", "ORG"), ("Fisheries Committee", "ORG")],
    )
    assert [name for _, name in entities(doc)] == ["Bureau of Salt, Tin and Copper", "Harbour and Fisheries Committee"]


def test_another_institution_behind_and_is_no_part_of_a_name() -> None:
    doc = named("The Department of Fisheries and the Senate met. The Department of Tolls and UNESCO did not.")
    names = [text for text, _ in mentions(doc)]
    assert names[:1] == ["Department of Fisheries"]
    assert "Department of Tolls" in names


def test_a_complement_belongs_to_the_name_of_which_it_says_more() -> None:
    doc = named("The Society for the Study of Tides met the Association of People with Fevers.")
    assert [name for _, name in entities(doc)] == [
        "Society for the Study of Tides",
        "Association of People with Fevers",
    ]


def test_a_centre_in_a_cause_is_named_with_it_and_one_in_a_place_without() -> None:
    doc = named("The Center for Honesty in the Public Service is no Center for Tides in Bellmouth.")
    assert [name for _, name in entities(doc)][:2] == ["Center for Honesty in the Public Service", "Center for Tides"]


def test_a_day_or_a_title_behind_a_small_word_is_no_part_of_a_name() -> None:
    doc = named(
        "It passed the Harbour Committee on Friday, and the Tolls Committee on May 3, to the Department of Tolls."
    )
    assert [name for _, name in entities(doc)] == ["Harbour Committee", "Tolls Committee", "Department of Tolls"]


def test_a_possessive_of_those_for_whom_an_institution_is_belongs_to_its_name() -> None:
    doc = named(
        "The Women’s Relief Fund and the Bellmouth Farmers' Union met at St. Osyth's Church.",
        [("Relief Fund", "ORG"), ("Union", "ORG")],
    )
    assert [name for _, name in entities(doc)] == [
        "Women’s Relief Fund",
        "Bellmouth Farmers' Union",
        "St. Osyth's Church",
    ]


def test_what_a_law_is_called_by_is_no_institution() -> None:
    assert entities(named("The Department of Tolls Transparency Act failed.")) == []


def test_a_part_of_a_title_is_no_part_of_an_organisation() -> None:
    doc = named(
        "So said Acme Works Board Communications Director Ilse Varga and Carrow County District Attorney Marlo Quent.",
        [("Acme Works Board Communications", "ORG"), ("Carrow County District", "ORG")],
    )
    assert [text for text, _ in mentions(doc)] == ["Acme Works Board", "Ilse Varga", "Carrow County", "Marlo Quent"]


def test_a_first_name_makes_a_surname_of_a_noun_of_organisations() -> None:
    doc = named("We met Jennifer Steel there.", [("Jennifer Steel", "ORG")])
    assert entities(doc) == [("person", "Jennifer Steel")]


def test_marks_of_a_page_are_no_part_of_a_name() -> None:
    doc = named(
        "MUST WATCH Bellmouth Police chief. At 9 ET Carrow Council met.", [("MUST WATCH Bellmouth Police", "ORG")]
    )
    assert [text for text, _ in mentions(doc)] == ["Bellmouth Police", "Carrow Council"]


def test_a_senate_with_a_party_or_a_person_is_a_race_not_a_chamber() -> None:
    doc = named(
        "The Norland Republican Senate hopeful left the Jennifer Quent Senate campaign.",
        [("Norland Republican Senate", "ORG"), ("Jennifer Quent Senate", "ORG")],
    )
    assert not [name for kind, name in entities(doc) if kind == "organisation" and name.endswith("an Senate")]
    assert "Jennifer Quent Senate" not in [name for _, name in entities(doc)]


def test_an_acronym_of_words_in_lower_case_is_no_organisation_s() -> None:
    text = "Some had low back pain (LBP). The aide saw LBP. The rest saw LBP and the Harbour Board (HB)."
    doc = named(text, [("(LBP", "ORG"), ("Harbour Board", "ORG")])
    assert [name for _, name in entities(doc)] == ["Harbour Board"]


def test_a_line_in_capitals_that_ends_with_a_noun_of_organisations_is_no_name() -> None:
    assert entities(named("Quent Loses To Bellmouth Council\n\nNothing else is known of it.")) == []


def test_a_country_is_found_by_all_its_names() -> None:
    doc = named("The U.S. won. Then America slept, and the US woke.", [("U.S.", "GPE")])
    assert [text for text, _ in mentions(doc)] == ["U.S.", "America", "US"]


def test_a_common_noun_is_no_person_by_a_label_alone() -> None:
    doc = named(
        "They heard the crowd sing Summit. Then Battle Cry began.", [("Summit", "PERSON"), ("Battle Cry", "PERSON")]
    )
    assert entities(doc) == []


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("They bought it from the maker of the HarborVille game.", "HarborVille", "ORG"),
        ("Bonds can be sold to the bank under its TQF program for now.", "TQF", "ORG"),
        ("They said that my QRA had lost a third of its worth.", "QRA", "ORG"),
        ("It follows from Carrow Order No. 15 of that year.", "Carrow Order No", "FAC"),
        ("Two former GOP Govs. Jennifer Quent and Idris Poe met.", "GOP Govs", "ORG"),
    ],
)
def test_a_label_alone_makes_no_actor_of_a_thing(text: str, label: str, kind: str) -> None:
    assert label not in {name for _, name in entities(named(text, [(label, kind)]))}


def test_words_before_a_full_name_are_no_part_of_it() -> None:
    doc = named(
        "We met Coal Executive Jennifer Quent. Treasury Jennifer Quent left.",
        [("Coal Executive Jennifer Quent", "PERSON"), ("Treasury Jennifer Quent", "PERSON")],
    )
    assert {name for kind, name in entities(doc) if kind == "person"} == {"Jennifer Quent"}


def test_words_of_a_headline_behind_a_name_are_no_part_of_it() -> None:
    doc = named(
        "We met Jennifer Quent there.\n\nJennifer Quent Forced Out\n\nJennifer Quent Summit Ends",
        [("Jennifer Quent Forced Out", "PERSON"), ("Jennifer Quent Summit", "PERSON")],
    )
    assert entities(doc) == [("person", "Jennifer Quent")]


def test_a_function_word_behind_a_first_name_is_a_surname() -> None:
    assert entities(named("The room fell silent when Jennifer Every rose.")) == [("person", "Jennifer Every")]


def test_two_full_names_run_together_are_two_persons() -> None:
    doc = named("It hurt Jennifer Quent Peter Varga badly.", [("Jennifer Quent Peter Varga", "PERSON")])
    assert entities(doc) == [("person", "Jennifer Quent"), ("person", "Peter Varga")]


def test_a_work_s_title_between_quotation_marks_is_nobody_s_name() -> None:
    doc = named("They read “Quent Carrow,” and she liked “Quent Carrow”.", [("Quent Carrow", "PERSON")])
    assert entities(doc) == []


def test_an_organisation_and_a_word_of_the_next_are_not_one_name() -> None:
    doc = named(
        "The Harbour Liberation Front and Tidal Liberation Front met.", [("Harbour Liberation Front and Tidal", "ORG")]
    )
    assert [name for _, name in entities(doc)] == ["Harbour Liberation Front", "Tidal Liberation Front"]


def test_the_people_of_a_state_are_a_group() -> None:
    assert entities(named("They asked Oregonians about it.", [("Oregonians", "GPE")])) == [("group", "Oregonians")]


def test_a_title_without_a_name_is_nobody() -> None:
    doc = named("It fell to Assistant Secretary and Deputy Mayor alike.", [("Assistant Secretary", "PERSON")])
    assert entities(doc) == []


def test_what_is_staged_is_a_work() -> None:
    doc = named("She sang in a production of Carrow Side Harbour.", [("Carrow Side Harbour", "FAC")])
    assert entities(doc) == []
    assert entities(named("She sang in Carrow Side Harbour.", [("Carrow Side Harbour", "FAC")])) != []


def test_a_sentence_in_capitals_names_no_place() -> None:
    words = "RE THE FAILINGS OF A LONELY ARENA"
    assert entities(named(f"He said that these WE A {words} and left.", [(words, "FAC")])) == []


def test_the_base_of_a_force_is_not_the_force() -> None:
    doc = named("They slept at the Quent Carrow Air Force base.", [("Quent Carrow Air Force", "ORG")])
    assert [name for _, name in entities(doc)] == ["Air Force"]


def test_a_relative_s_first_name_is_not_short_for_what_is_named_after_the_family() -> None:
    doc = named("He spoke at the Quentin Varga Center. Mr. Varga's father, Quentin, was there.")
    assert ("Quentin", "Quentin Varga Center") not in mentions(doc)


def test_a_national_party_is_not_the_party_of_a_state() -> None:
    doc = named(
        "The Oregon Republican Party met. It is no use to the Republican Party.",
        [("Oregon Republican Party", "ORG"), ("the Republican Party", "ORG")],
    )
    assert [name for _, name in entities(doc)] == ["Oregon Republican Party", "Republican Party"]


def test_an_office_ends_before_the_title_and_the_name_of_who_leads_it() -> None:
    text = "They met Office of Tidal Affairs Director Jennifer Quent and the Office of the Deputy Director."
    doc = named(text, [("Jennifer Quent", "PERSON")])
    names = [name for _, name in entities(doc)]
    assert "Office of Tidal Affairs" in names
    assert "Jennifer Quent" in names
    assert "Office of the Deputy Director" in names


def test_a_person_right_behind_an_office_is_no_part_of_it() -> None:
    text = "They sued the head of the Bureau of Tides and Harbours Jennifer Quent over it."
    doc = named(text, [("Jennifer Quent", "PERSON")])
    assert [name for _, name in entities(doc)] == ["Bureau of Tides and Harbours", "Jennifer Quent"]


def test_a_surname_that_is_a_word_of_places_too_is_a_person_s_behind_a_first_name() -> None:
    doc = named("They met Jennifer Woods and walked by Carrow Woods.", [("Jennifer Woods", "GPE")])
    assert ("person", "Jennifer Woods") in entities(doc)


def test_a_common_word_before_the_noun_of_an_organisation_is_a_headline_s_at_the_start_of_a_line() -> None:
    assert entities(named("They met.\n\nSkeptical School", [("Skeptical School", "ORG")])) == []
    assert entities(named("They met at Skeptical School.", [("Skeptical School", "ORG")])) != []


def test_captions_of_a_series_begin_behind_its_title() -> None:
    text = (
        "Photos: Fire at Bellmouth Fair Police look at windows. Hide. Photos: Fire at Bellmouth Fair Women run. "
        "Photos: Fire at Bellmouth Fair A man walks."
    )
    doc = named(text, [("Bellmouth Fair Police", "ORG"), ("Bellmouth Fair Women", "ORG")])
    assert not {"Bellmouth Fair Police", "Bellmouth Fair Women"} & {name for _, name in entities(doc)}


def test_a_credit_is_no_part_of_the_caption_behind_it() -> None:
    doc = named("It is so. Roe/AFP/Getty Images Congress is out.", [("Getty Images Congress", "ORG")])
    assert entities(doc) == [("organisation", "Congress")]


@pytest.mark.parametrize("word", ["SBA-forgivable", "al-Carrow-linked", "Baltby-by-the-bay", "Quent-size"])
def test_a_phrase_with_hyphens_is_no_name(word: str) -> None:
    assert entities(named(f"They lived in {word}, they say.", [(word, "GPE")])) == []


def test_a_possessive_in_capitals_is_off_the_name_and_a_contraction_is_none() -> None:
    doc = named("THEY ASKED ILSE VARGA. It was VARGA’S hat. HE’S GLAD.", [("ILSE VARGA", "PERSON")])
    assert [text for text, _ in mentions(doc)] == ["ILSE VARGA", "VARGA"]


def test_a_question_that_opens_with_will_is_about_the_person_behind_it() -> None:
    doc = named("They know Ilse Varga. Will Varga win?", [("Ilse Varga", "PERSON"), ("Will Varga", "PERSON")])
    assert mentions(doc) == [("Ilse Varga", "Ilse Varga"), ("Varga", "Ilse Varga")]
    doc = named("They know Ilse Varga. We saw Will Varga.", [("Ilse Varga", "PERSON"), ("Will Varga", "PERSON")])
    assert ("person", "Will Varga") in entities(doc)


@pytest.mark.parametrize("word", ["Vargaland", "Varganomics", "Vargaworld"])
def test_a_word_that_papers_make_of_a_name_is_no_name(word: str) -> None:
    doc = named(f"They know Ilse Varga. She is at home in {word}.", [("Ilse Varga", "PERSON"), (word, "GPE")])
    assert entities(doc) == [("person", "Ilse Varga")]


def test_a_family_is_no_organisation() -> None:
    doc = named("They know Ilse Varga. We asked Vargas analyst Tove Roe.", [("Ilse Varga", "PERSON")])
    assert "Vargas" not in {name for _, name in entities(doc)}


def test_a_state_behind_a_town_is_no_person_s_initials() -> None:
    doc = named("He was in Bellmouth, D.C. Varga is to retire.", [("D.C. Varga", "PERSON")])
    assert "D.C. Varga" not in {name for _, name in entities(doc)}


def test_a_member_with_a_state_in_brackets_is_a_person() -> None:
    doc = named("So voted Susa Quent (Nev.) and Tove Roe (Iowa).", [("Susa Quent", "GPE"), ("Tove Roe", "GPE")])
    assert entities(doc) == [("person", "Susa Quent"), ("person", "Tove Roe")]


@pytest.mark.parametrize("text", ["He is from Carrow Head, North Carolina.", "He lives in a suburb of Carrow Head."])
def test_a_town_before_its_state_or_behind_what_towns_have_is_a_place(text: str) -> None:
    assert ("place", "Carrow Head") in entities(named(text, [("Carrow Head", "PERSON")]))


def test_a_noun_of_places_alone_is_no_place() -> None:
    assert entities(named("They met at Bellmouth's Cathedral.", [("Cathedral", "FAC")])) == []


@pytest.mark.parametrize(("word", "kind"), [("Pedestrians", None), ("Vargists", "group")])
def test_a_plural_of_a_noun_is_no_group(word: str, kind: str | None) -> None:
    evidence = Evidence(word, (word.lower(),), votes={"group": 2.0}, count=2, inside=2)
    assert kind_of(evidence, frozenset()) == kind


def test_two_full_names_of_sure_first_names_are_two_persons() -> None:
    doc = named("Coming soon: Ann Paul Mary Varga win.", [("Ann Paul Mary Varga", "PERSON")])
    assert entities(doc) == [("person", "Ann Paul"), ("person", "Mary Varga")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They quote the Bellmouth Herald Leader on it.", "Bellmouth Herald Leader"),
        ("She is at the University of Notre Dame in Bellmouth.", "University of Notre Dame"),
        (
            "It was sent to the Office of the Under Secretary of Tides, they say.",
            "Office of the Under Secretary of Tides",
        ),
        ("It was sent to the House Office of Congressional Tides, they say.", "Office of Congressional Tides"),
        ("They knew the Carrow Trade Center on September 11 of that year.", "Carrow Trade Center"),
    ],
)
def test_a_title_that_is_nobody_s_is_a_part_of_a_name_and_a_month_is_not(text: str, name: str) -> None:
    doc = named(text, [(name.removesuffix(" Leader").removesuffix(" Dame"), "ORG")])
    assert ("organisation", name) in entities(doc)


@pytest.mark.parametrize("name", ["Fire In Carrow School", "Carrow Flood Insurance Program"])
def test_a_headline_or_a_benefit_is_no_organisation(name: str) -> None:
    assert entities(named(f"Today they read of the {name} again.", [(name, "ORG")])) == []


def test_soldiers_of_a_creed_are_no_person() -> None:
    assert entities(named("They sang of Christian Soldiers then.", [("Christian Soldiers", "PERSON")])) == []


def test_a_place_that_opens_a_sentence_before_a_title_is_a_place() -> None:
    assert ("place", "Ohio") in entities(named("All left. Ohio Gov. Ann Varga stayed.", [("Ohio", "GPE")]))


def test_an_acronym_of_a_treaty_is_no_organisation_s() -> None:
    text = "They signed the Salt Tides Treaty, or STT, and like STT well. We asked STT members."
    assert entities(named(text, [("STT", "ORG")])) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("We asked Bill Press, who knew.", "Bill Press", "ORG"),
        ("We asked Carla Hills, who knew.", "Carla Hills", "GPE"),
        ("They beat the Union's Carrow S. Quent there.", "Carrow S. Quent", "ORG"),
    ],
)
def test_a_name_with_a_first_name_or_a_middle_initial_is_a_person_s(text: str, name: str, label: str) -> None:
    assert entities(named(text, [(name, label)])) == [("person", name)]


@pytest.mark.parametrize("name", ["Quent Ohio", "Ann Varga Ohio"])
def test_a_person_and_a_state_are_two(name: str) -> None:
    assert name not in {found for _, found in entities(named(f"They let {name} wait.", [(name, "PERSON")]))}


@pytest.mark.parametrize("name", ["Make Norland", "Ninth District", "Juneteenth"])
def test_a_slogan_a_numbered_district_or_a_feast_is_no_place(name: str) -> None:
    assert entities(named(f"They gathered near {name} again.", [(name, "GPE")])) == []


def test_a_name_that_begins_with_a_noun_of_organisations_is_no_place() -> None:
    doc = named("He was seen in Alliance Saving Fish again.", [("Alliance Saving Fish", "GPE")])
    assert entities(doc) == [("organisation", "Alliance Saving Fish")]


def test_a_word_among_others_in_capitals_is_no_acronym() -> None:
    doc = named("THEY SAY THESE MEV IN BLACK WON. ALL LIKE MEV HERE.", [("MEV", "ORG")])
    assert entities(doc) == []


def test_an_institution_before_its_office_is_no_part_of_the_office_s_name() -> None:
    name = "House Office of Congressional Tides"
    doc = named(f"It was sent to the {name}, they say.", [(name, "ORG")])
    assert {found for _, found in entities(doc)} == {"House", "Office of Congressional Tides"}


def test_what_stands_behind_a_known_place_is_no_part_of_it() -> None:
    doc = named("The lawyer for the District of Columbia Ilse Varga won.", [("Columbia Ilse Varga", "PERSON")])
    assert ("person", "Ilse Varga") in entities(doc)


def test_a_possessive_by_which_a_firm_is_known_is_a_part_of_its_name() -> None:
    doc = named("Ilse Varga left Moody’s Analytics and ate at McDonald’s, she said.", [("Moody’s Analytics", "ORG")])
    assert ("organisation", "Moody’s Analytics") in entities(doc)
    assert ("organisation", "McDonald’s") in entities(doc)


@pytest.mark.parametrize(
    "person", ["Ilse McDonald left. Varga took McDonald's seat.", "Varga took Ilse McDonald's seat."]
)
def test_a_possessive_by_which_a_firm_is_known_is_off_a_person_s_name(person: str) -> None:
    doc = named(person, [("Ilse McDonald", "PERSON")])
    assert entities(doc)[0] == ("person", "Ilse McDonald")
    assert "McDonald's" not in {text for text, _ in mentions(doc)}


def test_a_title_before_an_ampersand_is_a_partner() -> None:
    doc = named("She left King & Quent of Bellmouth, and King & Quent sued.", [("King & Quent", "ORG")])
    assert ("organisation", "King & Quent") in entities(doc)


def test_a_firm_of_many_partners_is_named_with_all() -> None:
    text = "An analyst with Quent, Varga & Doe said so, and they sold Oberon, Johnson & Johnson, and others."
    doc = named(text, [("Quent", "PERSON"), ("Varga & Doe", "ORG"), ("Johnson & Johnson", "ORG")])
    assert ("organisation", "Quent, Varga & Doe") in entities(doc)
    assert ("organisation", "Johnson & Johnson") in entities(doc)


@pytest.mark.parametrize(
    ("words", "kinds"), [("Quent & Varga", ["organisation"]), ("Red & Blue", []), ("Ann & Mary", [])]
)
def test_an_ampersand_between_surnames_is_a_firm_s(words: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in entities(named(f"We all heard of {words} there.", [(words, "ORG")]))] == kinds


def test_justice_at_the_end_of_a_college_s_name_is_no_title() -> None:
    doc = named("He teaches at the Carrow College of Criminal Justice in town.", [("Carrow College", "ORG")])
    assert entities(doc) == [("organisation", "Carrow College of Criminal Justice")]


def test_a_first_name_that_an_editor_adds_with_a_title_is_no_other_person() -> None:
    doc = named("They wrote to [the mayor Ann] Varga and left.", [("Ann", "PERSON"), ("Varga", "PERSON")])
    assert "Ann" not in {text for text, _ in mentions(doc)}


def test_an_institution_with_full_stops_before_a_person_is_no_first_name() -> None:
    doc = named("In fact, Ambassador to the E.U. Gordon Quent said it.")
    assert ("person", "Gordon Quent") in entities(doc)


def test_where_a_state_s_voters_meet_is_no_organisation() -> None:
    doc = named("She won the Iowa Caucus and joined the Harbour Caucus there.", [("Iowa Caucus", "ORG")])
    assert [name for _, name in entities(doc)] == ["Harbour Caucus"]


def test_an_acronym_of_a_role_is_no_organisation_s() -> None:
    doc = named("They told the Harbour Safety Officer (HSO). The HSO left.", [("HSO", "ORG")])
    assert entities(doc) == []


def test_what_is_behind_the_word_for_a_work_and_a_comma_is_its_title() -> None:
    assert (
        entities(named("She says so in her first book, The Harbour Company, today.", [("Harbour Company", "ORG")]))
        == []
    )


def test_a_place_before_the_word_for_a_thing_is_still_a_place() -> None:
    doc = named("Only one New York program was held.", [("New York", "GPE")])
    assert entities(doc) == [("place", "New York")]


def test_a_figure_of_a_film_is_no_person() -> None:
    doc = named("He is like Rocky Balboa, said Ilse Varga.", [("Rocky Balboa", "PERSON"), ("Ilse Varga", "PERSON")])
    assert entities(doc) == [("person", "Ilse Varga")]


def test_a_noun_before_an_ampersand_ends_no_name() -> None:
    doc = named("They passed the Harbour Energy & Tides Act today.", [("Harbour Energy & Tides Act", "ORG")])
    assert entities(doc) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We asked about the Poe and Quent VATs there.", "Quent VATs"),
        ("Will Rivals Help? They may.", "Will Rivals"),
        ("The author of “Salted Kestrel, Dark Heart: Myths of Norland” left.", "Salted Kestrel"),
    ],
)
def test_letters_in_the_plural_a_question_and_a_title_are_no_person(text: str, words: str) -> None:
    assert entities(named(text, [(words, "PERSON")])) == []


def test_a_body_of_those_of_a_party_is_the_body() -> None:
    doc = named("One old Latino Cabinet member and the Latino Council met.", [("Latino Cabinet", "ORG")])
    assert [name for _, name in entities(doc)] == ["Latino Council"]


def test_a_surname_before_the_next_first_name_is_no_first_name() -> None:
    text = "We saw Marlo Quent Jr. and later Quent Donald there."
    doc = named(text, [("Marlo Quent Jr.", "PERSON"), ("Quent Donald", "PERSON")])
    assert "Quent Donald" not in {name for _, name in entities(doc)}


def test_a_person_and_company_is_a_figure_of_speech() -> None:
    doc = named("We met Ilse Varga. It helped Varga & Co. a lot.", [("Ilse Varga", "PERSON"), ("Varga & Co.", "ORG")])
    assert entities(doc) == [("person", "Ilse Varga")]
