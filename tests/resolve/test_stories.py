from datetime import datetime, timedelta

from pipelines.records import NamedEntity, StoryText, key_of
from pipelines.resolve.stories import stories_of

MONDAY = datetime(2031, 3, 3, 9)


def text(text_id: int, headline: str, opening: str, day: int | None = 0) -> StoryText:
    return StoryText(text_id, None if day is None else MONDAY + timedelta(days=day), headline, opening)


def place(text_id: int, name: str, number: int = 0) -> NamedEntity:
    return NamedEntity(text_id, number, "place", name, None, ((name, 3),))


STRIKE = text(1, "Dockers in Port Ellery walk out", "Dockers at the harbour of Port Ellery walked out over pay.")
STRIKE_TOO = text(2, "Port Ellery dockers strike over pay", "The harbour stood idle as dockers walked out.", 1)
RECOUNT = text(3, "Court allows recount in West Tarrow", "Judges let the governor's race be counted again.", 1)
ELLERY = [place(1, "Port Ellery"), place(2, "Port Ellery"), place(3, "West Tarrow")]


def groups(texts: list[StoryText], entities: list[NamedEntity]) -> list[set[int]]:
    found: dict[int, set[int]] = {}
    for row in stories_of(texts, entities):
        found.setdefault(row.story_id, set()).add(row.text_id)
    return sorted(found.values(), key=min)


def test_two_reports_of_one_event_are_one_story_and_another_event_is_not() -> None:
    assert groups([STRIKE, STRIKE_TOO, RECOUNT], ELLERY) == [{1, 2}, {3}]


def test_the_same_topic_weeks_later_is_another_story() -> None:
    later = text(2, STRIKE_TOO.headline or "", STRIKE_TOO.opening, day=30)
    assert groups([STRIKE, later], ELLERY) == [{1}, {2}]


def test_texts_without_dates_may_be_one_story() -> None:
    texts = [text(each.text_id, each.headline or "", each.opening, None) for each in (STRIKE, STRIKE_TOO, RECOUNT)]
    assert groups(texts, ELLERY) == [{1, 2}, {3}]


def test_a_story_does_not_drift_from_day_to_day() -> None:
    texts = [text(day, "Dockers of Port Ellery strike", "Dockers at the harbour walked out.", day) for day in range(40)]
    found = groups(texts, [place(day, "Port Ellery") for day in range(40)])
    assert max(max(story) - min(story) for story in found) <= 8


def test_common_words_make_no_story() -> None:
    texts = [
        text(1, "What they said after all", "They said that they would make it, and it took a long time."),
        text(2, "What they said after all that", "They said that it would take them a long time to make."),
    ]
    assert groups(texts, []) == [{1}, {2}]


def test_a_text_without_words_is_a_story_of_its_own() -> None:
    assert groups([text(1, "", ""), text(2, "", "")], []) == [{1}, {2}]


def test_the_key_of_a_story_is_that_of_its_first_text_by_date() -> None:
    earlier = text(2, STRIKE_TOO.headline or "", STRIKE_TOO.opening, day=-1)
    assert {row.story_id for row in stories_of([STRIKE, earlier], ELLERY)} == {key_of("story", 2)}


def test_entities_of_texts_that_are_not_there_are_passed_over() -> None:
    others = [place(0, "Port Ellery"), *ELLERY[:2], place(2, "Tarrow", 1), place(4, "Port Ellery")]
    assert groups([STRIKE, STRIKE_TOO], others) == [{1, 2}]
