/*
 * A tiny web server that tells who answers: host name, addresses, the request as it came, and the environment.
 *   whoami [-port N] [-name TEXT]
 * One process for each connection, so that a slow client keeps nobody waiting.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { max_request_bytes = 32768, max_answer_bytes = 131072, client_patience_s = 10 };

extern char **environ;

struct text {
	char bytes[max_answer_bytes];
	size_t length;
};

/* What does not fit is left out: the answer is for people. */
static void add(struct text *text, const char *format, ...)
{
	va_list arguments;
	size_t room = sizeof text->bytes - text->length;
	int written;

	va_start(arguments, format);
	written = vsnprintf(text->bytes + text->length, room, format, arguments);
	va_end(arguments);
	if (written > 0)
		text->length += (size_t)written < room ? (size_t)written : room - 1;
}

/* In numbers. Empty for what is no Internet address. */
static void address_text(const struct sockaddr *address, char *text, socklen_t room)
{
	text[0] = '\0';
	if (address->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, room);
	else if (address->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, text, room);
}

static void add_addresses(struct text *text)
{
	struct ifaddrs *first, *entry;

	if (getifaddrs(&first) != 0)
		return;
	for (entry = first; entry != NULL; entry = entry->ifa_next) {
		char address[INET6_ADDRSTRLEN] = "";

		if (entry->ifa_addr != NULL)
			address_text(entry->ifa_addr, address, sizeof address);
		if (address[0] != '\0')
			add(text, "IP: %s\n", address);
	}
	freeifaddrs(first);
}

static void add_client(struct text *text, int client)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	/* How IPv6 writes an IPv4 address. */
	static const char mapped[] = "::ffff:";
	char host[INET6_ADDRSTRLEN];

	if (getpeername(client, (struct sockaddr *)&address, &length) != 0)
		return;
	address_text((struct sockaddr *)&address, host, sizeof host);
	/* The port is at the same place in both kinds of address. */
	add(text, "RemoteAddr: %s:%d\n", strncmp(host, mapped, strlen(mapped)) == 0 ? host + strlen(mapped) : host,
		ntohs(((struct sockaddr_in6 *)&address)->sin6_port));
}

/* Reads until the empty line that ends the headers. Returns the length of what came, or 0. */
static size_t read_request(int client, char *request)
{
	size_t length = 0;

	while (length < max_request_bytes - 1) {
		ssize_t got = read(client, request + length, max_request_bytes - 1 - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return 0;
		length += (size_t)got;
		request[length] = '\0';
		if (strstr(request, "\r\n\r\n") != NULL)
			return length;
	}
	return 0;
}

static void send_all(int client, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = write(client, bytes, length);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return;
		bytes += sent;
		length -= (size_t)sent;
	}
}

static void answer(int client, const char *name)
{
	static char request[max_request_bytes];
	static struct text body;
	char head[256], host[256] = "", *line, *rest, **variable;
	size_t length = read_request(client, request);
	int head_length, only_head;

	if (length == 0) {
		static const char refusal[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

		send_all(client, refusal, sizeof refusal - 1);
		return;
	}
	only_head = strncmp(request, "HEAD ", 5) == 0;
	gethostname(host, sizeof host - 1);
	if (name != NULL)
		add(&body, "Name: %s\n", name);
	add(&body, "Hostname: %s\n", host);
	add_addresses(&body);
	add_client(&body, client);
	*strstr(request, "\r\n\r\n") = '\0';
	for (line = strtok_r(request, "\r\n", &rest); line != NULL; line = strtok_r(NULL, "\r\n", &rest))
		add(&body, "%s\n", line);
	add(&body, "\n");
	for (variable = environ; *variable != NULL; variable++)
		add(&body, "%s\n", *variable);
	head_length = snprintf(head, sizeof head,
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", body.length);
	send_all(client, head, (size_t)head_length);
	if (!only_head)
		send_all(client, body.bytes, body.length);
}

static int listen_on(int port)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_ANY_INIT };
	struct sockaddr_in old = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int yes = 1, no = 0, listener = socket(AF_INET6, SOCK_STREAM, 0);

	/* Where the kernel has no IPv6, IPv4 alone. */
	if (listener >= 0) {
		setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
		setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
		if (bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 64) == 0)
			return listener;
		close(listener);
	}
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0)
		return -1;
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(listener, (struct sockaddr *)&old, sizeof old) != 0 || listen(listener, 64) != 0)
		return -1;
	return listener;
}

/* As the first process of a container it would not be ended by a signal that it does not handle. */
static void on_stop(int signal_number)
{
	(void)signal_number;
	_exit(0);
}

static void usage(void)
{
	fputs("Usage: whoami [-port N] [-name TEXT]\n", stderr);
	exit(2);
}

int main(int count, char **arguments)
{
	const char *from_environment = getenv("WHOAMI_PORT_NUMBER");
	const char *port_text = from_environment != NULL ? from_environment : "80";
	const char *name = getenv("WHOAMI_NAME");
	char *end;
	long port;
	int index, listener;

	for (index = 1; index < count; index++) {
		const char *option = arguments[index] + (strncmp(arguments[index], "--", 2) == 0);

		if (index + 1 < count && strcmp(option, "-port") == 0)
			port_text = arguments[++index];
		else if (index + 1 < count && strcmp(option, "-name") == 0)
			name = arguments[++index];
		else
			usage();
	}
	port = strtol(port_text, &end, 10);
	if (*end != '\0' || end == port_text || port < 1 || port > 65535) {
		fprintf(stderr, "whoami: %s is not a port\n", port_text);
		return 2;
	}
	signal(SIGTERM, on_stop);
	signal(SIGINT, on_stop);
	/* The kernel buries children that ended. */
	signal(SIGCHLD, SIG_IGN);
	listener = listen_on((int)port);
	if (listener < 0) {
		fprintf(stderr, "whoami: cannot listen on port %ld: %s\n", port, strerror(errno));
		return 1;
	}
	fprintf(stderr, "Starting up on port %ld\n", port);
	for (;;) {
		int client = accept(listener, NULL, NULL);

		if (client < 0)
			continue;
		if (fork() == 0) {
			struct timeval patience = { .tv_sec = client_patience_s };

			signal(SIGTERM, SIG_DFL);
			signal(SIGINT, SIG_DFL);
			close(listener);
			setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
			setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
			answer(client, name);
			shutdown(client, SHUT_WR);
			_exit(0);
		}
		close(client);
	}
}
