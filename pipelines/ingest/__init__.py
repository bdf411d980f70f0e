"""From the user's raw files to documents: listing, decoding, reading formats. Nothing is cleaned here."""
