"""What the analyst decides of actors: `curation/actors.csv`, read and checked line by line, and carried out.

A line names an actor as SQL shows it. Every run reads the file anew, so decisions outlive the actors' rows; a line that
is wrong is reported with its number and left out, and the run goes on. How to write a line is said in the file's head.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, cast, get_args

from pipelines.records import ActorKind, CurationProblem, key_of
from pipelines.resolve.name_keys import folded

CurationAction = Literal["merge", "split", "rename", "retype", "ignore", "keep"]
COLUMNS = ("action", "name", "kind", "actor_id", "target", "articles", "note")
_NEEDS_TARGET = ("merge", "split", "rename", "retype", "keep")


@dataclass(frozen=True, slots=True)
class CurationRule:
    """A line of the file: what to do with the actor of this name (and kind, or key, where they are given).

    `target` is another actor's name (merge, split, keep), a new name (rename) or a kind (retype). `articles` are the
    articles of a split: their URL, path in the raw folder (with `#` and the record, where a file has several) or
    `article_id`.
    """

    line: int
    action: CurationAction
    name: str
    kind: ActorKind | None
    actor_id: int | None
    target: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions of the file; `version` differs when its content does."""

    rules: tuple[CurationRule, ...]
    version: str

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that splits refer to, as written, sorted."""
        return tuple(sorted({article for rule in self.rules for article in rule.articles}))


NO_CURATION = Curation((), "")


def read_curation(path: Path) -> tuple[Curation, tuple[CurationProblem, ...]]:
    """Read the file: the rules of the lines that are well-formed, and what is wrong with the others.

    A file that is not there decides nothing. Lines that begin with `#` are comments; the first other line names the
    columns, in any order. Fields are parted by commas, or by semicolons as some spreadsheets write them.
    """
    if not path.is_file():
        return NO_CURATION, ()
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    rules: list[CurationRule] = []
    problems: list[CurationProblem] = []
    for found in _parsed(text):
        if isinstance(found, CurationRule):
            rules.append(found)
        else:
            problems.append(found)
    return Curation(tuple(rules), hashlib.sha256(content).hexdigest()[:16]), tuple(problems)


def _parsed(text: str) -> Iterator[CurationRule | CurationProblem]:
    lines = ["" if line.startswith("#") else line for line in text.splitlines()]
    header = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
    columns: list[str] = []
    try:
        for row in reader:
            fields = [value.strip() for value in row]
            if not any(fields):
                continue
            if not columns:
                columns = [value.lower() for value in fields]
                unknown = sorted({*columns} - {*COLUMNS, ""})
                if unknown or not {"action", "name"} <= {*columns}:
                    yield CurationProblem(reader.line_num, _columns_wrong(unknown))
                    return
            elif len(fields) > len(columns):
                yield CurationProblem(
                    reader.line_num,
                    f"{len(fields)} fields, but {len(columns)} columns: put text with commas in quotes.",
                )
            else:
                yield _rule(reader.line_num, dict(zip(columns, fields, strict=False)))
    except csv.Error as error:
        yield CurationProblem(reader.line_num, f"not readable as CSV from here on ({error}).")


def _columns_wrong(unknown: list[str]) -> str:
    wrong = f"unknown column {unknown[0]!r}" if unknown else "the columns action and name are needed"
    return f"{wrong}; the first line must name the columns: {','.join(COLUMNS)}."


def _rule(line: int, row: Mapping[str, str]) -> CurationRule | CurationProblem:
    """Make the rule of a line, or say what is wrong with it."""
    action, name, target = row["action"].lower(), row["name"], row.get("target", "")
    kind, actor_id = row.get("kind", "").lower(), row.get("actor_id", "")
    articles = tuple(row.get("articles", "").split())
    message = None
    if action not in get_args(CurationAction):
        message = (
            f"unknown action {action!r}{_near(action, get_args(CurationAction))}; there are {_listed(CurationAction)}."
        )
    elif not name and not actor_id:
        message = "no actor: give its name, as the table actors has it, or its actor_id."
    elif kind and kind not in get_args(ActorKind):
        message = f"unknown kind {kind!r}{_near(kind, get_args(ActorKind))}; there are {_listed(ActorKind)}."
    elif actor_id and not actor_id.isdecimal():
        message = f"actor_id {actor_id!r} is no whole number."
    elif action in _NEEDS_TARGET and not target:
        message = f"{action} needs a target."
    elif action == "retype" and target.lower() not in get_args(ActorKind):
        message = f"unknown kind {target!r}{_near(target, get_args(ActorKind))}; there are {_listed(ActorKind)}."
    elif (action == "split") != bool(articles):
        message = "split needs articles." if action == "split" else f"articles are for split only, not for {action}."
    if message is not None:
        return CurationProblem(line, message)
    return CurationRule(
        line,
        cast(CurationAction, action),
        name,
        cast(ActorKind, kind) if kind else None,
        int(actor_id) if actor_id else None,
        target,
        articles,
    )


def _listed(options: object) -> str:
    return ", ".join(get_args(options))


def _near(name: str, names: Iterable[str]) -> str:
    """Suggest the names that are most like one that is not there."""
    by_folded = {folded(each): each for each in sorted(names)}
    near = [by_folded[each] for each in get_close_matches(folded(name), by_folded, n=3, cutoff=0.75)]
    return f" (do you mean {' or '.join(near)}?)" if near else ""


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor as the analyst sees it: key, kind and name."""

    actor_id: int
    kind: ActorKind
    name: str


@dataclass(slots=True)
class Decisions:
    """What the rules come to: who becomes whom, in all texts or in some, and which names and kinds are decided."""

    merged: dict[int, int] = field(default_factory=dict)
    split: dict[tuple[int, int], int] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, ActorKind] = field(default_factory=dict)
    apart: set[frozenset[int]] = field(default_factory=set)
    problems: list[CurationProblem] = field(default_factory=list)

    def actor_of(self, text_id: int, actor_id: int) -> int | None:
        """Give the actor that an actor of a text is decided to be; null where it is to be ignored."""
        return self.final(self.split.get((text_id, actor_id), actor_id))

    def final(self, actor_id: int) -> int | None:
        """Follow the merges of an actor to their end."""
        while actor_id in self.merged:
            actor_id = self.merged[actor_id]
        return None if actor_id in self.ignored else actor_id


def decide(curation: Curation, actors: Iterable[NamedActor], articles: Mapping[str, Sequence[int]]) -> Decisions:
    """Carry out the rules on the actors as they were resolved; what a rule names and is not there is a problem.

    Args:
        curation: the rules of the file.
        actors: all actors, before any rule. A rule may also name what a rename or a split calls an actor.
        articles: the keys of the texts that each reference of a rule to articles means, by the reference as written.
    """
    directory = _Directory(actors)
    decisions = Decisions()
    # Names that rules give come first, so that the order of the lines does not matter.
    for action in ("rename", "retype", "split", "merge", "ignore", "keep"):
        for rule in curation.rules:
            if rule.action == action:
                message = _carry_out(rule, directory, decisions, articles)
                if message is not None:
                    decisions.problems.append(CurationProblem(rule.line, message))
    decisions.problems.sort(key=lambda problem: problem.line)
    return decisions


class _Directory:
    """Finds actors by name, kind or key."""

    def __init__(self, actors: Iterable[NamedActor]) -> None:
        self._by_id: dict[int, NamedActor] = {}
        self._by_name: dict[str, list[NamedActor]] = defaultdict(list)
        for actor in actors:
            self.add(actor)

    def add(self, actor: NamedActor) -> None:
        self._by_id.setdefault(actor.actor_id, actor)
        self._by_name[folded(actor.name)].append(actor)

    def meant_by(self, rule: CurationRule) -> list[NamedActor]:
        if rule.actor_id is not None:
            return self.numbered(rule.actor_id)
        return [actor for actor in self.named(rule.name) if rule.kind in (None, actor.kind)]

    def named(self, name: str) -> list[NamedActor]:
        found = self._by_name.get(folded(name), [])
        return [actor for actor in found if actor.name == name] or found

    def numbered(self, actor_id: int) -> list[NamedActor]:
        return [self._by_id[actor_id]] if actor_id in self._by_id else []

    def missing(self, rule: CurationRule) -> str:
        if rule.actor_id is not None:
            return f"there is no actor {rule.actor_id}."
        kinds = sorted({actor.kind for actor in self.named(rule.name)})
        if kinds:
            return f"{rule.name!r} is no {rule.kind}, but {' and '.join(kinds)}."
        return f"there is no actor {rule.name!r}{self.near(rule.name)}."

    def near(self, name: str) -> str:
        return _near(name, (actors[0].name for actors in self._by_name.values()))


def _carry_out(
    rule: CurationRule, directory: _Directory, decisions: Decisions, articles: Mapping[str, Sequence[int]]
) -> str | None:
    """Carry out one rule; give what is wrong with it, or null."""
    meant = directory.meant_by(rule)
    if not meant:
        return directory.missing(rule)
    match rule.action:
        case "rename":
            return _rename(rule, meant, directory, decisions)
        case "retype":
            decisions.kinds.update((actor.actor_id, cast(ActorKind, rule.target.lower())) for actor in meant)
        case "ignore":
            decisions.ignored.update(actor.actor_id for actor in meant)
        case "merge":
            return _merge(rule, meant, directory, decisions)
        case "split":
            return _split(rule, meant, directory, decisions, articles)
        case "keep":
            return _keep(rule, meant, directory, decisions)
    return None


def _rename(rule: CurationRule, meant: list[NamedActor], directory: _Directory, decisions: Decisions) -> str | None:
    if len(meant) > 1:
        return f"{len(meant)} actors are called {rule.name!r}: give kind or actor_id."
    actor = meant[0]
    decisions.names[actor.actor_id] = rule.target
    directory.add(NamedActor(actor.actor_id, actor.kind, rule.target))
    return None


def _merge(rule: CurationRule, meant: list[NamedActor], directory: _Directory, decisions: Decisions) -> str | None:
    """Merge all actors of a name into the target: a surname alone is an actor in each text that has it."""
    targets = _targets(rule, meant, directory)
    if len(targets) != 1:
        return _target_wrong(rule, targets, directory)
    target = targets[0].actor_id
    for actor in meant:
        if decisions.final(target) == actor.actor_id:
            return f"{rule.name!r} and {rule.target!r} are merged into each other."
        if actor.actor_id in decisions.merged:
            return f"{rule.name!r} has been merged by another line."
        decisions.merged[actor.actor_id] = target
    # Else the more frequent name of the two would be the name, and the target could not be found under its own.
    decisions.names.setdefault(target, targets[0].name)
    decisions.kinds.setdefault(target, targets[0].kind)
    return None


def _keep(rule: CurationRule, meant: list[NamedActor], directory: _Directory, decisions: Decisions) -> str | None:
    """Keep actors apart from the target, whatever speaks for their being one."""
    targets = _targets(rule, meant, directory)
    if len(targets) != 1:
        return _target_wrong(rule, targets, directory, "keep apart from")
    decisions.apart |= {frozenset((actor.actor_id, targets[0].actor_id)) for actor in meant}
    return None


def _split(
    rule: CurationRule,
    meant: list[NamedActor],
    directory: _Directory,
    decisions: Decisions,
    articles: Mapping[str, Sequence[int]],
) -> str | None:
    """Make an actor another one in some articles: the one of the target's name, or a new one."""
    targets = _targets(rule, meant, directory)
    if len(targets) > 1:
        return _target_wrong(rule, targets, directory)
    unknown = [article for article in rule.articles if article not in articles]
    if unknown:
        return f"there is no article {unknown[0]!r}: give its URL, its path in the raw folder, or its article_id."
    if targets:
        target = targets[0]
    else:
        kind = meant[0].kind
        target = NamedActor(key_of("actor", kind, "curated", folded(rule.target)), kind, rule.target)
        directory.add(target)
        decisions.names[target.actor_id] = rule.target
        decisions.kinds[target.actor_id] = kind
    for actor in meant:
        texts = (text for article in rule.articles for text in articles[article])
        decisions.split.update(((text, actor.actor_id), target.actor_id) for text in texts)
    return None


def _targets(rule: CurationRule, meant: list[NamedActor], directory: _Directory) -> list[NamedActor]:
    """Find the actors that the target may be: not those that are meant, and of their kind where there is one."""
    own = {actor.actor_id for actor in meant}
    others = {actor.actor_id: actor for actor in directory.named(rule.target) if actor.actor_id not in own}
    if rule.target.isdecimal() and not others:
        others = {actor.actor_id: actor for actor in directory.numbered(int(rule.target)) if actor.actor_id not in own}
    kinds = {actor.kind for actor in meant}
    return [actor for actor in others.values() if actor.kind in kinds] or list(others.values())


def _target_wrong(
    rule: CurationRule, targets: list[NamedActor], directory: _Directory, what: str = "merge into"
) -> str:
    if targets:
        return (
            f"{len(targets)} actors are called {rule.target!r}: give the actor_id of the one that is meant as target."
        )
    return f"there is no other actor {rule.target!r} to {what}{directory.near(rule.target)}."
