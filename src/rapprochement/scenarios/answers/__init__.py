"""What a solved scenario says, in small frozen rows.

`figures` has real income, wages, prices and trade; `partners` who takes a place and dependence;
`diversion` whose flows replace whose; `coalition` who pays and whose joining would hurt most;
`bands` how far all that depends on assumptions; `resting` how much of it is estimated; `search`
what candidates could be to an isolated state.
"""
