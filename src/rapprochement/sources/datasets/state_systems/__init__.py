"""Lists of the states of the world by day: Correlates of War, and Gleditsch and Ward."""
