"""Correlates of War bilateral trade, 1870 to 2014."""
