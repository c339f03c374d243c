"""ICEWS events: who did what to whom, day by day, from news."""
