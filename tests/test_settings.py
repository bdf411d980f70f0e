import pytest

from pipelines.automation import news_schedule
from pipelines.settings import ROOT, SettingError, read_settings


def test_what_is_not_set_or_empty_is_as_the_checkout_has_it() -> None:
    settings = read_settings({"VERBATIM_WORKERS": "", "VERBATIM_WEBHOOK": " "})
    assert settings.raw == str(ROOT / "data" / "raw")
    assert settings.data == ROOT / "data"
    assert settings.workers == 0
    assert settings.webhook is None
    assert (settings.schedule, settings.timezone) == ("0 3 * * *", "UTC")


def test_what_is_set_is_used() -> None:
    settings = read_settings(
        {"VERBATIM_RAW": "/raw", "VERBATIM_FIELDS": "text=body_text", "VERBATIM_WEBHOOK": "http://127.0.0.1:8/x"}
    )
    assert settings.raw == "/raw"
    assert settings.fields == {"text": "body_text"}
    assert settings.webhook == "http://127.0.0.1:8/x"


def test_an_address_is_used_as_it_is() -> None:
    settings = read_settings(
        {"VERBATIM_RAW": "s3://bucket/news", "VERBATIM_PUBLISH": "s3://bucket/out/warehouse.duckdb"}
    )
    assert settings.raw == "s3://bucket/news"
    assert settings.publish == "s3://bucket/out/warehouse.duckdb"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VERBATIM_WORKERS", "two"),
        ("VERBATIM_WORKERS", "-1"),
        ("VERBATIM_WORKERS", "1.5"),
        ("VERBATIM_FIELDS", "article_txt"),
        ("VERBATIM_RAW", "gs://bucket/news"),
        ("VERBATIM_PUBLISH", "/srv/warehouse.duckdb"),
        ("VERBATIM_WEBHOOK", "hooks.example/verbatim"),
        ("VERBATIM_WEBHOOK", "file:///etc/passwd"),
        ("VERBATIM_WEBHOOK", "https://"),
        ("VERBATIM_WEBHOOK", "http://[::1"),
        ("VERBATIM_WEBHOOK", "http://host:port"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_sentence_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})


def test_the_address_of_the_webhook_is_not_repeated_in_a_message() -> None:
    with pytest.raises(SettingError) as raised:
        read_settings({"VERBATIM_WEBHOOK": "ftp://user:secret@host/"})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("cron", ["at night", "0 3 * *", "61 3 * * *", "0 0 30 2 *", "* * * * * *"])
def test_a_wrong_cron_expression_says_what_one_looks_like(cron: str) -> None:
    with pytest.raises(SettingError, match=r"VERBATIM_SCHEDULE is .*five fields"):
        news_schedule(cron, "UTC")


def test_a_time_zone_that_there_is_not_says_what_one_looks_like() -> None:
    with pytest.raises(SettingError, match=r"VERBATIM_TIMEZONE is 'Mars/Phobos'.*Europe/Berlin"):
        news_schedule("0 3 * * *", "Mars/Phobos")
