"""Measures: tables computed from events and indicators. Pure functions, no clock, no settings."""
