"""What our cookies are called.

Browsers keep cookies by the host alone, so that two bots on one machine would overwrite each
other's.
"""

import re

from aiohttp import web

PORT = re.compile(r":(\d{1,5})$", re.ASCII)


def named(name: str, request: web.Request) -> str:
    """With the port that the browser knows us by, which a proxy passes on in `Host`.

    Whoever makes up a `Host` gains nothing: a cookie is believed for what is in it.
    """
    port = PORT.search(request.host)
    return f"{name}_{port[1]}" if port else name
