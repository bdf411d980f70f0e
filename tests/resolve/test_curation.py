from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.records import ActorKind, CurationProblem, NamedEntity, Resolution
from pipelines.resolve.actors import resolve
from pipelines.resolve.curation import COLUMNS, read_curation

HEADER = ",".join(COLUMNS)
Curated = Callable[..., tuple[Resolution, list[CurationProblem]]]


def named(text_id: int, name: str, kind: ActorKind = "person", number: int = 0) -> NamedEntity:
    return NamedEntity(text_id, number, kind, name, None, ((name, 1),))


CORPUS = [
    named(1, "Ilse Varga"),
    named(2, "I. Varga"),
    named(3, "Oleg Quent"),
    named(4, "Oleg Quent"),
    named(5, "Bellmouth", "place"),
]
ARTICLES = {"npa/wire.jsonl#7": (4,), "https://courier.example/prize": (3,)}


@pytest.fixture
def curated(tmp_path: Path) -> Curated:
    """Resolve the corpus with the lines of a curation file; give the problems of reading and carrying out together."""

    def resolve_with(*lines: str, header: str = HEADER) -> tuple[Resolution, list[CurationProblem]]:
        path = tmp_path / "actors.csv"
        path.write_text("\n".join((header, *lines)), encoding="utf-8")
        curation, problems = read_curation(path)
        found = resolve(CORPUS, [], {}, curation, ARTICLES)
        return found, [*problems, *found.problems]

    return resolve_with


def names(found: Resolution) -> dict[int, str]:
    by_id = {actor.actor_id: actor.name for actor in found.actors}
    return {link.text_id: by_id[link.actor_id] for link in found.links}


def test_merge_makes_one_actor_of_two(curated: Curated) -> None:
    found, problems = curated("merge,I. Varga,person,,Ilse Varga,,same byline")
    assert problems == []
    assert names(found)[2] == "Ilse Varga"
    assert [(link.method, link.confidence) for link in found.links if link.text_id == 2] == [("curated", 1.0)]


def test_merges_may_form_a_chain_in_any_order(curated: Curated) -> None:
    found, problems = curated("merge,Ilse Varga,,,Oleg Quent,,", "merge,I. Varga,,,Ilse Varga,,")
    assert problems == []
    assert {names(found)[text] for text in (1, 2, 3, 4)} == {"Oleg Quent"}


def test_split_makes_an_actor_another_one_in_the_articles_given(curated: Curated) -> None:
    found, problems = curated("split,Oleg Quent,,,Oleg Quent (chemist),npa/wire.jsonl#7,")
    assert problems == []
    assert (names(found)[3], names(found)[4]) == ("Oleg Quent", "Oleg Quent (chemist)")


def test_split_may_give_articles_to_an_actor_that_is_there(curated: Curated) -> None:
    found, _ = curated("split,Oleg Quent,,,Ilse Varga,https://courier.example/prize,")
    assert (names(found)[3], names(found)[4]) == ("Ilse Varga", "Oleg Quent")


def test_rename_changes_the_name_and_keeps_the_old_one_as_an_alias(curated: Curated) -> None:
    found, _ = curated("rename,Oleg Quent,,,O. R. Quent,,")
    (actor,) = [actor for actor in found.actors if actor.name == "O. R. Quent"]
    aliases = {(alias.alias, alias.kind) for alias in found.aliases if alias.actor_id == actor.actor_id}
    assert aliases == {("O. R. Quent", "curated"), ("Oleg Quent", "full")}


def test_retype_changes_the_kind(curated: Curated) -> None:
    found, _ = curated("retype,Bellmouth,,,organisation,,")
    assert {actor.name: actor.kind for actor in found.actors}["Bellmouth"] == "organisation"


def test_ignore_leaves_the_mentions_without_an_actor(curated: Curated) -> None:
    found, _ = curated("ignore,Bellmouth,place,,,,")
    assert 5 not in names(found)
    assert "Bellmouth" not in {actor.name for actor in found.actors}


def test_the_target_may_be_given_by_its_key(curated: Curated) -> None:
    key = next(actor.actor_id for actor in resolve(CORPUS, []).actors if actor.name == "Ilse Varga")
    found, problems = curated(f"merge,I. Varga,,,{key},,")
    assert problems == []
    assert names(found)[2] == "Ilse Varga"


def test_an_actor_may_be_named_by_its_key(curated: Curated) -> None:
    key = next(actor.actor_id for actor in resolve(CORPUS, []).actors if actor.name == "Bellmouth")
    found, problems = curated(f"ignore,,,{key},,,")
    assert problems == []
    assert 5 not in names(found)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("marge,Ilse Varga,,,Oleg Quent,,", "unknown action 'marge' (do you mean merge?)"),
        ("merge,Ilse Varga,,,,,", "merge needs a target"),
        ("merge,,,,Ilse Varga,,", "no actor: give its name"),
        ("merge,Ilse Vargo,,,Oleg Quent,,", "there is no actor 'Ilse Vargo' (do you mean Ilse Varga?)"),
        ("merge,Ilse Varga,place,,Oleg Quent,,", "'Ilse Varga' is no place, but person"),
        ("merge,Ilse Varga,,,Oleg Quant,,", "no other actor 'Oleg Quant' to merge into (do you mean Oleg Quent?)"),
        ("merge,Ilse Varga,,,Ilse Varga,,", "no other actor 'Ilse Varga'"),
        ("retype,Ilse Varga,,,persn,,", "unknown kind 'persn' (do you mean person?)"),
        ("ignore,Ilse Varga,man,,,,", "unknown kind 'man'"),
        ("ignore,Ilse Varga,,x1,,,", "actor_id 'x1' is no whole number"),
        ("ignore,,,17,,,", "there is no actor 17"),
        ("split,Oleg Quent,,,Other,,", "split needs articles"),
        ("ignore,Oleg Quent,,,,npa/wire.jsonl#7,", "articles are for split only"),
        ("split,Oleg Quent,,,Other,npa/none.txt,", "there is no article 'npa/none.txt'"),
        ("merge,Ilse Varga,,,Oleg Quent,,note,with,commas", "9 fields, but 7 columns"),
    ],
)
def test_a_wrong_line_is_reported_with_its_number_and_left_out(curated: Curated, line: str, message: str) -> None:
    found, problems = curated(line, "rename,Bellmouth,,,Bellmouth Bay,,")
    (problem,) = problems
    assert problem.line == 2
    assert message in problem.message
    assert names(found) == {1: "Ilse Varga", 2: "I. Varga", 3: "Oleg Quent", 4: "Oleg Quent", 5: "Bellmouth Bay"}


def test_two_actors_merged_into_each_other_are_a_problem_and_one_merge_stands(curated: Curated) -> None:
    found, problems = curated("merge,Ilse Varga,,,Oleg Quent,,", "merge,Oleg Quent,,,Ilse Varga,,")
    assert [problem.line for problem in problems] == [3]
    assert "merged into each other" in problems[0].message
    assert names(found)[1] == "Oleg Quent"


def test_comments_and_empty_lines_count_as_lines_and_say_nothing(curated: Curated) -> None:
    _, problems = curated('# she said "wait', "", "ignore,Nobody Here,,,,,")
    assert [problem.line for problem in problems] == [4]


def test_semicolons_of_a_spreadsheet_are_read(curated: Curated) -> None:
    found, problems = curated("ignore;Bellmouth", header="action;name")
    assert problems == []
    assert 5 not in names(found)


def test_an_unknown_column_is_said_at_once(curated: Curated) -> None:
    _, problems = curated("ignore,Bellmouth", header="action,nom")
    assert [(problem.line, "unknown column 'nom'" in problem.message) for problem in problems] == [(1, True)]


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    curation, problems = read_curation(tmp_path / "none.csv")
    assert (curation.rules, problems) == ((), ())


def test_actors_that_are_kept_apart_are_no_candidates_any_more(tmp_path: Path) -> None:
    corpus = [named(1, "Ilse K. Varga"), named(2, "Ilse M. Varga"), named(3, "Ilse Varga"), named(4, "Varga")]
    open_pairs = len(resolve(corpus, []).candidates)
    path = tmp_path / "actors.csv"
    path.write_text(f"{HEADER}\nkeep,Varga,person,,Ilse Varga,,no relative\n", encoding="utf-8")
    found = resolve(corpus, [], {}, read_curation(path)[0])
    assert (len(found.candidates), found.problems) == (open_pairs - 1, ())


def test_keep_needs_another_actor(curated: Curated) -> None:
    _, problems = curated("keep,Ilse Varga,person,,Nobody,,")
    assert [problem.message for problem in problems] == ["there is no other actor 'Nobody' to keep apart from."]
