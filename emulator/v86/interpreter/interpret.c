/*
 * Interprets the guest's code in place of v86's interpreter, which is still called for what is rare, what faults, and what touches more than
 * memory and registers. An instruction is done here completely, or left to v86 before anything of it was done: docs/decisions/029.
 */
#include "cpu.h"
#include "flags.h"
#include "operands.h"

/* v86's interpreter, for one instruction. EIP is behind its first byte. Bit 8 of that byte tells that the code is of 32 bits. */
__attribute__((import_module("v86"), import_name("run_instruction"))) void run_instruction(uint32_t first_byte);

/* Of so many instructions one is a sample of what is hot. A power of two. */
enum { SAMPLE_EVERY = 2048 };
/* A sample waits for a jump, as translated code is entered where jumps go to, but no longer than this. */
enum { LONGEST_WAIT = 2 * SAMPLE_EVERY };

/* Of an instruction that is done here, from its last prefix of a segment or of a lock on. */
enum { LONGEST_INSTRUCTION_BYTES = 11 };

enum { FLAT_32 = STATE_IS_32 | STATE_STACK_32 | STATE_FLAT };

/* An instruction by v86's interpreter. */
static void step(uint32_t eip, uint32_t first_byte) {
	PREVIOUS_IP = eip;
	EIP = eip + 1;
	BLOCK_BOUNDARY = 0;
	run_instruction(first_byte | (uint32_t)IS_32 << 8);
}

/* By v86's interpreter, in one page: code that is not of a flat PC of 32 bits, and an instruction that nothing else can be done with. */
static uint32_t step_in_page(void) {
	const uint32_t page = LAST_VIRTUAL_EIP, due = (INSTRUCTION_COUNTER | (SAMPLE_EVERY - 1)) + 1;
	do {
		INSTRUCTION_COUNTER++;
		step(EIP, AT8(GUEST_MEMORY + (EIP_PHYSICAL ^ EIP)));
		if (IN_HLT || page != LAST_VIRTUAL_EIP || PAGE_OF(EIP) != page) return 0;
		if (INSTRUCTION_COUNTER == due) return EIP_PHYSICAL ^ EIP;
	} while ((STATE_FLAGS & FLAT_32) != FLAT_32);
	return 0;
}

/*
 * Interprets from EIP, whose page v86 has just looked up, until translated code begins or a sample is due.
 * Returns the guest's physical address of EIP if that is a sample, and otherwise 0.
 */
__attribute__((export_name("interpret"))) uint32_t interpret(void) {
	const uint32_t began = INSTRUCTION_COUNTER;
	uint32_t count = began;
	const uint32_t due = (count | (SAMPLE_EVERY - 1)) + 1;
	/* Not in the middle of a stretch, where nothing jumps to. */
	bool between = true;
	/* Of the instruction, and behind what was read of it. */
	const uint8_t *ip, *p;
	/* EIP is `ip` combined with this by exclusive or. */
	uint32_t page;
	/* The last place at which an instruction ends before its page does, so that what follows is in the page too. */
	const uint8_t *last;
	/* The translation of this page, if it may be entered in this state. */
	uint32_t translation;
	uint32_t eip, state, read_mask, write_mask, segment, byte;

enter:
	state = STATE_FLAGS;
	eip = EIP;
	read_mask = 0xfff & ~(uint32_t)(TLB_READONLY | TLB_GLOBAL | TLB_HAS_CODE | (state & STATE_CPL3 ? 0 : TLB_NO_USER));
	write_mask = 0xfff & ~(uint32_t)(TLB_GLOBAL | (state & STATE_CPL3 ? 0 : TLB_NO_USER));

enter_page: {
	const uint32_t entry = TLB_DATA(eip);
	if ((state & FLAT_32) != FLAT_32 || (entry & read_mask) != TLB_VALID) {
		/* v86 looks the page up, or raises the fault, before it calls again. Then this cannot be in vain. */
		if (count == began) return step_in_page();
		EIP = eip;
		INSTRUCTION_COUNTER = count;
		return 0;
	}
	page = PAGE_OF(entry);
	ip = (const uint8_t *)(uintptr_t)(page ^ eip);
	last = (const uint8_t *)((uintptr_t)ip | (PAGE_BYTES - 1)) - LONGEST_INSTRUCTION_BYTES;
	translation = TLB_CODE(eip);
	if (translation != 0 && AT8(translation + TRANSLATION_STATE) != state) translation = 0;
}
	if (!between) {
		between = true;
		goto next;
	}

jumped:
	if (translation != 0 && AT16(translation + ((uint32_t)(uintptr_t)ip % PAGE_BYTES) * 2) != NOT_AN_ENTRY) {
		EIP = page ^ (uint32_t)(uintptr_t)ip;
		INSTRUCTION_COUNTER = count;
		return 0;
	}
	if ((int32_t)(count - due) >= 0) {
		EIP = page ^ (uint32_t)(uintptr_t)ip;
		INSTRUCTION_COUNTER = count;
		return (uint32_t)(uintptr_t)ip - GUEST_MEMORY;
	}
	goto next;

/* To a place that is counted from behind this instruction. */
#define JUMP_BY(distance) \
	do { \
		const uint8_t *const target = p + (int32_t)(distance); \
		if (PAGE_OF((uint32_t)(uintptr_t)target ^ (uint32_t)(uintptr_t)ip) == 0) { \
			ip = target; \
			goto jumped; \
		} \
		eip = BEHIND + (uint32_t)(distance); \
		goto enter_page; \
	} while (0)

#define JUMP_TO(target) \
	do { \
		eip = (target); \
		const uint32_t in_page = page ^ eip; \
		if (PAGE_OF(in_page ^ (uint32_t)(uintptr_t)ip) != 0) goto enter_page; \
		ip = (const uint8_t *)(uintptr_t)in_page; \
		goto jumped; \
	} while (0)

#define DONE \
	do { \
		ip = p; \
		goto next; \
	} while (0)

/* EIP of what follows. Only once all of the instruction was read. */
#define BEHIND ((page ^ (uint32_t)(uintptr_t)ip) + (uint32_t)(p - ip))

next:
	count++;
	if (ip > last) goto step;
	p = ip;
	segment = 0;

prefixed:
	byte = NEXT8();
	/* Common enough to be branched to: measured, docs/decisions/029. */
	if (byte == 0x8b) goto load;
	if (byte == 0x89) goto store;
	switch (byte) {
#include "cases/arithmetic.h"
#include "cases/jumps.h"
#include "cases/moves.h"
#include "cases/two-bytes.h"
#include "cases/wide.h"

	/* CS, DS and SS begin at 0 in code that is done here. */
	case 0x2e:
	case 0x36:
	case 0x3e:
		segment = 0;
		goto behind_prefix;
	case 0x64:
	case 0x65:
		if (SEGMENT_IS_NULL(byte - 0x64 + FS)) goto step;
		segment = SEGMENT_OFFSET(byte - 0x64 + FS);
		goto behind_prefix;
	/* A lock: there is one CPU, and nothing interrupts an instruction. */
	case 0xf0:
	behind_prefix:
		if (p > last) goto step;
		goto prefixed;
	default: break;
	}

step:
	eip = page ^ (uint32_t)(uintptr_t)ip;
	INSTRUCTION_COUNTER = count;
	step(eip, *ip);
	if (IN_HLT) return 0;
	between = BLOCK_BOUNDARY || PAGE_OF(EIP) != PAGE_OF(eip) || (int32_t)(count - due) >= LONGEST_WAIT;
	goto enter;
}
