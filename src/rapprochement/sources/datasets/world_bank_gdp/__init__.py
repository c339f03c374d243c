"""Gross domestic product of states, from the World Bank."""
