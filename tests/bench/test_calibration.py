from tests.bench.calibration import Found, above, by_bin, by_method, judge
from tests.bench.scoring import Unit

TEXT = "The bridge is safe, Ada Holm said. Jonas Lund left."
SPAN, HOLM, LUND = (0, 18), (20, 28), (35, 45)
GOLD = [Unit(SPAN, (HOLM,), "Ada Holm", "indirect")]


def found(speaker: tuple[int, int] | None, name: str | None, span: tuple[int, int] = SPAN) -> Found:
    return Found(Unit(span, (speaker,) if speaker else (), name, None), "clause", 0.8)


def outcome(given: Found) -> tuple[bool | None, bool | None]:
    (judgement,) = judge(GOLD, [given], TEXT)
    return judgement.words, judgement.name


def test_a_statement_is_right_in_words_and_name() -> None:
    assert outcome(found(HOLM, "Ada Holm")) == (True, True)


def test_another_speaker_is_wrong_in_words_and_name() -> None:
    assert outcome(found(LUND, "Jonas Lund")) == (False, False)


def test_another_span_is_wrong() -> None:
    assert outcome(found(HOLM, "Ada Holm", LUND)) == (False, False)


def test_a_name_that_is_not_given_is_not_judged() -> None:
    assert outcome(found(HOLM, None)) == (True, None)


def test_names_are_not_judged_by_an_annotation_that_has_none() -> None:
    (judgement,) = judge([Unit(SPAN, (HOLM,), None, None)], [found(HOLM, "Ada Holm", LUND)], TEXT)
    assert (judgement.words, judgement.name) == (False, None)


def test_a_statement_without_words_for_its_speaker_is_judged_by_the_name() -> None:
    assert outcome(found(None, "Jonas Lund")) == (False, False)


def test_a_statement_that_names_nobody_is_judged_by_its_span() -> None:
    assert outcome(found(None, None)) == (True, None)


def test_outcomes_are_grouped_in_tenths_of_confidence() -> None:
    bins = by_bin([(0.81, True), (0.89, False), (1.0, True), (0.7, True)])
    assert {number: (share.right, share.given) for number, share in bins.items()} == {7: (1, 1), 8: (1, 2), 9: (1, 1)}


def test_a_method_seen_once_stays_near_one_half() -> None:
    shares = by_method(judge(GOLD, [found(HOLM, "Ada Holm")], TEXT))
    assert shares["clause"].share == 1
    assert shares["clause"].smoothed == 2 / 3


def test_a_threshold_keeps_what_is_at_least_that_sure() -> None:
    outcomes = [(0.5, False), (0.8, True)]
    kept = above(outcomes, 0.8)
    assert kept is not None
    assert (kept.right, kept.given) == (1, 1)
    assert above(outcomes, 0.9) is None
