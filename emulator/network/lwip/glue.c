/*
 * lwIP's raw API as plain functions for JavaScript. Addresses are in network byte order, ports in host byte order. A handle is a pcb's
 * address; it is good until `host_error` was called for its connection, or `connection_release` or `connection_abort` by JavaScript.
 *
 * The functions of the host only note what happened: nothing here is entered again before they return.
 */
#include <stdlib.h>
#include <string.h>

#include "lwip/etharp.h"
#include "lwip/icmp.h"
#include "lwip/init.h"
#include "lwip/netif.h"
#include "lwip/prot/tcp.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"
#include "lwip/udp.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))

IMPORT(frame) void host_frame(const void *frame, uint32_t length);
IMPORT(random) uint32_t host_random(void);
IMPORT(sequence) uint32_t host_sequence(uint32_t local_port, uint32_t remote_port);
IMPORT(fail) void host_fail(const char *message, uint32_t length);
/* Gives the new connection its number; 0 turns it away. */
IMPORT(accepted) uint32_t host_accepted(uint32_t listener, struct tcp_pcb *pcb);
IMPORT(connected) void host_connected(uint32_t connection);
IMPORT(data) void host_data(uint32_t connection, const void *bytes, uint32_t length);
IMPORT(ended) void host_ended(uint32_t connection);
IMPORT(acknowledged) void host_acknowledged(uint32_t connection, uint32_t length);
/* The pcb is freed. `error` is one of lwIP's err_t. */
IMPORT(error) void host_error(uint32_t connection, int32_t error);
IMPORT(datagram) void host_datagram(uint32_t socket, uint32_t address, uint32_t port, const void *bytes, uint32_t length);

/* Through which bytes cross, one call at a time. */
static uint8_t transfer[65536];
static struct netif interface;
static uint32_t live_blocks;
static uint32_t ticks;

/* What lwIP asks for. */

void *slipway_malloc(size_t size) {
	void *block = malloc(size);
	if (block) live_blocks++;
	return block;
}

void *slipway_calloc(size_t count, size_t size) {
	void *block = calloc(count, size);
	if (block) live_blocks++;
	return block;
}

void slipway_free(void *block) {
	if (block) live_blocks--;
	free(block);
}

uint32_t slipway_random(void) { return host_random(); }

uint32_t slipway_initial_sequence(uint16_t local_port, uint16_t remote_port) { return host_sequence(local_port, remote_port); }

_Noreturn void slipway_fail(const char *message) {
	host_fail(message, strlen(message));
	__builtin_trap();
}

/* JavaScript asks `network_busy` after each call instead. */
void tcp_timer_needed(void) {}

u32_t sys_now(void) { return ticks * TCP_TMR_INTERVAL; }

/* There is nothing beyond this gateway, and who tries shall know it at once instead of waiting for minutes. */
int slipway_refuse_foreign(struct pbuf *packet, struct netif *input) {
	const struct ip_hdr *header = packet->payload;
	if (packet->len < IP_HLEN || IPH_V(header) != 4) return 0;
	ip4_addr_t to, from;
	ip4_addr_copy(to, header->dest);
	ip4_addr_copy(from, header->src);
	if (ip4_addr_eq(&to, netif_ip4_addr(input)) || ip4_addr_ismulticast(&to) || ip4_addr_isbroadcast(&to, input)) return 0;
	if (!ip4_addr_isany(&from) && IPH_PROTO(header) != IP_PROTO_ICMP) icmp_dest_unreach(packet, ICMP_DUR_NET);
	pbuf_free(packet);
	return 1;
}

/* The link. */

static err_t link_output(struct netif *output, struct pbuf *frame) {
	(void)output;
	static uint8_t whole[2048];
	if (frame->tot_len > sizeof whole) return ERR_BUF;
	if (frame->next == NULL) {
		host_frame(frame->payload, frame->len);
	} else {
		pbuf_copy_partial(frame, whole, frame->tot_len, 0);
		host_frame(whole, frame->tot_len);
	}
	return ERR_OK;
}

static err_t set_up(struct netif *netif) {
	netif->name[0] = 'e';
	netif->name[1] = 'n';
	netif->output = etharp_output;
	netif->linkoutput = link_output;
	netif->mtu = 1500;
	netif->hwaddr_len = ETH_HWADDR_LEN;
	netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
	return ERR_OK;
}

EXPORT(transfer_buffer) void *transfer_buffer(void) { return transfer; }
EXPORT(live_blocks) uint32_t count_live_blocks(void) { return live_blocks; }

/* The hardware address is in the transfer buffer. Called once. */
EXPORT(network_start) void network_start(uint32_t address, uint32_t mask) {
	ip4_addr_t own = {address}, netmask = {mask}, none = {0};
	lwip_init();
	netif_add(&interface, &own, &netmask, &none, NULL, set_up, netif_input);
	memcpy(interface.hwaddr, transfer, ETH_HWADDR_LEN);
	netif_set_default(&interface);
	netif_set_link_up(&interface);
	netif_set_up(&interface);
}

/* A frame of that length is in the transfer buffer. */
EXPORT(network_input) void network_input(uint32_t length) {
	struct pbuf *frame = pbuf_alloc(PBUF_RAW, length, PBUF_RAM);
	if (frame == NULL) return;
	pbuf_take(frame, transfer, length);
	if (interface.input(frame, &interface) != ERR_OK) pbuf_free(frame);
}

/* To be called every TCP_TMR_INTERVAL milliseconds while it says so; in between, when something was opened or came in. */
EXPORT(network_busy) int network_busy(void) {
	if (tcp_tw_pcbs != NULL) return 1;
	for (const struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL; pcb = pcb->next) {
		if (pcb->state != ESTABLISHED && pcb->state != CLOSE_WAIT && pcb->state != FIN_WAIT_2) return 1;
		if (pcb->state == FIN_WAIT_2 && (pcb->flags & TF_RXCLOSED)) return 1;
		if (pcb->unsent || pcb->unacked || pcb->ooseq || pcb->refused_data || pcb->persist_backoff) return 1;
		if (pcb->flags & (TF_ACK_DELAY | TF_ACK_NOW | TF_CLOSEPEND | TF_NAGLEMEMERR | TF_RTO | TF_INFR)) return 1;
	}
	return 0;
}

EXPORT(network_tick) void network_tick(void) {
	tcp_tmr();
	if (++ticks % (ARP_TMR_INTERVAL / TCP_TMR_INTERVAL) == 0) etharp_tmr();
}

/* TCP. */

static uint32_t number(void *argument) { return (uint32_t)(uintptr_t)argument; }

static err_t on_received(void *argument, struct tcp_pcb *pcb, struct pbuf *data, err_t error) {
	(void)pcb;
	(void)error;
	if (data == NULL) {
		host_ended(number(argument));
		return ERR_OK;
	}
	for (const struct pbuf *piece = data; piece != NULL; piece = piece->next) {
		if (piece->len > 0) host_data(number(argument), piece->payload, piece->len);
	}
	pbuf_free(data);
	return ERR_OK;
}

static err_t on_acknowledged(void *argument, struct tcp_pcb *pcb, u16_t length) {
	(void)pcb;
	host_acknowledged(number(argument), length);
	return ERR_OK;
}

static void on_error(void *argument, err_t error) { host_error(number(argument), error); }

static void watch(struct tcp_pcb *pcb, uint32_t connection) {
	tcp_arg(pcb, (void *)(uintptr_t)connection);
	tcp_recv(pcb, on_received);
	tcp_sent(pcb, on_acknowledged);
	tcp_err(pcb, on_error);
	/* Whoever writes here writes whole messages: waiting for more would only delay them. */
	tcp_nagle_disable(pcb);
}

static void unwatch(struct tcp_pcb *pcb) {
	tcp_arg(pcb, NULL);
	tcp_recv(pcb, NULL);
	tcp_sent(pcb, NULL);
	tcp_err(pcb, NULL);
}

static err_t on_accepted(void *argument, struct tcp_pcb *pcb, err_t error) {
	if (error != ERR_OK || pcb == NULL) return ERR_VAL;
	uint32_t connection = host_accepted(number(argument), pcb);
	if (connection == 0) {
		tcp_abort(pcb);
		return ERR_ABRT;
	}
	watch(pcb, connection);
	return ERR_OK;
}

static err_t on_connected(void *argument, struct tcp_pcb *pcb, err_t error) {
	(void)pcb;
	(void)error;
	host_connected(number(argument));
	return ERR_OK;
}

/* NULL when the port is taken. */
EXPORT(listener_open) struct tcp_pcb *listener_open(uint32_t port, uint32_t listener) {
	struct tcp_pcb *pcb = tcp_new();
	if (pcb == NULL) return NULL;
	ip_set_option(pcb, SOF_REUSEADDR);
	if (tcp_bind(pcb, IP4_ADDR_ANY, port) != ERR_OK) {
		tcp_abort(pcb);
		return NULL;
	}
	struct tcp_pcb *listening = tcp_listen(pcb);
	if (listening == NULL) {
		tcp_abort(pcb);
		return NULL;
	}
	tcp_arg(listening, (void *)(uintptr_t)listener);
	tcp_accept(listening, on_accepted);
	return listening;
}

EXPORT(listener_close) void listener_close(struct tcp_pcb *listening) { tcp_close(listening); }

/* NULL when there is no memory or no free port. */
EXPORT(connection_open) struct tcp_pcb *connection_open(uint32_t address, uint32_t port, uint32_t connection) {
	ip4_addr_t to = {address};
	struct tcp_pcb *pcb = tcp_new();
	if (pcb == NULL) return NULL;
	watch(pcb, connection);
	if (tcp_connect(pcb, &to, port, on_connected) != ERR_OK) {
		unwatch(pcb);
		tcp_abort(pcb);
		return NULL;
	}
	return pcb;
}

/* Takes bytes from the transfer buffer: all (1) or, while too many pieces are on their way, none (0). */
EXPORT(connection_write) int connection_write(struct tcp_pcb *pcb, uint32_t length) {
	if (tcp_write(pcb, transfer, length, TCP_WRITE_FLAG_COPY) != ERR_OK) return 0;
	tcp_output(pcb);
	return 1;
}

/* So many bytes were read by their receiver. */
EXPORT(connection_received) void connection_received(struct tcp_pcb *pcb, uint32_t length) {
	while (length > 0) {
		uint16_t piece = length > 0xffff ? 0xffff : length;
		tcp_recved(pcb, piece);
		length -= piece;
	}
}

/* No more is written. */
EXPORT(connection_end) void connection_end(struct tcp_pcb *pcb) { tcp_shutdown(pcb, 0, 1); }

/* Both directions have ended: what is left is lwIP's affair. */
EXPORT(connection_release) void connection_release(struct tcp_pcb *pcb) { unwatch(pcb); }

EXPORT(connection_abort) void connection_abort(struct tcp_pcb *pcb) {
	unwatch(pcb);
	tcp_abort(pcb);
}

/* Connections as they stand, four numbers each in the transfer buffer: own port, their port, next to send, next to come. */
EXPORT(connections_list) uint32_t connections_list(void) {
	uint32_t *record = (uint32_t *)transfer;
	uint32_t count = 0;
	for (const struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL && count < sizeof transfer / 16; pcb = pcb->next, count++) {
		*record++ = pcb->local_port;
		*record++ = pcb->remote_port;
		*record++ = pcb->snd_nxt;
		*record++ = pcb->rcv_nxt;
	}
	return count;
}

/* Resets a connection of an earlier stack at the other end. Not quite the right number is answered by the right one. */
EXPORT(connection_disown)
void connection_disown(uint32_t address, uint32_t local_port, uint32_t remote_port, uint32_t next_sent, uint32_t next_received) {
	ip_addr_t to = {address};
	tcp_rst(NULL, next_sent, next_received, netif_ip_addr4(&interface), &to, local_port, remote_port);
}

/* UDP. */

static void on_datagram(void *argument, struct udp_pcb *pcb, struct pbuf *data, const ip_addr_t *address, u16_t port) {
	(void)pcb;
	static uint8_t whole[2048];
	if (data->tot_len <= sizeof whole) {
		pbuf_copy_partial(data, whole, data->tot_len, 0);
		host_datagram(number(argument), ip4_addr_get_u32(address), port, whole, data->tot_len);
	}
	pbuf_free(data);
}

/* NULL when the port is taken. */
EXPORT(socket_open) struct udp_pcb *socket_open(uint32_t port, uint32_t socket) {
	struct udp_pcb *pcb = udp_new();
	if (pcb == NULL) return NULL;
	if (udp_bind(pcb, IP4_ADDR_ANY, port) != ERR_OK) {
		udp_remove(pcb);
		return NULL;
	}
	udp_recv(pcb, on_datagram, (void *)(uintptr_t)socket);
	return pcb;
}

EXPORT(socket_close) void socket_close(struct udp_pcb *pcb) { udp_remove(pcb); }

/* The datagram is in the transfer buffer. What cannot be sent is lost, as datagrams are. */
EXPORT(socket_send) void socket_send(struct udp_pcb *pcb, uint32_t address, uint32_t port, uint32_t length) {
	ip_addr_t to = {address};
	struct pbuf *data = pbuf_alloc(PBUF_TRANSPORT, length, PBUF_RAM);
	if (data == NULL) return;
	pbuf_take(data, transfer, length);
	udp_sendto(pcb, data, &to, port);
	pbuf_free(data);
}
