/*
 * The whole of the `hello-world` image: prints what had to happen for it to run. No C library, so that the image is a few
 * kilobytes and a reader can see that a container needs nothing but a program.
 */
static const char text[] =
	"\n"
	"Hello from a container!\n"
	"\n"
	"You typed one line. Behind it, this happened:\n"
	"\n"
	" 1. The docker command (the client) sent your request to the Docker daemon, dockerd, over /var/run/docker.sock.\n"
	" 2. The daemon looked for an image named hello-world. It was on this machine already; otherwise it would have\n"
	"    pulled it from a registry.\n"
	" 3. From the image it made a container: a file system of its own, a network, a host name, and limits.\n"
	" 4. containerd and crun started the one program in that image, /hello, as an ordinary Linux process that sees\n"
	"    only what is inside its container.\n"
	" 5. That program printed this text. The daemon passed it on to the client, and the client to your terminal.\n"
	" 6. The program ended, so the container stopped. It is still there: docker ps -a shows it.\n"
	"\n"
	"Next, try a container that you can look around in:\n"
	"    docker run -it busybox sh\n"
	"\n"
	"(This image was built by Slipway. It is not the Docker Official Image of the same name.)\n"
	"\n";

static long call(long number, long first, const void *second, long third) {
	long result;
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory");
	return result;
}

enum { system_exit = 1, system_write = 4, standard_output = 1 };

void _start(void) {
	const char *rest = text;
	long length = sizeof text - 1;
	while (length > 0) {
		long written = call(system_write, standard_output, rest, length);
		if (written <= 0)
			call(system_exit, 1, 0, 0);
		rest += written;
		length -= written;
	}
	for (;;)
		call(system_exit, 0, 0, 0);
}
