"""Private keys, certificates and chains: reads, creates and accepts them, together, as one identity."""
