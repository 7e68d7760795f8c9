/* Where v86 keeps the state of its CPU in its memory, which is this program's too. ../interpreter.ts refuses a v86 in which this may be different. */
#ifndef CPU_H
#define CPU_H

#include <stdbool.h>
#include <stdint.h>

/* As values lie in a PC's memory: at any address. */
typedef uint16_t __attribute__((aligned(1), may_alias)) any16;
typedef uint32_t __attribute__((aligned(1), may_alias)) any32;
typedef uint64_t __attribute__((aligned(1), may_alias)) any64;

#define AT8(address) (*(uint8_t *)(uintptr_t)(address))
#define AT16(address) (*(any16 *)(uintptr_t)(address))
#define AT32(address) (*(any32 *)(uintptr_t)(address))
#define AT64(address) (*(any64 *)(uintptr_t)(address))

enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI };
enum { ES, CS, SS, DS, FS, GS };

#define REGISTER(number) AT32(64 + 4 * (number))
#define REGISTER16(number) AT16(64 + 4 * (number))
/* AL, CL, DL, BL, AH, CH, DH, BH */
#define REGISTER8(number) AT8(64 + 4 * ((number) & 3) + ((number) >> 2))
#define XMM(number) (832 + 16 * (number))

#define LAST_OP_SIZE AT32(96)
#define LAST_OP_SIZE_AND_FLAGS_CHANGED AT64(96)
#define FLAGS_CHANGED AT32(100)
#define LAST_OP1 AT32(104)
#define STATE_FLAGS AT8(108)
#define LAST_RESULT AT32(112)
#define FLAGS AT32(120)
#define EIP AT32(556)
#define PREVIOUS_IP AT32(560)
#define CR0 AT32(580)
#define IN_HLT AT8(616)
/* The page that EIP was in when it was last looked up, and what makes a physical address of EIP there by exclusive or. */
#define LAST_VIRTUAL_EIP AT32(620)
#define EIP_PHYSICAL AT32(624)
#define INSTRUCTION_COUNTER AT32(664)
#define SEGMENT_IS_NULL(segment) AT8(724 + (segment))
#define SEGMENT_OFFSET(segment) AT32(736 + 4 * (segment))
#define IS_32 AT8(804)
/* Whether the last instruction ended a stretch that v86 looks at as one. */
#define BLOCK_BOUNDARY AT8(37376)
/* For each page of virtual memory: its translation, or null. */
#define TLB_CODE(address) AT32(49180 + ((address) >> 12 << 2))
/* For each page of virtual memory: what has to be combined with an address by exclusive or to have it in this memory, and the bits below. */
#define TLB_DATA(address) AT32(4283748 + ((address) >> 12 << 2))
/* Where the guest's memory begins in this one. */
#define GUEST_MEMORY AT32(8478052)

enum { STATE_IS_32 = 1, STATE_STACK_32 = 2, STATE_CPL3 = 4, STATE_FLAT = 8 };
enum { TLB_VALID = 1, TLB_READONLY = 2, TLB_NO_USER = 4, TLB_MAPPED = 8, TLB_GLOBAL = 16, TLB_HAS_CODE = 32 };
enum { CR0_EM = 4, CR0_TS = 8 };

enum { PAGE_BYTES = 4096 };
#define PAGE_OF(address) ((address) & ~(uint32_t)(PAGE_BYTES - 1))

/* Of a page's translation: where each of its bytes can be entered, or this; and the state that it is for. */
enum { NOT_AN_ENTRY = 0xffff, TRANSLATION_STATE = 8194 };

#endif
