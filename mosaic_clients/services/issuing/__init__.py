"""Who signs the CSRs of CA-signed clients: one module per certificate issuer, and the registry that chooses."""
