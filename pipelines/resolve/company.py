"""Which texts name the same persons, organisations and places, so that they write of the same matters.

That is looser than a story, and no date counts. What is concluded from it is `single_names.py`'s.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from pipelines.records import NamedEntity
from pipelines.resolve.name_keys import organisation_key, person_name, place_key

# A name that more texts have tells nothing of what they are about; it bounds the work, too.
_COMMON = 300


class Company:
    """The names that texts have in common.

    Args:
        entities: all entities of all texts, in any order.
    """

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        texts: dict[str, set[int]] = defaultdict(set)
        for named in entities:
            if (key := _key(named)) is not None:
                texts[key].add(named.text_id)
        self._texts = {key: found for key, found in texts.items() if 1 < len(found) <= _COMMON}
        self._keys: dict[int, list[str]] = defaultdict(list)
        for key in sorted(self._texts):
            for text_id in self._texts[key]:
                self._keys[text_id].append(key)

    def nearest(self, text_id: int, among: Collection[int], *, least: int) -> Sequence[int]:
        """Give the texts among some that share at least so many names with a text, those first that share most.

        Rare names count for more. Takes time in the number of names of the text.
        """
        shared: dict[int, int] = defaultdict(int)
        weights: dict[int, float] = defaultdict(float)
        for key in self._keys.get(text_id, ()):
            weight = 1.0 / math.log(1.0 + len(self._texts[key]))
            for other in self._texts[key]:
                if other != text_id and other in among:
                    shared[other] += 1
                    weights[other] += weight
        near = [other for other, count in shared.items() if count >= least]
        return sorted(near, key=lambda other: (-round(weights[other], 9), other))


def _key(named: NamedEntity) -> str | None:
    """Give the key of a name that tells what a text is about; a single name does not tell who is meant."""
    match named.entity.kind:
        case "person":
            name = person_name(named.entity.name)
            return f"person {name.base}" if name.is_full else None
        case "organisation":
            return f"organisation {organisation_key(named.entity.name)}"
        case "place":
            return f"place {place_key(named.entity.name)}"
        case "group":
            return None
