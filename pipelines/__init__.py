"""The pipeline: `definitions.py` is where to start reading; every stage has a folder of its own."""
