"""The language of a text, from its first words."""

import py3langid

from pipelines.word_lists import entries

_SAMPLE_CHARACTERS = 1200
_CLASSIFIED_CHARACTERS = 400
# English news has one function word of the list in three or four words, and "the" among each twenty; the share in texts
# in other languages stays below .1, however much English they quote.
_ENGLISH_SHARE = 0.2
_THE_SHARE = 0.02


def language_of(text: str) -> str:
    """Give the ISO 639-1 code of the language of a text.

    English is told by its commonest words, which takes next to no time; only what is not clearly English is asked of
    the classifier.
    """
    words = text[:_SAMPLE_CHARACTERS].lower().split()
    if words.count("the") > _THE_SHARE * len(words):
        english = entries(__package__, "function_words.txt")
        if sum(word in english for word in words) >= _ENGLISH_SHARE * len(words):
            return "en"
    return _classified(text[:_CLASSIFIED_CHARACTERS])


def _classified(text: str) -> str:
    language, _score = py3langid.classify(text)
    return str(language)
