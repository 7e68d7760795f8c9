/**
 * A web server and its database, of images that come quickly: the page says how many visitors it had, which only the database knows.
 * For databases with tables there is the harbour.
 */

/** By path, for `docker compose up`; the page is on port 8081 and says `Visitor 1` first. */
export const VISITORS: Readonly<Record<string, string>> = {
	"compose.yaml": `services:
  web:
    image: python:3.13-slim
    command: python /site/server.py
    volumes: ["./site:/site:ro"]
    ports: ["8081:80"]
    depends_on: { db: { condition: service_healthy } }
  db:
    image: redis
    command: redis-server --appendonly yes
    healthcheck: { test: redis-cli ping, start_period: 2m }
    volumes: ["data:/data"]
volumes: { data: {} }
`,
	"site/server.py": `import http.server
import socket

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            return self.send_error(404)
        with socket.create_connection(("db", 6379)) as database:
            database.sendall(b"INCR visitors\\r\\n")
            number = int(database.makefile("rb").readline()[1:])
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Visitors</title><h1>Visitor %d</h1>" % number)

http.server.ThreadingHTTPServer(("", 80), Page).serve_forever()
`,
};
