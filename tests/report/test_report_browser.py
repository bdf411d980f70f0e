"""What a reader does with the report, in a real browser: opened as a file, without a network."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page

from pipelines.report.page import write_report


@pytest.fixture(scope="module")
def file(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(sample_warehouse, path, "version")
    return path


@pytest.fixture
def page(file: Path, browser: Browser) -> Iterator[Page]:
    """The report, open; what it asks for and complains of is found out at the end."""
    troubles: list[str] = []
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: troubles.append(request.url) if request.url != file.as_uri() else None)
        visit(page, file)
        yield page
    assert not [trouble for trouble in troubles if not trouble.startswith(file.as_uri())]


def visit(page: Page, file: Path, fragment: str = "") -> None:
    page.goto("about:blank")
    page.goto(file.as_uri() + fragment)
    page.wait_for_selector("html[data-ready]")


def count(page: Page) -> int:
    return int(page.inner_text("#count").split()[0].replace(",", ""))


def speakers(page: Page) -> set[str]:
    return set(page.locator("#statements tbody .who").all_inner_texts())


def fill(page: Page, name: str, value: str) -> None:
    page.fill(f"[name={name}]", value)
    page.wait_for_timeout(200)


def test_the_table_lists_what_who_said_what_has_and_those_of_nobody_named(page: Page, sample_warehouse: Path) -> None:
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        ((listed,),) = warehouse.execute(
            "SELECT count(*) FROM statements, confidence_threshold WHERE NOT copied AND confidence >= threshold"
        ).fetchall()
        ((whole,),) = warehouse.execute("SELECT count(*) FROM statements").fetchall()
        ((brandvik,),) = warehouse.execute(
            "SELECT count(*) FROM who_said_what WHERE speaker = 'Helena Brandvik'"
        ).fetchall()
    assert page.inner_text("#count") == f"{listed} of {whole} statements"
    fill(page, "speaker", "Helena Brandvik")
    assert count(page) == brandvik
    fill(page, "speaker", "")
    fill(page, "confidence", "0")
    page.check("[name=copies]")
    page.wait_for_timeout(200)
    assert count(page) == whole


def test_a_search_finds_beginnings_of_words_whatever_their_case_and_accents(page: Page) -> None:
    fill(page, "q", "TRAFFIC jam")
    assert count(page) == 1
    assert page.locator("mark.hit").all_inner_texts() == ["traffic", "jam"]
    fill(page, "q", "braff")
    assert count(page) == 0
    assert "No statement is like that" in page.inner_text("#statements tbody")
    fill(page, "q", "hélèna LORRY")
    assert speakers(page) == {"Helena Brandvik"}


@pytest.mark.parametrize(
    ("field", "value", "condition"),
    [
        ("kind", "direct", "kind = 'direct'"),
        ("outlet", "Touchline", "sources.name = 'Touchline'"),
        ("outlet", "?", "sources.name IS NULL"),
        ("from", "2025-03-13", "published_at >= '2025-03-13'"),
        ("to", "2025-03-11", "published_at < '2025-03-12'"),
        ("confidence", "0.9", "confidence >= 0.9"),
        (
            "about",
            "Aldermoor Bank",
            (
                "EXISTS (FROM statement_mentions JOIN mentions USING (mention_id) JOIN actors USING (actor_id) "
                "WHERE statement_mentions.statement_id = statements.statement_id AND actors.name = 'Aldermoor Bank' "
                "AND mentions.actor_id IS DISTINCT FROM statements.speaker_id)"
            ),
        ),
    ],
)
def test_a_filter_leaves_what_sql_finds(
    page: Page, sample_warehouse: Path, field: str, value: str, condition: str
) -> None:
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        ((expected,),) = warehouse.execute(
            "SELECT count(*) FROM statements JOIN articles USING (article_id) LEFT JOIN sources USING (source_id) "
            f"WHERE NOT copied AND confidence >= 0.5 AND {condition}"
        ).fetchall()
    if page.locator(f"select[name={field}]").count():
        page.select_option(f"[name={field}]", value)
        page.wait_for_timeout(200)
    else:
        fill(page, field, value)
    assert 0 < count(page) == expected


def test_columns_sort_both_ways(page: Page) -> None:
    page.click("#statements th[data-sort=confidence] button")
    confidences = [float(text) for text in page.locator("#statements td.number").all_inner_texts()]
    assert confidences == sorted(confidences, reverse=True)
    assert page.get_attribute("#statements th[data-sort=confidence]", "aria-sort") == "descending"
    page.click("#statements th[data-sort=confidence] button")
    confidences = [float(text) for text in page.locator("#statements td.number").all_inner_texts()]
    assert confidences == sorted(confidences)


def test_pages_show_all_that_is_found(page: Page) -> None:
    rows = page.locator("#statements tbody tr").count()
    page.click("#pages [name=next]")
    assert rows + page.locator("#statements tbody tr").count() == count(page)
    assert "page 2 of 2" in page.inner_text("#page")


def test_a_statement_opens_in_its_article_with_speaker_and_cue_marked(page: Page, sample_warehouse: Path) -> None:
    fill(page, "q", "traffic jam")
    page.click("#statements button.open")
    dialog = page.locator("dialog[open]")
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        spans = warehouse.execute(
            "SELECT path, record, document_start, document_end, text, speaker_text, cue_text "
            "FROM statement_provenance WHERE statement_id = "
            "(SELECT statement_id FROM statements WHERE text LIKE '%traffic jam%' AND NOT copied) ORDER BY segment"
        ).fetchall()
    path, record, *_, speaker, cue = spans[0]
    assert dialog.locator(".article-text mark.chosen").all_text_contents() == [
        ("statement: " if not number else "") + span[4] for number, span in enumerate(spans)
    ]
    assert dialog.locator(".article-text b.speaker").inner_text() == speaker
    assert dialog.locator(".article-text b.cue").inner_text() == cue
    facts = dialog.locator(".facts").inner_text()
    assert f"{path}, record {record}" in facts
    assert "statement " + ", ".join(f"{span[2]}–{span[3]}" for span in spans) in facts
    assert dialog.locator("mark.chosen").first.is_visible()


def test_the_keys_do_all_that_the_mouse_does(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("bridge")
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("dialog[open]").count() == 1
    second = page.text_content("mark.chosen >> nth=0")
    page.keyboard.press("ArrowLeft")
    assert page.text_content("mark.chosen >> nth=0") != second
    page.keyboard.press("ArrowRight")
    assert page.text_content("mark.chosen >> nth=0") == second
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    # The browser gives the focus back when it has told the page that the dialog is closed.
    chosen = (second or "").removeprefix("statement: ")
    page.wait_for_function("chosen => document.activeElement.textContent.startsWith(chosen)", arg=chosen)


def test_an_address_brings_a_finding_back(page: Page, file: Path) -> None:
    fill(page, "q", "traffic jam")
    page.click("#statements button.open")
    fragment = page.evaluate("location.hash")
    visit(page, file, fragment)
    assert page.input_value("[name=q]") == "traffic jam"
    assert count(page) == 1
    assert "traffic jam" in page.inner_text("dialog[open] .article-text")
    page.go_back()


def test_a_bar_leads_to_its_statements(page: Page) -> None:
    page.locator('.wide a[href*="speaker=Kwame+Ansong"][href*="kind=direct"]').click()
    page.wait_for_timeout(100)
    assert speakers(page) == {"Kwame Ansong"}
    assert count(page) == 3


def test_clear_takes_all_filters_away(page: Page) -> None:
    everything = count(page)
    fill(page, "q", "bridge")
    page.click("#reset")
    assert count(page) == everything
    assert page.input_value("[name=q]") == ""


def test_names_are_offered_as_they_are_typed(page: Page) -> None:
    page.focus("[name=speaker]")
    page.keyboard.type("brand")
    assert page.locator("#speaker-names option").evaluate_all("options => options.map(o => o.value)") == [
        "Helena Brandvik"
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_can_be_told_from_what_they_stand_on(file: Path, browser: Browser, scheme: str) -> None:
    contrast = """
        (names) => {
            const style = getComputedStyle(document.documentElement);
            const light = (name) => {
                const hex = style.getPropertyValue(name).trim();
                const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
                    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            return names.map(([one, other]) => {
                const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
                return [one, other, (a + 0.05) / (b + 0.05)];
            });
        }
    """
    pairs = [("--ink", "--paper"), ("--soft", "--paper"), ("--soft", "--raised"), ("--accent", "--paper")]
    pairs += [("--ink", ground) for ground in ("--mark", "--hit", "--out", "--put-in", "--indirect")]
    pairs += [("--paper", "--direct")]
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        for one, other, ratio in page.evaluate(contrast, pairs):
            assert ratio >= 4.5, (one, other, ratio)


def test_a_narrow_page_needs_no_scrolling_sideways(file: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        visit(page, file)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
