"""From the entities of single texts to the actors of the corpus. What one text can tell is `extract`'s."""
