import pytest

from pipelines.clean.language import language_of

TEXTS = {
    "en": "The council of the town closed all of the bridges on Monday after the storm, and will not open them.",
    "de": "Der Rat hat am Montag alle Brücken geschlossen. „The bridges are closed“, hieß es in der Mitteilung.",
    "fr": "Le conseil de la ville a fermé tous les ponts lundi après la tempête, a-t-il annoncé dans un communiqué.",
    "es": "El consejo de la ciudad cerró todos los puentes el lunes después de la tormenta, según un comunicado.",
    "it": "Il consiglio della città ha chiuso lunedì tutti i ponti dopo la tempesta, ha detto in una nota.",
    "nl": "De gemeenteraad heeft maandag alle bruggen gesloten, of hij had geen keus, zei de burgemeester van de stad.",
    "pt": "O conselho da cidade fechou todas as pontes na segunda-feira depois da tempestade, disse em comunicado.",
    "pl": "Rada miasta zamknęła w poniedziałek wszystkie mosty po burzy, poinformowano w oświadczeniu.",
    "ru": "Городской совет закрыл в понедельник все мосты после бури, говорится в заявлении.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_language_is_told_from_the_first_words(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_english_is_told_without_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.clean.language._classified", lambda _: "xx")
    assert {name: language_of(text) for name, text in TEXTS.items()} == dict.fromkeys(TEXTS, "xx") | {"en": "en"}


def test_names_and_figures_at_the_start_hide_no_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.clean.language._classified", lambda _: "xx")
    assert language_of("Norhaven 3 Ostford 1\n" * 70 + TEXTS["en"] * 20) == "en"
    assert language_of("Norhaven 3 Ostford 1\n" * 70 + TEXTS["fr"] * 20) == "xx"


def test_english_that_seldom_says_the_is_told_without_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    """One such text among thousands would have each worker load the classifier, which takes half a second."""
    monkeypatch.setattr("pipelines.clean.language._classified", lambda _: "xx")
    english = "They said that their bridges would be closed to us, and that this was for our own good. "
    japanese = "ノースヘイブン市議会は月曜日、嵐の後に橋を閉鎖した。"
    assert language_of(english * 6) == "en"
    assert language_of(japanese * 20 + english) == "xx"
