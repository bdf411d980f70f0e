"""Draw actors of a warehouse at random, to read by hand: is it real, of the right kind, not split, not merged?

`python -m tests.bench.sample_actors WAREHOUSE.duckdb [NUMBER] [SEED]` draws actors, each as likely as any other. It
prints name, kind and aliases of each, other actors whose names end in its last word, and three of its mentions with the
words around them. `top` in place of the seed takes the most mentioned ones instead.
"""

import random
import sys
from contextlib import closing
from pathlib import Path

import duckdb
from rich.console import Console

AROUND = 60
# actor_id, name, kind, mentions, articles
Actor = tuple[int, str, str, int, int]

ACTORS = """
    SELECT actor_id, name, actors.kind, count(*) AS mentions, count(DISTINCT article_id) AS articles
    FROM actors INNER JOIN mentions USING (actor_id)
    GROUP BY ALL ORDER BY mentions DESC, actor_id
"""
MENTIONS = """
    SELECT mentions.start, mentions.end, articles.text, mentions.method, articles.headline, articles.published_at
    FROM mentions INNER JOIN articles USING (article_id)
    WHERE actor_id = ? AND mentions.kind = 'name'
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY start) = 1
    ORDER BY hash(article_id) LIMIT 3
"""


def main() -> int:
    """Print the draw from the warehouse named on the command line."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data/warehouse.duckdb")
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    if not path.is_file():
        sys.stderr.write(f"skipped: there is no {path}\n")
        return 0
    with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
        actors = warehouse.execute(ACTORS).fetchall()
        last_words: dict[str, list[str]] = {}
        for _, name, *_ in actors:
            last_words.setdefault(last_word(name), []).append(name)
        console = Console(width=160, highlight=False, markup=False)
        for ordinal, actor in enumerate(drawn(actors, number, seed), start=1):
            print_actor(console, warehouse, ordinal, actor, last_words)
    return 0


def drawn(rows: list[Actor], number: int, seed: str) -> list[Actor]:
    """Draw rows at random with a seed, or take the first for the seed `top`."""
    number = min(number, len(rows))
    return rows[:number] if seed == "top" else random.Random(int(seed)).sample(rows, number)  # noqa: S311 (a draw, no secret)


def last_word(name: str) -> str:
    """Give the last word of a name in lower case: what actors that may be one have in common."""
    return name.casefold().split()[-1] if name.split() else ""


def print_actor(
    console: Console,
    warehouse: duckdb.DuckDBPyConnection,
    ordinal: int,
    actor: Actor,
    last_words: dict[str, list[str]],
) -> None:
    """Print one actor for the reader."""
    actor_id, name, kind, mentions, articles = actor
    aliases = warehouse.execute(
        "SELECT alias FROM actor_aliases WHERE actor_id = ? AND alias <> ? ORDER BY alias LIMIT 8", [actor_id, name]
    ).fetchall()
    others = sorted(set(last_words[last_word(name)]) - {name})[:6]
    console.print(f"{ordinal}. {name} [{kind}] {mentions} mentions, {articles} articles")
    console.print(f"   also: {'; '.join(alias for (alias,) in aliases)} | near: {'; '.join(others)}")
    for start, end, text, method, headline, published_at in warehouse.execute(MENTIONS, [actor_id]).fetchall():
        words = " ".join(f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}".split())
        console.print(f"   - {str(published_at)[:10]} {(headline or '')[:50]} ({method}): {words}")


if __name__ == "__main__":
    sys.exit(main())
