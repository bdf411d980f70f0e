from pipelines.warehouse.lineage import FILE, read_lineage, write_lineage


def origins(relation: str, column: str) -> set[tuple[str, str]]:
    return {(line.asset, line.origin) for line in read_lineage() if line[:2] == (relation, column)}


def test_the_file_says_what_the_sql_says() -> None:
    assert FILE.read_text(encoding="utf-8") == write_lineage(), "make readme writes it anew"


def test_a_column_of_a_view_is_traced_to_what_the_view_reads() -> None:
    assert origins("who_said_what", "speaker") == {("warehouse/actors", "name")}
    assert origins("said_about", "statement") == {("views/who_said_what", "statement")}


def test_a_column_of_a_table_is_traced_through_staging_to_the_assets_of_the_stages() -> None:
    assert origins("statements", "confidence") == {
        ("extract/quotations", "confidence"),
        ("resolve/entity_links", "confidence"),
    }
    assert origins("removed_passages", "rule") == {("clean/removed_passages", "rule")}


def test_a_number_of_rows_is_made_from_no_column() -> None:
    assert origins("stories", "articles") == set()
