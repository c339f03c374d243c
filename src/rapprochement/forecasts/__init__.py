"""Forecasts: dated chances of next events, each with the past events it rests on."""
