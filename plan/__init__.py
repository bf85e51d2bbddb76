"""A public action plan, followed on verified quotations."""
