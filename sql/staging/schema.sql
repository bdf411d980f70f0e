-- The pipeline's own tables: what each stage has done so far. Columns are those of pipelines/records.py, and besides:
-- content_key, the key of all that a row says; *_version, the version of the stage that made the row.
-- Nobody but the pipeline opens this file; a change here starts it anew.

CREATE TABLE IF NOT EXISTS files (
    path VARCHAR PRIMARY KEY,
    size BIGINT NOT NULL,
    modified_ns BIGINT NOT NULL,
    changed_ns BIGINT NOT NULL,
    mount VARCHAR,
    read_ns BIGINT NOT NULL,
    ingest_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS documents (
    document_id BIGINT NOT NULL,
    path VARCHAR NOT NULL,
    record BIGINT NOT NULL,
    format VARCHAR NOT NULL,
    encoding VARCHAR,
    sha256 VARCHAR,
    text VARCHAR NOT NULL,
    title VARCHAR,
    published VARCHAR,
    authors VARCHAR,
    url VARCHAR,
    outlet VARCHAR,
    status VARCHAR NOT NULL,
    error VARCHAR,
    content_key BIGINT NOT NULL
);

-- One row per record that was loaded once and is gone, with its file or from it, until it comes back.
CREATE TABLE IF NOT EXISTS documents_gone (
    document_id BIGINT NOT NULL,
    path VARCHAR NOT NULL,
    record BIGINT NOT NULL,
    title VARCHAR,
    url VARCHAR,
    sha256 VARCHAR,
    gone_at TIMESTAMP NOT NULL
);

-- One row per loaded document: the paragraphs of it that could be an outlet's boilerplate, null in the place of others.
CREATE TABLE IF NOT EXISTS paragraph_keys (
    document_id BIGINT NOT NULL,
    outlet_key BIGINT,
    keys BIGINT[] NOT NULL,
    content_key BIGINT NOT NULL,
    clean_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS articles (
    document_id BIGINT NOT NULL,
    text_id BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    headline VARCHAR,
    byline VARCHAR,
    dateline VARCHAR,
    place VARCHAR,
    agency VARCHAR,
    published_at TIMESTAMP,
    published_precision VARCHAR,
    published_from VARCHAR,
    language VARCHAR,
    url VARCHAR,
    domain VARCHAR,
    outlet VARCHAR,
    text VARCHAR NOT NULL,
    word_count BIGINT NOT NULL,
    error VARCHAR,
    content_key BIGINT NOT NULL,
    repeated_key BIGINT NOT NULL,
    clean_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS article_segments (
    document_id BIGINT NOT NULL,
    article_start BIGINT NOT NULL,
    article_end BIGINT NOT NULL,
    document_start BIGINT NOT NULL,
    document_end BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS removed_passages (
    document_id BIGINT NOT NULL,
    document_start BIGINT NOT NULL,
    document_end BIGINT NOT NULL,
    rule VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

-- One row per text: the keys by which texts that share words are found.
CREATE TABLE IF NOT EXISTS sketches (
    text_id BIGINT NOT NULL,
    keys BIGINT[] NOT NULL,
    clean_version VARCHAR NOT NULL
);

-- One row per pair of texts that were compared; containment is null where neither was largely taken from the other.
CREATE TABLE IF NOT EXISTS shared_texts (
    text_id BIGINT NOT NULL,
    other_text_id BIGINT NOT NULL,
    containment DOUBLE,
    passages STRUCT(start BIGINT, "end" BIGINT, other_start BIGINT, other_end BIGINT)[] NOT NULL
);

-- The sketches of which all candidate pairs were compared.
CREATE TABLE IF NOT EXISTS comparisons (
    input_version VARCHAR NOT NULL
);

-- One row per article that is a copy of one published earlier.
CREATE TABLE IF NOT EXISTS copies (
    document_id BIGINT NOT NULL,
    original_id BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS analyses (
    text_id BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    error VARCHAR,
    extract_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS entities (
    text_id BIGINT NOT NULL,
    entity BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    acronym VARCHAR,
    names MAP (VARCHAR, BIGINT) NOT NULL,
    in_office BOOLEAN NOT NULL,
    address VARCHAR,
    level VARCHAR,
    within VARCHAR,
    dead BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS mentions (
    text_id BIGINT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    entity BIGINT,
    method VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);

CREATE TABLE IF NOT EXISTS roles (
    text_id BIGINT NOT NULL,
    entity BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    of_entity BIGINT,
    of_text VARCHAR,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS quotations (
    text_id BIGINT NOT NULL,
    quotation BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    speaker_start BIGINT,
    speaker_end BIGINT,
    speaker_text VARCHAR,
    speaker_entity BIGINT,
    cue_start BIGINT,
    cue_end BIGINT,
    cue_text VARCHAR,
    method VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);

CREATE TABLE IF NOT EXISTS quotation_segments (
    text_id BIGINT NOT NULL,
    quotation BIGINT NOT NULL,
    segment BIGINT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS actors (
    actor_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    acronym VARCHAR,
    organisation_type VARCHAR,
    description VARCHAR
);

CREATE TABLE IF NOT EXISTS actor_aliases (
    actor_id BIGINT NOT NULL,
    alias VARCHAR NOT NULL,
    kind VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS entity_links (
    text_id BIGINT NOT NULL,
    entity BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,
    method VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);

CREATE TABLE IF NOT EXISTS affiliations (
    actor_id BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    of_actor_id BIGINT,
    of_text VARCHAR,
    text_id BIGINT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS actor_candidates (
    actor_id BIGINT NOT NULL,
    other_actor_id BIGINT,
    method VARCHAR NOT NULL,
    score DOUBLE NOT NULL
);

CREATE TABLE IF NOT EXISTS curation_problems (
    line BIGINT NOT NULL,
    message VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS text_stories (
    text_id BIGINT NOT NULL,
    story_id BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS statement_wordings (
    text_id BIGINT NOT NULL,
    quotation BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    wording_id BIGINT NOT NULL,
    speaker_id BIGINT,
    quoted BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS wording_links (
    wording_id BIGINT NOT NULL,
    utterance_id BIGINT NOT NULL,
    difference VARCHAR,
    changes VARCHAR,
    words_left_out BIGINT NOT NULL,
    words_put_in BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS resolutions (
    input_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS staging_schema (
    schema_version VARCHAR NOT NULL
);
