"""Answers about a token, kept with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

T = TypeVar("T")
Rest = ParamSpec("Rest")


def once_a_token(
    ask: Callable[Concatenate[Word, Rest], T],
) -> Callable[Concatenate[Word, Rest], T]:
    """Keep the answer about a token with its sentence: the same is asked again and again.

    Further arguments must be the same for every token of a sentence.
    """
    question = ask.__name__

    @wraps(ask)
    def answer(token: Word, /, *rest: Rest.args, **named: Rest.kwargs) -> T:
        known: dict[int, T] = token.tree.answers.setdefault(question, {})
        place = token.i
        if place not in known:
            known[place] = ask(token, *rest, **named)
        return known[place]

    return answer
