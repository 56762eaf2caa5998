"""What an attacker sends, over real HTTP: every token ends in the same 401, and nothing is fetched because of it."""
