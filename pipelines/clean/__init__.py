"""From documents to articles: what is not the article's own text is removed, as spans, each by a named rule."""
