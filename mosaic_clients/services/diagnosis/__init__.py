"""The doctor: checks each step of a client's connection to Mosaic, its FAPI 2.0 rules, and a deployment's headers."""
