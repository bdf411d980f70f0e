"""Some articles of a warehouse at a time: what holds their texts or their words then holds few of them."""

import duckdb

from pipelines.memory import more_if_needed

_LEAST_KEY, _GREATEST_KEY = -(2**63), 2**63 - 1

#: The parameters of a query that is asked of the articles with these keys and all keys between them.
FIRST, LAST = "first_article", "last_article"

ALL_ARTICLES = {FIRST: _LEAST_KEY, LAST: _GREATEST_KEY}


def article_ranges(warehouse: duckdb.DuckDBPyConnection, words: int) -> list[dict[str, int]]:
    """Divide all keys that there could be into ranges with articles of so many words; give each as parameters."""
    query = (
        "SELECT min(article_id) FROM ("
        "SELECT article_id, sum(word_count) OVER (ORDER BY article_id) // $words AS part FROM articles"
        ") GROUP BY part ORDER BY part"
    )
    firsts = more_if_needed(warehouse, lambda: warehouse.execute(query, {"words": words}).fetchall())
    borders = [first for (first,) in firsts[1:]]
    starts, ends = [_LEAST_KEY, *borders], [*(border - 1 for border in borders), _GREATEST_KEY]
    return [{FIRST: start, LAST: end} for start, end in zip(starts, ends, strict=True)]
