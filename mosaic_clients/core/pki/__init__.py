"""Private keys, certificates and chains: what is read from outside, made here, and accepted as one identity."""
