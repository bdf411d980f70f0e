"""From the published warehouse to pages that people look at. Nothing is decided here that SQL cannot see."""
