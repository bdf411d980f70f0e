from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipelines.records import Quotation

Find = Callable[[str], tuple[Quotation, ...]]


@pytest.fixture(scope="module")
def find(nlp: Language) -> Find:
    def quotations(text: str) -> tuple[Quotation, ...]:
        found: tuple[Quotation, ...] = nlp(text)._.verbatim_quotations
        return found

    return quotations


@pytest.fixture(scope="module")
def read(find: Find) -> Callable[[str], list[tuple[str, str | None, str | None, tuple[str, ...]]]]:
    """Statements as (kind, speaker, cue, segments)."""

    def quotations(text: str) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
        return [
            (
                q.kind,
                q.speaker.text if q.speaker else None,
                q.cue.text if q.cue else None,
                tuple(segment.text for segment in q.segments),
            )
            for q in find(text)
        ]

    return quotations


Read = Callable[[str], list[tuple[str, str | None, str | None, tuple[str, ...]]]]


def speaker_name(nlp: Language, text: str, statement: int = -1) -> str | None:
    doc = nlp(text)
    entity = doc._.verbatim_quotations[statement].speaker_entity
    name: str | None = None if entity is None else doc._.verbatim_entities[entity].name
    return name


def test_the_speaker_is_not_taken_from_a_relative_clause_before_the_cue(read: Read) -> None:
    text = "Kwame Ansong, whose United Dockers' Union (UDU) backed Haddadin, urged the board to let us into the hall."
    assert [speaker for _, speaker, _, _ in read(text)] == ["Kwame Ansong"]


def test_words_quoted_before_and_are_not_those_of_who_speaks_after_it(read: Read) -> None:
    text = 'The Herald found that the loss "was very small indeed," and Ada Holm said the bridge would stay shut.'
    assert [(speaker, segments) for _, speaker, _, segments in read(text) if speaker == "Ada Holm"] == [
        ("Ada Holm", ("the bridge would stay shut",))
    ]


# --- direct statements ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ('"The bridge will open on Monday," Ada Holm said.', "Ada Holm", "said"),
        ('"The bridge will open on Monday," said Ada Holm.', "Ada Holm", "said"),
        ('"The bridge will open on Monday," said Ada Holm, the mayor of Varna.', "Ada Holm", "said"),
        ('"The bridge will open on Monday," Ada Holm, the mayor of Varna, told reporters.', "Ada Holm", "told"),
        ('"Will the bridge ever open?" asked Ada Holm.', "Ada Holm", "asked"),
        ('Ada Holm said, "The bridge will open on Monday."', "Ada Holm", "said"),
        ('Ada Holm wrote on Friday: "The bridge will open on Monday."', "Ada Holm", "wrote"),
        ('"The bridge will open on Monday," according to Ada Holm.', "Ada Holm", "according to"),
        ('"The bridge will open on Monday." — Ada Holm', "Ada Holm", None),
        ('Ada Holm: "The bridge will open on Monday."', "Ada Holm", None),
    ],
)
def test_a_direct_statement_lies_within_its_marks_and_has_the_speaker_and_cue_beside_it(
    read: Read, text: str, speaker: str, cue: str | None
) -> None:
    ((kind, found_speaker, found_cue, segments),) = read(text)
    assert (kind, found_speaker, found_cue) == ("direct", speaker, cue)
    assert segments == (text[text.index('"') : text.rindex('"') + 1],)


def test_an_interrupted_quotation_is_one_statement_of_two_segments(read: Read) -> None:
    text = '"The bridge will open," Ada Holm said, "if the rain stops."'
    assert [(q[1], q[3]) for q in read(text)] == [("Ada Holm", ('"The bridge will open,"', '"if the rain stops."'))]


def test_a_quotation_that_goes_on_after_its_attribution_is_of_the_same_statement(read: Read) -> None:
    text = '"The bridge will open," Ada Holm said. "Nobody will have to take the ferry."'
    assert [(q[1], len(q[3])) for q in read(text)] == [("Ada Holm", 2)]


def test_two_speakers_of_a_paragraph_make_two_statements(read: Read) -> None:
    text = '"The bridge will open," Ada Holm said. "It will fall into the river," said Jonas Lund.'
    assert [q[1] for q in read(text)] == ["Ada Holm", "Jonas Lund"]


def test_a_line_that_ends_in_a_colon_introduces_the_quotation_below(read: Read) -> None:
    (quotation,) = read('Ada Holm continued:\n\n"The bridge will open when the rain stops."')
    assert quotation[1:3] == ("Ada Holm", "continued")


@pytest.mark.parametrize(
    "text",
    [
        'The film "Night Over Varna" opened the festival on Friday.',
        'Jonas "The Bear" Lund won the match on Friday.',
        'The council calls for a "green" port by next year.',
        '"The bridge will never open," I said.',
    ],
)
def test_titles_nicknames_scare_quotes_and_the_writers_own_words_are_no_statements(read: Read, text: str) -> None:
    assert [quotation for quotation in read(text) if quotation[0] == "direct"] == []


def test_a_pull_quote_is_not_counted_twice(read: Read) -> None:
    words = "The bridge will open on Monday when the rain has stopped."
    assert len(read(f'"{words}"\n\n"{words} We are glad," said Ada Holm.')) == 1


def test_a_pull_quote_that_only_the_writers_words_repeat_counts(read: Read) -> None:
    text = "The bridge will open on Monday when the rain has stopped"
    assert [q[0] for q in read(f'Much is unclear.\n\n"{text}."\n\n{text} and the road is dry.')] == ["direct"]


def test_many_words_quoted_in_passing_are_a_statement_of_the_person_whom_the_sentence_is_about(read: Read) -> None:
    text = 'She rhymed off the towns that would pay, for "coming out and speaking up for all of us who cross it daily."'
    assert [(q[0], q[1], q[2]) for q in read(text)] == [("direct", "She", None)]


@pytest.mark.parametrize(
    "text",
    [
        'The pact is a framework that "reaffirms the right of all the towns to set their own rates for ships."',
        'Ada Holm wore a shirt with the words "Cross the Bridge."',
    ],
)
def test_words_quoted_in_passing_are_no_statement_if_they_are_few_or_of_no_person(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_passive_cue_gives_a_quotation_to_its_agent_or_to_nobody(read: Read) -> None:
    assert [q[1] for q in read('"It is too late for that," Jonas Lund was told by Ada Holm.')] == ["Ada Holm"]
    assert [q[1] for q in read('"It is too late for that," Jonas Lund was told.')] == [None]


def test_what_somebody_was_described_as_is_a_statement_of_nobody_known(nlp: Language, read: Read) -> None:
    text = 'Ada Holm spoke. The arrest was described as "basically kidnapping" in Varna.'
    assert [q[1:] for q in read(text)] == [(None, "described", ('"basically kidnapping"',))]
    assert speaker_name(nlp, text) is None


def test_a_quotation_of_one_word_after_an_ellipsis_is_direct(read: Read) -> None:
    assert [q[3] for q in read('The least that they print is … "One!" says Ada Holm.')] == [('"One!"',)]


# --- indirect and mixed statements ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("Ada Holm said that the bridge was safe.", "Ada Holm", "said", "that the bridge was safe"),
        ("Ada Holm said the bridge was safe.", "Ada Holm", "said", "the bridge was safe"),
        ("She told reporters on Monday that the bridge was safe.", "She", "told", "that the bridge was safe"),
        ("The bridge is safe, Ada Holm said.", "Ada Holm", "said", "The bridge is safe"),
        ("The bridge is safe, said Ada Holm.", "Ada Holm", "said", "The bridge is safe"),
        ("According to Ada Holm, the bridge is safe.", "Ada Holm", "According to", "the bridge is safe"),
        ("The bridge is safe, according to Ada Holm.", "Ada Holm", "according to", "The bridge is safe"),
        ("Ada Holm urged the council to close the bridge.", "Ada Holm", "urged", "the council to close the bridge"),
        ("Ada Holm denied taking money from the builders.", "Ada Holm", "denied", "taking money from the builders"),
        ("Ada Holm accused the builders of lying.", "Ada Holm", "accused", "the builders of lying"),
        ("Ada Holm blamed the storm for the delay.", "Ada Holm", "blamed", "the storm for the delay"),
        ("She expressed concern over the delay.", "She", "expressed", "concern over the delay"),
        ("City officials warned that the bridge was unsafe.", "City officials", "warned", "that the bridge was unsafe"),
    ],
)
def test_indirect_speech_is_read_with_the_frame_of_its_cue(
    read: Read, text: str, speaker: str, cue: str, content: str
) -> None:
    assert read(text) == [("indirect", speaker, cue, (content,))]


def test_content_on_both_sides_of_its_attribution_is_one_statement(read: Read) -> None:
    text = "The old bridge, Ada Holm said, will be closed for a year."
    assert [q[3] for q in read(text)] == [("The old bridge", "will be closed for a year")]


def test_quoted_words_in_an_indirect_clause_make_it_mixed_and_belong_to_its_one_segment(read: Read) -> None:
    text = 'Ada Holm said the old bridge was "a danger to everyone" and had to go.'
    assert [(q[0], q[3]) for q in read(text)] == [
        ("mixed", ('the old bridge was "a danger to everyone" and had to go',))
    ]


def test_what_something_is_called_is_a_statement(read: Read) -> None:
    assert [(q[1], q[3]) for q in read('Ada Holm called the plan "a disgrace."')] == [("Ada Holm", ('"a disgrace."',))]


def test_a_participle_after_a_comma_begins_another_statement_of_the_same_speaker(read: Read) -> None:
    text = "Ada Holm said the bridge was safe, adding that it would open on Monday."
    assert [(q[1], q[2], q[3]) for q in read(text)] == [
        ("Ada Holm", "said", ("the bridge was safe",)),
        ("Ada Holm", "adding", ("that it would open on Monday",)),
    ]


def test_a_participle_after_quoted_words_and_their_comma_begins_another_statement(read: Read) -> None:
    text = 'Ada Holm said the bridge was "a long way from ready," adding that it would open on Monday.'
    assert [q[2] for q in read(text)] == ["said", "adding"]


def test_a_subject_with_a_long_clause_of_its_own_belongs_to_the_content(read: Read) -> None:
    content = (
        "smaller ports who are always buying new ships — above all those that rely on trade — are likely to suffer"
    )
    assert [q[3] for q in read(f"But he said {content}.")] == [(content,)]


def test_a_clause_after_the_words_that_say_who_was_told_begins_with_its_that(read: Read) -> None:
    text = "He told TVN’s “Today” show on Wednesday that he wasn’t sorry and that he would not resign."
    assert [q[3] for q in read(text)] == [("that he wasn’t sorry and that he would not resign",)]


def test_a_dash_that_ends_the_text_after_a_source_is_no_content(read: Read) -> None:
    names = " ".join(["Ada Holm"] * 8)
    assert [q[3] for q in read(f"{names} according to Ada Holm —")] == [(names,)]


def test_an_attribution_is_not_the_content_of_the_cue_before_it(read: Read) -> None:
    text = "Varna has asked the envoy to Belmar for clemency, Ada Holm said."
    assert [q[1:3] for q in read(text)] == [("Ada Holm", "said")]


def test_two_cues_of_one_subject_make_two_statements(read: Read) -> None:
    text = "Ada Holm defended the new bridge and blamed the storm for the delay."
    assert [(q[1], q[2]) for q in read(text)] == [("Ada Holm", "defended"), ("Ada Holm", "blamed")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm did not say that the bridge was safe.",
        "Ada Holm would say that the bridge was safe.",
        "Ada Holm declined to say whether the bridge was safe.",
        "Ada Holm refused to comment on the bridge.",
        "If Ada Holm says the bridge is safe, it will open.",
    ],
)
def test_denied_hypothetical_and_refused_speech_is_no_statement(read: Read, text: str) -> None:
    assert read(text) == []


def test_captions_and_teasers_repeat_and_do_not_count(read: Read) -> None:
    assert (
        read("Ada Holm says the bridge is safe. (Jonas Lund/Varna Press)\n\nREAD MORE: Holm says bridge is safe") == []
    )


# --- speakers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Ada Holm said the bridge was safe.", "Mayor Ada Holm"),
        ("His lawyer, Ada Holm, said the bridge was safe.", "Ada Holm"),
        ("A spokesman for the port said the bridge was safe.", "A spokesman for the port"),
        ("Ada Holm and Jonas Lund said the bridge was safe.", "Ada Holm and Jonas Lund"),
        ("Ada Holm, who said the bridge was safe, resigned.", "Ada Holm"),
    ],
)
def test_a_speaker_is_the_shortest_natural_noun_phrase(read: Read, text: str, speaker: str) -> None:
    assert [quotation[1] for quotation in read(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Asked by Jonas Lund whether it was late, Ada Holm said the bridge was safe.", ["Jonas Lund", "Ada Holm"]),
        ("Ada Holm quoted Jonas Lund as saying the bridge was safe.", ["Jonas Lund"]),
        ("Ada Holm thanked Jonas Lund for saying the bridge was safe.", ["Jonas Lund"]),
        ("Ada Holm opened the meeting by saying the bridge was safe.", ["Ada Holm"]),
        ("Jonas Lund was told by Ada Holm that the bridge was safe.", ["Ada Holm"]),
        ("The board decision allowing his release said he was not ill.", ["The board decision"]),
        ("There is a certain joy, insists 16-year-old Ada Holm, in crossing it.", ["16-year-old Ada Holm"]),
    ],
)
def test_a_statement_is_not_put_in_the_mouth_of_who_stands_beside_its_cue(
    read: Read, text: str, speakers: list[str]
) -> None:
    assert [quotation[1] for quotation in read(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Lund was told that the bridge was safe.",
        "Jonas Lund had been arrested and told that the bridge was safe.",
        "Neither Ada Holm nor Jonas Lund said the bridge was safe.",
        "No mayor said the bridge was safe.",
    ],
)
def test_who_was_told_and_who_did_not_speak_says_nothing(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_speaker_is_the_entity_that_its_head_names(nlp: Language) -> None:
    assert speaker_name(nlp, "Mayor Ada Holm of Varna said the bridge was safe.") == "Ada Holm"


def test_a_spokesman_for_someone_is_not_that_someone(nlp: Language) -> None:
    assert speaker_name(nlp, "Ada Holm left. A spokesman for Ada Holm said the bridge was safe.") is None


def test_a_document_speaks_for_whoever_made_it(nlp: Language) -> None:
    assert speaker_name(nlp, "Ada Holm resigned. Ada Holm's letter said the bridge was unsafe.") == "Ada Holm"


def test_a_pronoun_speaks_for_whom_it_refers_to(nlp: Language) -> None:
    assert speaker_name(nlp, "Ada Holm resigned on Monday. She said the bridge was unsafe.") == "Ada Holm"


def test_a_pronoun_does_not_speak_for_one_who_is_first_named_in_what_is_said(nlp: Language) -> None:
    text = '"You know what they think of Jonas Lund and all that he wrote," he said.'
    assert speaker_name(nlp, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm cautioned against jumping to conclusions about conflicting reports that the bridge was unsafe.",
        "Ada Holm told the host of the show that Sunday.",
        "Ada Holm said nothing about how the council would pay for the bridge that it wants.",
        "Ada Holm said some things that were not true about the bridge.",
        "Ada Holm testified Wednesday before the council, which met in the hall.",
    ],
)
def test_what_is_not_what_somebody_said_is_no_statement(read: Read, text: str) -> None:
    assert read(text) == []


# --- quotations without a speaker of their own ----------------------------------------------------


def test_a_quotation_over_paragraphs_has_one_speaker(nlp: Language) -> None:
    text = 'Ada Holm said: "The bridge will open on Monday.\n\n"Nobody will have to take the ferry."'
    assert [speaker_name(nlp, text, number) for number in (0, 1)] == ["Ada Holm", "Ada Holm"]


def test_a_quoted_paragraph_after_an_attributed_one_is_of_the_same_speaker(nlp: Language, read: Read) -> None:
    text = '"The bridge will open on Monday," said Ada Holm.\n\n"Nobody will have to take the ferry."'
    assert speaker_name(nlp, text) == "Ada Holm"
    assert read(text)[1][1:3] == (None, None)


def test_a_quoted_paragraph_after_a_sentence_about_someone_is_theirs(nlp: Language) -> None:
    text = 'Ada Holm had worked for years for this day.\n\n"Nobody will have to take the ferry again."'
    assert speaker_name(nlp, text) == "Ada Holm"


def test_a_quotation_that_the_text_gives_to_nobody_is_nobodys(nlp: Language) -> None:
    assert speaker_name(nlp, '"Nobody will have to take the ferry again."\n\nAda Holm was in Varna on Monday.') is None


def test_a_quotation_after_other_sentences_is_the_last_speakers_only_as_a_paragraph(nlp: Language) -> None:
    said = '"The bridge will open on Monday," said Ada Holm.\n\nIt rained.'
    assert speaker_name(nlp, f'{said}\n\n"Nobody will have to take the ferry."', 1) == "Ada Holm"
    assert speaker_name(nlp, f'{said} "Nobody will have to take the ferry."', 1) is None
    assert speaker_name(nlp, f'{said} A poster said more:\n\n"Nobody will have to take the ferry."', 1) is None
    assert speaker_name(nlp, f'{said}\n\n"Nobody has to take the ferry"', 1) is None


def test_a_line_after_a_quotation_that_begins_with_a_dash_signs_it(nlp: Language) -> None:
    said = '"The bridge will open on Monday," said Ada Holm.\n\nIt rained.'
    quotation = '"Nobody will have to take the ferry."'
    assert speaker_name(nlp, f"{said}\n\n{quotation}\n\n-- Jonas Lund, the mayor, to those who came", 1) == "Jonas Lund"


def test_a_floating_quotation_is_less_certain_than_an_attributed_one(find: Find) -> None:
    text = '"The bridge will open on Monday," said Ada Holm.\n\nIt rained.\n\n"Nobody will have to take the ferry."'
    attributed, floating = find(text)
    assert floating.confidence < attributed.confidence


@pytest.mark.parametrize("opening", ["According to Jonas Lund", "Then, according to the mayor, Jonas Lund"])
def test_a_quotation_may_be_introduced_by_whom_it_is_according_to(nlp: Language, opening: str) -> None:
    text = f'Ada Holm wrote in March that it was safe. {opening}: "Nobody will have to take the ferry again."'
    assert speaker_name(nlp, text) == "Jonas Lund"


# Each comes after a statement of Ada Holm's.
@pytest.mark.parametrize(
    ("quotation", "speaker"),
    [
        ('"Nobody will have to take the ferry," Jonas Lund beamed.', "Jonas Lund"),
        ('"Nobody will have to take the ferry," beamed Jonas Lund, the mayor.', "Jonas Lund"),
        ('"Nobody will have to take the ferry," Jonas Lund, the mayor, in a letter on Monday.', "Jonas Lund"),
        ('"Will nobody have to take the ferry?" Jonas Lund once demanded to know.', "Jonas Lund"),
        ('"Will nobody have to take the ferry?" wrote Jonas Lund.', "Jonas Lund"),
        ('"Nobody will have to take the ferry," which will be sold, says Jonas Lund.', "Jonas Lund"),
        ('"Nobody will take the ferry," but will have "to walk for an hour," Jonas Lund said.', "Jonas Lund"),
        ('"Nobody will have to take the ferry," the notice reads.', None),
        ('"Nobody will have to take the ferry," reads the notice.', None),
        ('"Nobody will have to take the ferry," one yelled.', None),
        ('"Nobody will have to take the ferry," as it hung there.', None),
    ],
)
def test_a_quotation_whose_sentence_goes_on_is_of_whom_it_names_there(
    nlp: Language, quotation: str, speaker: str | None
) -> None:
    text = f'"The bridge will open on Monday," said Ada Holm.\n\nIt rained.\n\n{quotation}'
    assert speaker_name(nlp, text, 1) == speaker


# --- the component --------------------------------------------------------------------------------


def test_statements_are_numbered_in_order_of_the_text(find: Find) -> None:
    found = find('The bridge is safe, Ada Holm said. "It will open," said Jonas Lund. "We are glad to see it."')
    assert [quotation.quotation for quotation in found] == list(range(len(found)))
    starts = [quotation.segments[0].start for quotation in found]
    assert starts == sorted(starts)


def test_without_mentions_speakers_are_words_only(nlp: Language) -> None:
    with nlp.select_pipes(disable=["verbatim_names", "verbatim_coreference"]):
        (quotation,) = nlp("Ada Holm said the bridge was safe.")._.verbatim_quotations
    assert quotation.speaker is not None
    assert (quotation.speaker.text, quotation.speaker_entity) == ("Ada Holm", None)


_PIECES = [
    "Ada Holm",
    "said",
    "told",
    "She",
    "that",
    "the bridge",
    "is safe",
    ",",
    ".",
    '"',
    "“",
    "”",
    "'",
    "\n\n",
    ":",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*_PIECES, "according to", "who", "adding", "—", "called it"]), max_size=25))
def test_every_span_is_what_stands_in_the_text_and_segments_do_not_overlap(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    found: tuple[Quotation, ...] = nlp(text)._.verbatim_quotations
    segments = sorted((s for q in found for s in q.segments), key=lambda segment: segment.start)
    spans = [*segments, *(s for q in found for s in (q.cue, q.speaker) if s)]
    assert all(span.start < span.end and text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(segments))
    assert all(0 <= quotation.confidence <= 1 for quotation in found)
