import type { Starter } from "../starter.ts";

const page = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width">
		<title>My harbour</title>
		<link rel="stylesheet" href="style.css">
	</head>
	<body>
		<h1>My harbour</h1>
		<p>This page comes from nginx, in a container, in a browser tab.</p>
		<p>Change it in the editor, and reload the preview.</p>
	</body>
</html>
`;

const style = `body {
	max-width: 34rem;
	margin: 4rem auto;
	padding: 0 1.5rem;
	color: #17222c;
	background: #f4f2ec;
	font: 1.1rem/1.6 system-ui, sans-serif;
}

h1 {
	color: #b03a0c;
}
`;

const dockerfile = `# The site as an image of its own, to be moved elsewhere.
FROM nginx
COPY public /usr/share/nginx/html
`;

export const staticSite: Starter = {
	id: "site",
	title: "A static site on nginx",
	text: "Pages that you edit while they are served.",
	open: "site/public/index.html",
	project: {
		files: [
			{ path: "site/public/index.html", content: page },
			{ path: "site/public/style.css", content: style },
			{ path: "site/Dockerfile", content: dockerfile },
		],
	},
	steps: [
		{
			text: "Serve the folder: what you save is there at the next reload.",
			command: "docker run -d --name site -p 8080:80 -v /root/lab/site/public:/usr/share/nginx/html:ro nginx",
		},
		{ text: "Or make an image that holds the pages.", command: "docker build -t site /root/lab/site" },
		{ text: "Run that image beside the first.", command: "docker run -d --name site-image -p 8081:80 site" },
	],
};
