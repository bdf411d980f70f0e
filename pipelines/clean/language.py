"""The language of a text, from its first words."""

from pipelines.word_lists import entries

# Where the first words do not tell, for they are names and figures, more of them may.
_SAMPLES_CHARACTERS = (1200, 10_000)
_CLASSIFIED_CHARACTERS = 400
# English news has one function word of the list in three to six words, and "the" among each twenty; the share in texts
# in other languages stays below .1, however much English they quote. Where that is not parted by spaces, a sentence of
# English may be half of the words: so there must be many where "the" is rare.
_ENGLISH_SHARE = 0.15
_THE_SHARE = 0.02
_SHARE_WITHOUT_THE, _LEAST_WITHOUT_THE = 0.25, 40


def language_of(text: str) -> str:
    """Give the ISO 639-1 code of the language of a text.

    English is told by its commonest words, which takes next to no time; only what is not clearly English is asked of
    the classifier.
    """
    if any(_is_english(text[:characters]) for characters in _SAMPLES_CHARACTERS):
        return "en"
    return _classified(text[:_CLASSIFIED_CHARACTERS])


def _is_english(sample: str) -> bool:
    """Say whether a text is clearly English."""
    words = sample.lower().split()
    known = sum(map(entries(__package__, "function_words.txt").__contains__, words))
    if words.count("the") > _THE_SHARE * len(words):
        return known >= _ENGLISH_SHARE * len(words)
    return known >= max(_SHARE_WITHOUT_THE * len(words), _LEAST_WITHOUT_THE)


def _classified(text: str) -> str:
    import py3langid  # noqa: PLC0415 - here, so that a run starts without it

    language, _score = py3langid.classify(text)
    return str(language)
