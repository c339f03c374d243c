"""Alliance Treaty Obligations and Provisions: who promised what to whom, year by year."""
