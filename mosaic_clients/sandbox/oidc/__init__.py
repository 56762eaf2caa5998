"""The endpoints under /cis/oidc: tokens, introspection, revocation, user info."""
