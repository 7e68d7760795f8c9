/* How lwIP is built: raw API only, no threads, timers driven from outside, memory from malloc. */
#ifndef LWIPOPTS_H
#define LWIPOPTS_H

#include "memory.h"

#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_NETCONN 0
#define LWIP_SOCKET 0
#define LWIP_STATS 0
/* The glue drives them, so that none runs while nothing is open. */
#define LWIP_TIMERS 0

#define MEM_LIBC_MALLOC 1
#define MEMP_MEM_MALLOC 1
#define MEM_ALIGNMENT 8
#define mem_clib_malloc slipway_malloc
#define mem_clib_calloc slipway_calloc
#define mem_clib_free slipway_free

#define LWIP_IPV4 1
#define LWIP_IPV6 0
#define LWIP_ARP 1
/* Several connections may begin before the other end's hardware address is known. */
#define ARP_QUEUEING 1
#define LWIP_ICMP 1
#define LWIP_UDP 1
#define LWIP_TCP 1
#define LWIP_RAW 0
/* A service may be taken away and another put in its place while connections of the first go on. */
#define SO_REUSE 1
/* One link, with one packet size on both ends. */
#define IP_REASSEMBLY 0
#define IP_FRAG 0

#define TCP_MSS 1460
/* Windows far below what the guest's receive ring of 1024 frames holds, and far above what a round trip takes. */
#define TCP_WND (360 * TCP_MSS)
#define TCP_SND_BUF (360 * TCP_MSS)
#define LWIP_WND_SCALE 1
#define TCP_RCV_SCALE 4
#define TCP_SND_QUEUELEN 4096
#define TCP_SNDLOWAT 32768
#define TCP_OVERSIZE TCP_MSS
#define TCP_QUEUE_OOSEQ 1
#define LWIP_TCP_SACK_OUT 1
#define LWIP_CHECKSUM_ON_COPY 1
/* Milliseconds between calls of `network_tick`; retransmission starts after three to five of twice that. */
#define TCP_TMR_INTERVAL 100
#define LWIP_TCP_RTO_TIME 1000
/* Nothing on this link is ever late: a closed connection needs no minutes of quarantine. */
#define TCP_MSL 1000
#define LWIP_DISABLE_TCP_SANITY_CHECKS 1

#define LWIP_NETIF_LOOPBACK 0
#define LWIP_HAVE_LOOPIF 0
#define LWIP_SINGLE_NETIF 1
#define LWIP_NETIF_TX_SINGLE_PBUF 1

#include <stdint.h>
uint32_t slipway_initial_sequence(uint16_t local_port, uint16_t remote_port);
#define LWIP_HOOK_TCP_ISN(local_ip, local_port, remote_ip, remote_port) slipway_initial_sequence(local_port, remote_port)

struct pbuf;
struct netif;
int slipway_refuse_foreign(struct pbuf *packet, struct netif *interface);
#define LWIP_HOOK_IP4_INPUT(packet, interface) slipway_refuse_foreign(packet, interface)

#endif
