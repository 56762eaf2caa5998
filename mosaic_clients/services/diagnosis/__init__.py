"""The doctor: a client's connection to Mosaic taken step by step, and its deployment put to the test."""
