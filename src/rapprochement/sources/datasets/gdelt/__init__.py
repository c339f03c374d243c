"""GDELT events, 1.0 and 2.0: who did what to whom, day by day, from the world's news."""
