import type { Starter } from "../starter.ts";

const program = `// A web page that tells where it runs. Node's own library is all it needs.
import { createServer } from "node:http";
import { hostname, uptime } from "node:os";

const server = createServer((request, response) => {
	if (request.url !== "/") {
		response.writeHead(404).end("There is only one page here.\\n");
		return;
	}
	response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
	response.end(\`<!doctype html><meta charset=utf-8><title>Node</title>
<h1>Hello from Node \${process.version}</h1>
<p>In container <code>\${hostname()}</code>, as user \${process.getuid()},
on a machine that has been up for \${Math.round(uptime())} seconds.</p>\`);
});

server.listen(3000, () => console.log("Listening on port 3000"));

// Docker asks a container to end with this signal; without an answer it waits ten seconds.
process.on("SIGTERM", () => server.close());
`;

const dockerfile = `FROM node:slim
WORKDIR /app
COPY package.json server.js ./
USER node
EXPOSE 3000
CMD ["node", "server.js"]
`;

export const nodeApp: Starter = {
	id: "node-app",
	title: "A Node web app",
	text: "A server that runs without root's rights, and ends when asked to.",
	open: "node-app/Dockerfile",
	project: {
		files: [
			{ path: "node-app/Dockerfile", content: dockerfile },
			{ path: "node-app/server.js", content: program },
			{ path: "node-app/package.json", content: '{\n\t"name": "node-app",\n\t"private": true,\n\t"type": "module"\n}\n' },
			{ path: "node-app/.dockerignore", content: "node_modules\n*.log\n" },
		],
	},
	steps: [
		{ text: "Build the image.", command: "docker build -t node-app /root/lab/node-app" },
		{ text: "Run it, and open port 3000 above.", command: "docker run -d --name node -p 3000:3000 node-app" },
		{ text: "Stop it, and see how quickly it goes.", command: "time docker stop node" },
	],
};
