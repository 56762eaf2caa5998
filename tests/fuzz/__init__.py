"""Coverage-guided fuzzing of the code that reads hostile input: ``python -m tests.fuzz --seconds 120``."""
