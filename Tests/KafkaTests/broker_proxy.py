"""Stands between a client and the mock cluster of librdkafka, and makes it look like another cluster.

    broker_proxy.py ADDRESS --rights OPERATIONS
    broker_proxy.py ADDRESS --advertise PORT

With --rights, one that tells rights. Answers about metadata are changed on their way: the cluster gets another id, so that
it does not pass for a mock, and a controller; and what the mock says of rights, which is nothing, becomes OPERATIONS, the
bits of Kafka's own numbers (8 to read, 16 to write, 256 to describe).

With --advertise, one whose broker says that it listens at PORT of 127.0.0.1.

Everything else goes through as it is. Prints its own address, and serves until its standard input ends.
"""

import argparse

import os
import re
import socket
import struct
import sys
import threading

NOTHING = struct.pack(">i", -(2**31))


def exactly(stream, count):
    data = b""
    while len(data) < count:
        part = stream.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def changed(answer, their_port, port, operations):
    # Wherever an answer names the broker.
    answer = answer.replace(b"127.0.0.1" + struct.pack(">i", their_port), b"127.0.0.1" + struct.pack(">i", port))
    if operations is None or b"mockCluster" not in answer:
        return answer
    # The id, and the number of the controller behind it, which no broker has; the first is 1.
    answer = re.sub(
        rb"mock(Cluster[0-9a-f]{12}).{4}",
        lambda found: b"real" + found[1] + struct.pack(">i", 1),
        answer,
        flags=re.DOTALL,
    )
    return answer.replace(NOTHING, struct.pack(">i", operations))


def answers(broker, client, *terms):
    try:
        while True:
            size = struct.unpack(">i", exactly(broker, 4))[0]
            answer = changed(exactly(broker, size), *terms)
            client.sendall(struct.pack(">i", len(answer)) + answer)
    except (EOFError, OSError):
        client.close()


def requests(client, broker):
    try:
        while part := client.recv(65536):
            broker.sendall(part)
    except OSError:
        pass
    broker.close()


def serve(listener, host, port, options):
    # Where nothing else is said, clients are to come here.
    advertised = options.advertise or listener.getsockname()[1]
    while True:
        client, _ = listener.accept()
        broker = socket.create_connection((host, port))
        terms = (broker, client, port, advertised, options.rights)
        for work, terms in [(answers, terms), (requests, (client, broker))]:
            threading.Thread(target=work, args=terms, daemon=True).start()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--rights", type=int, metavar="OPERATIONS")
    parser.add_argument("--advertise", type=int, metavar="PORT")
    options = parser.parse_args()
    host, port = options.address.split(":")
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, host, int(port), options), daemon=True).start()
    print(f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
    sys.stdin.read()
    os._exit(0)


main()
