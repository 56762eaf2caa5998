"""The pages of the admin, one module per model. Importing it registers them."""
