"""Runs one command in ``command_server``, with the streams of this process: ``command_client.py SOCKET manage.py …``.

It imports little, because it is started for every command.
"""

import json
import socket
import sys

with socket.socket(socket.AF_UNIX) as server:
    server.connect(sys.argv[1])
    socket.send_fds(server, [json.dumps(sys.argv[2:]).encode()], [0, 1, 2])
    code = server.recv(1)
sys.exit(code[0] if code else "The command was killed.")
