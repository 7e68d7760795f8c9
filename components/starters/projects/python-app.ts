import type { Starter } from "../starter.ts";

const program = `"""A web page that counts its visits. Python's own library is all it needs."""
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GREETING = os.environ.get("GREETING", "Hello")
visits = 0


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        global visits
        if self.path != "/":
            self.send_error(404)
            return
        visits += 1
        body = (
            "<!doctype html><meta charset=utf-8><title>Python</title>"
            f"<h1>{GREETING} from Python</h1>"
            f"<p>Visit number {visits} to container <code>{socket.gethostname()}</code>.</p>"
        ).encode()
        self.send_response(200)
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
EXPOSE 8000
CMD ["python", "app.py"]
`;

export const pythonApp: Starter = {
	id: "python-app",
	title: "A Python web app",
	text: "A small server and the Dockerfile that packs it.",
	open: "python-app/Dockerfile",
	project: {
		files: [
			{ path: "python-app/Dockerfile", content: dockerfile },
			{ path: "python-app/app.py", content: program },
		],
	},
	steps: [
		{ text: "Build the image.", command: "docker build -t python-app /root/lab/python-app" },
		{ text: "Run it, and open port 8000 above.", command: "docker run -d --name python -p 8000:8000 python-app" },
		{
			text: "The same image with another setting, beside it.",
			command: "docker run -d --name ahoy -p 8001:8000 -e GREETING=Ahoy python-app",
		},
	],
};
