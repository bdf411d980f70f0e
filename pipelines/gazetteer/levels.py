"""The patterns by which `sql/staging/named_entities.sql` tells a state from its city, and the nation's bodies from its.

What they mean, the head of that query says. They are here, and not there, for a query cannot read the lists.
"""

import re
from functools import cache

from pipelines.gazetteer import city_rows, names_of_two_levels, state_rows

# Beside these, Washington is not the state of that name.
_AROUND_THE_CAPITAL = ("Maryland", "Virginia")


@cache
def level_patterns() -> dict[str, object]:
    """Give the variables of `named_entities.sql`: what the gazetteer knows of names that a state has as well."""
    names = {row[0]: row[1] for row in names_of_two_levels()}
    of_states = {f"{name} State" for name in names}
    cities = sorted(city for city, state in city_rows() if state not in of_states)
    own_cities = sorted(city for city, state in city_rows() if state in of_states)
    states = {row[0].removesuffix(" State") for row in state_rows()} - {"District of Columbia"}
    abbreviations = {code for row in state_rows() for code in ",".join(row[1:]).split(",") if code}
    sure = sorted(states.difference(names), key=lambda name: (-len(name), name))  # of New York, the city may be meant
    codes = [_with_full_stops(code) for code in sorted(abbreviations, key=lambda code: (-len(code), code))]
    written_out = [code if "[" in code else f"{code}[.]" for code in codes]
    return {
        "names": [name.upper() for name in names],
        "sorts": list(names.values()),
        "states": "|".join(sure),
        "far_states": "|".join(state for state in sure if state not in _AROUND_THE_CAPITAL),
        "cities": "|".join(map(re.escape, cities)),
        "own_cities": "|".join(map(re.escape, own_cities)),
        "codes": "|".join([*sure, *names, *codes]),
        "behind": f"^, ((?:(?:{'|'.join(sure)})\\b|(?:{'|'.join(written_out)}))(?: City)?)",
        "running": "^ ((Republican|GOP|Democratic|special) )*(race|bid|campaign|candida|nomin|primar|run|seat|re-?elect"
        "|election|hopeful|contest|contend)",
    }


def _with_full_stops(code: str) -> str:
    return "[.]?".join(code) + "[.]?" if code.isupper() else code
