"""POLECAT events: who did what to whom in the terms of PLOVER."""
