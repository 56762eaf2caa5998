"""The certificate issuers that sign the CSRs of CA-signed clients: one module each, and the registry."""
