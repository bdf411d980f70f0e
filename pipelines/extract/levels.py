"""Tells by the words beside a name whether a state is meant or its city, a body of a state or the nation's.

Asked only of the names that both have: `names_of_two_levels.tsv`.
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.gazetteer import city_rows, names_of_two_levels, state_rows

# Beside these, Washington is not the state of that name.
_AROUND_THE_CAPITAL = ("Maryland", "Virginia")

_STATE_BEFORE = re.compile(r"(?:^|[^-])\b[Ss]tate \Z", re.ASCII)
_BILL_OR_PRESIDENT = re.compile(r" (?:Bill (?:No[.] )?\d|President [A-Z])", re.ASCII)
# Runs for a chamber, which has no bearing on whose it is: Tarrow's Senate, but not its race for that of the nation.
_RUNNING = re.compile(
    r" (?:(?:Republican|GOP|Democratic|special) )*(?:race|bid|campaign|candida|nomin|primar|run|seat|re-?elect"
    r"|election|hopeful|contest|contend)"
)


def name_of_two_levels(form: str) -> str | None:
    """Say what a name is that a state and a city have, or the nation and a state: a place, a chamber, another body."""
    return _sorts().get(form.upper())


def is_of_state(sort: str, preceding: str, following: str, around: str) -> bool:
    """Tell whether a name of two levels has words of a state beside it: the state Senate, New York's governor.

    Args:
        sort: what `name_of_two_levels` says of the name.
        preceding: the forty characters before it.
        following: the forty-eight after it.
        around: the name with 250 characters on each side.
    """
    if _STATE_BEFORE.search(preceding):
        return True
    patterns = _patterns()
    if sort == "place":
        return bool(patterns.state_behind.match(following) or patterns.state_before.search(preceding))
    if _RUNNING.match(following):
        return False
    return bool(patterns.state_as_owner.search(preceding)) or (
        sort == "chamber"
        and bool(
            _BILL_OR_PRESIDENT.match(following)
            or (patterns.state_around.search(around) and not patterns.nation_around.search(around))
        )
    )


def is_of_city(sort: str, preceding: str, following: str) -> bool:
    """Tell whether the name of a place stands beside words that tell of a city: the New York mayor."""
    return sort == "place" and bool(
        _patterns().city_behind.match(following) or _patterns().city_before.search(preceding)
    )


def state_behind(following: str) -> str | None:
    """Give the state that stands behind the name of a place, as it is written there: Tarrow, Ore."""
    found = _patterns().state_name_behind.match(following)
    return found[1] if found else None


class _Patterns(NamedTuple):
    """What is made of the states and cities that the gazetteer knows: what stands behind a name, before, around it."""

    state_name_behind: re.Pattern[str]
    state_behind: re.Pattern[str]
    state_before: re.Pattern[str]
    state_as_owner: re.Pattern[str]
    state_around: re.Pattern[str]
    nation_around: re.Pattern[str]
    city_behind: re.Pattern[str]
    city_before: re.Pattern[str]


@cache
def _sorts() -> dict[str, str]:
    return {row[0].upper(): row[1] for row in names_of_two_levels()}


@cache
def _patterns() -> _Patterns:
    names = [row[0] for row in names_of_two_levels()]
    of_states = {f"{name} State" for name in names}
    cities = "|".join(re.escape(city) for city, state in sorted(city_rows()) if state not in of_states)
    own_cities = "|".join(re.escape(city) for city, state in sorted(city_rows()) if state in of_states)
    all_states = {row[0].removesuffix(" State") for row in state_rows()} - {"District of Columbia"}
    sure = sorted(all_states.difference(names), key=_longest_first)  # of New York, the city may be meant
    states, far_states = "|".join(sure), "|".join(state for state in sure if state not in _AROUND_THE_CAPITAL)
    abbreviations = {code for row in state_rows() for code in ",".join(row[1:]).split(",") if code}
    codes = [_with_full_stops(code) for code in sorted(abbreviations, key=_longest_first)]
    written_out, any_code = "|".join(map(_written_out, codes)), "|".join([*sure, *names, *codes])
    return _Patterns(
        state_name_behind=_compiled(rf", ((?:(?:{states})\b|(?:{written_out}))(?: City)?)"),
        state_behind=_compiled(
            r"(?:[’']s?)?(?: (?:Democratic|Republican))? "
            r"(?:[Ss]tate\b|(?:Lt[.] )?Gov\b|[Gg]overnor|[Aa]ttorney [Gg]eneral|[Ll]egislat|Rep[.]|Sen[.]|[Ss]enator"
            r"|primary\b)",
            rf",? and (?:{far_states})\b",
            # Of a town, no more than its state follows: Washington, Pa.
            rf", (?:{far_states}),? (?:(?:and|or) )?(?:{states})\b",
        ),
        state_before=_compiled(
            r"\b[Ss]tate of \Z",
            r"[Uu]pstate \Z",
            r"\b(?:Western|Northern|Southern|Eastern) District of \Z",
            r"\b(?:Sen|Rep|Gov)[.] [^.,;]{3,30} of \Z",
            r"\b(?:Democrat|Republican|[Ss]enator|[Gg]overnor|[Aa]ttorney general)s? (?:of|from) \Z",
            rf"\b(?:{far_states}),?(?: and|,) \Z",
            rf"\b(?:{own_cities}), \Z",
        ),
        state_as_owner=_compiled(rf"\b(?:{states})[’']s? \Z"),
        state_around=_compiled(
            r"\b[Ss]tate (?:[Ss]enat|Sen[.]|[Hh]ouse|Rep[.]|[Rr]epresentative|[Ll]egislature\b|[Ll]awmaker|[Cc]apitol)",
            r"\b[Ss]tate [Cc]onstitution",
            r"\bHouse of Delegates|\bSenate President\b|\b[Ss]tatehouse\b|\bLegislature\b|\b[Tt]he legislature\b",
            r"\bAssembly(?:m[ae]n|wom[ae]n|members?)?\b",
            rf"\b(?:{states})(?:[’']s?)? (?:legislature\b|legislator|lawmaker)",
        ),
        nation_around=_compiled(
            r"\bCongress\b|[Cc]ongress(?:ional|m[ae]n|wom[ae]n)|Capitol Hill|White House|[Ff]ilibuster",
            r"\bU[.]?S[.]? (?:Senat|House|Rep\b|Sen\b|Supreme|Constitution)|\b[Ff]ederal\b",
            r"\bWashington\b|Supreme Court|Chief Justice|\b[Pp]resident(?:ial|-elect)\b",
            rf"[RD]-(?:{any_code})\b",
        ),
        city_behind=_compiled(
            r"(?:[’']s?)?,? ?(?:Mayor\b|mayor|City\b|Police\b|police\b|-based|D[.]? ?C\b|[Rr]eal[- ]estate|skyline)",
            r"(?:[’']s?)?,? ?(?:apartment|penthouse|hotel|streets?\b|subway|[(]AP[)]|[(]CNN[)]|[(]Reuters[)])",
            rf",?(?: and|,| or| to) (?:{cities})\b",
        ),
        city_before=_compiled(
            r"(?:\b[Mm]ayor of|[Dd]owntown|\b[Cc]ity of|[Ss]treets of|\b(?:Manhattan|Brooklyn|Queens|Bronx),) \Z",
            rf"\b(?:{cities}),?(?: and|,| or| to) \Z",
        ),
    )


def _compiled(*either: str) -> re.Pattern[str]:
    """Compile a pattern that fits where one of some does; its borders of words are those of ASCII letters."""
    return re.compile("|".join(either), re.ASCII)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _with_full_stops(code: str) -> str:
    return "[.]?".join(code) + "[.]?" if code.isupper() else code


def _written_out(code: str) -> str:
    return code if "[" in code else f"{code}[.]"
