"""Servers of this process that others ask."""

from __future__ import annotations

import threading
from socketserver import BaseServer

_LOOKS_EVERY = 0.02  # seconds, whether it is to end; the usual half second is waited for at each end


def serve(server: BaseServer) -> None:
    """Answers in a thread until `server.shutdown()`."""
    threading.Thread(target=server.serve_forever, args=[_LOOKS_EVERY], daemon=True).start()
