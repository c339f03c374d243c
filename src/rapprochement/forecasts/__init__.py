"""Forecasts: what may come next, each with the past events it rests on.

`facts` holds dated facts, `ledger` and `kinds` what their past says of each kind, `rules` add up
what each kind of past event is worth, `morning` is all that is known before a day, `ranker` puts
trees on top of the rules, `baselines` and `evaluate` say how good that is. Nothing sees the day of
issue or anything later.
"""
