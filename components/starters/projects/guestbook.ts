import type { Starter } from "../starter.ts";

const compose = `services:
  web:
    build: .
    ports:
      - "8000:8000"
    environment:
      # The name of a service is the name of its host.
      STORE: store
    depends_on:
      - store

  store:
    image: redis
    # Every change is written to the volume at once.
    command: ["redis-server", "--appendonly", "yes"]
    volumes:
      - entries:/data

volumes:
  entries:
`;

const program = `"""A guestbook. Its entries are in Redis, so they outlive this container."""
import html
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

STORE = (os.environ.get("STORE", "localhost"), 6379)
MOST_BYTES = 4000


def ask_store(*words):
    """Sends one command in Redis' protocol and reads its answer."""
    with socket.create_connection(STORE, timeout=5) as connection, connection.makefile("rb") as answer:
        parts = [word.encode() for word in words]
        request = b"*%d\\r\\n" % len(parts) + b"".join(b"$%d\\r\\n%s\\r\\n" % (len(part), part) for part in parts)
        connection.sendall(request)
        return read_answer(answer)


def read_answer(answer):
    line = answer.readline().rstrip()
    kind, rest = line[:1], line[1:]
    if kind == b"*":
        return [read_answer(answer) for _ in range(int(rest))]
    if kind == b"$":
        return answer.read(int(rest) + 2)[:-2].decode()
    if kind == b"-":
        raise OSError(rest.decode())
    return rest.decode()


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            entries = ask_store("LRANGE", "entries", "0", "49")
        except OSError as problem:
            self.show(503, f"<p>The store does not answer: {html.escape(str(problem))}</p>")
            return
        items = "".join(f"<li>{html.escape(entry)}</li>" for entry in entries)
        form = '<form method=post><input name=entry autofocus required maxlength=200><button>Write</button></form>'
        self.show(200, f"<h1>Guestbook</h1>{form}<ul>{items}</ul>")

    def do_POST(self):
        length = min(int(self.headers.get("Content-Length", 0)), MOST_BYTES)
        entry = parse_qs(self.rfile.read(length).decode()).get("entry", [""])[0]
        try:
            ask_store("LPUSH", "entries", entry)
        except OSError as problem:
            self.show(503, f"<p>Not written: {html.escape(str(problem))}</p>")
            return
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def show(self, status, content):
        body = f"<!doctype html><meta charset=utf-8><title>Guestbook</title>{content}".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print("Listening on port 8000", flush=True)
ThreadingHTTPServer(("", 8000), Page).serve_forever()
`;

const dockerfile = `FROM python:3.13-slim
WORKDIR /app
COPY app.py .
CMD ["python", "app.py"]
`;

export const guestbook: Starter = {
	id: "guestbook",
	title: "A web app and its database",
	text: "A guestbook whose entries outlive its containers, with Compose.",
	open: "guestbook/compose.yaml",
	project: {
		files: [
			{ path: "guestbook/compose.yaml", content: compose },
			{ path: "guestbook/app.py", content: program },
			{ path: "guestbook/Dockerfile", content: dockerfile },
		],
	},
	steps: [
		{ text: "Go to the project.", command: "cd /root/lab/guestbook" },
		{ text: "Build and start both services, then open port 8000 above.", command: "docker compose up -d --build" },
		{ text: "See what they say.", command: "docker compose logs" },
		{ text: "Take all of it away but the volume. Start it again: the entries are still there.", command: "docker compose down" },
	],
};
