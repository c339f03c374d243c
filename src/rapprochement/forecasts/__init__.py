"""Forecasts: what may come next, each with the past events it rests on.

`facts` holds dated facts. Nothing sees the day of issue or anything later. Two tasks:

- Will an act of this type come by that day? `windows` looks back at past windows of the same
  length, `intensity` adds up how many events to expect, `calibration` bends that by how earlier
  forecasts came true, `outlook` gives the probability with its reasons, in the words of `answers`.
- Who is next? `ledger` and `kinds` tell what the past says of each kind of fact, `rules` add up
  what each is worth, `latent` learns who is like whom, `similar` finds neighbours; `morning` is all
  that is known before a day, `scene` that of some questions, `features` what trees are told of it,
  and `ranker` walks through the days. `baselines` and `evaluate` say how good that is.
"""
