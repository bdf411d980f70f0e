"""From article texts to mentions and quotations: a spaCy pipeline. What spans the corpus is `resolve`'s."""
