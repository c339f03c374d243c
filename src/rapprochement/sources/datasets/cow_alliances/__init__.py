"""Correlates of War formal alliances: who is bound to whom, year by year."""
