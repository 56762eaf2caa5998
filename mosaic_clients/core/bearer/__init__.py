"""The rules for inbound access tokens: a parsed token becomes a verified bearer, or a refusal with a code."""
