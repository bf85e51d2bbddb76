"""How fast the engine and the pages are, as ratios to floors measured beside them."""
