"""All text of an exception, to search for secrets."""

from __future__ import annotations

import traceback


def all_text_of(error: BaseException) -> str:
    """Returns the texts, attributes, requests and tracebacks of an exception, its causes and its contexts."""
    texts, queue = [], [error]
    while queue:
        current = queue.pop()
        texts += [str(current), repr(current), repr(current.args), repr(vars(current))]
        request = getattr(current, "request", None)
        texts += [repr(dict(request.headers)), repr(request.body)] if request is not None else []
        queue += [each for each in (current.__cause__, current.__context__) if each is not None]
    return "\n".join([*texts, *traceback.format_exception(error)])
