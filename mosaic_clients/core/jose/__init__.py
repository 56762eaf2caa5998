"""JWS and JWK sets as Mosaic sends them: algorithms, signatures, signing keys and how long they may be cached."""
