"""From staging to the published file: build, check, replace. The tables are declared in `models/`."""
