import time
from collections.abc import Sequence
from typing import cast

import pytest

from pipelines.extract import assets
from pipelines.extract.assets import RESCUE
from pipelines.records import TextAnalysis
from pipelines.staging import Staging
from pipelines.workers import spread


def test_a_text_that_hangs_is_set_aside_and_the_others_of_its_batch_are_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipelines.workers.SLOWEST_START", 2.0)
    batch = [(1, "One."), (2, "Two."), (3, "hang"), (4, "Four.")]
    analyses = [each for some in spread(2, _analyse, [batch], 2, RESCUE) for each in some]
    assert {each.text_id: each.status for each in analyses} == {
        1: "analysed",
        2: "analysed",
        3: "failed",
        4: "analysed",
    }
    (error,) = [each.error for each in analyses if each.error]
    assert error == "The text was set aside: it took longer than 2.004 s."


def test_a_batch_may_take_longer_the_longer_its_texts_are() -> None:
    assert RESCUE.seconds([(1, "x" * 180_000)]) > 2 * RESCUE.seconds([(1, "x")])


def _analyse(texts: Sequence[tuple[int, str]]) -> list[TextAnalysis]:
    if any(text == "hang" for _, text in texts):
        time.sleep(60)
    return [TextAnalysis(text_id, "analysed", None) for text_id, _ in texts]


def test_the_texts_of_several_batches_are_read_at_once_as_far_as_memory_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[int]] = []

    class Texts:
        def texts(self, keys: list[int]) -> list[tuple[int, str]]:
            read.append(keys)
            return [(key, f"text {key}") for key in keys]

    monkeypatch.setattr(assets, "READ_WORDS", 30)
    batches = assets._texts(cast(Staging, Texts()), [[1, 2], [3], [4]], {1: 10, 2: 10, 3: 10, 4: 900})
    assert list(batches) == [[(1, "text 1"), (2, "text 2")], [(3, "text 3")], [(4, "text 4")]]
    assert read == [[1, 2, 3], [4]]
