"""The pages of the dashboard: one script each, and the modules that they are made of."""
