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
enum { SAMPLE_EVERY = 512 };
/* A sample waits for a jump, as translated code is entered where jumps go to, but no longer than this. */
enum { LONGEST_WAIT = 8 * SAMPLE_EVERY };

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
	switch (byte) {
#define ARITHMETIC(first, operation) \
	case first + 0: { \
		MODRM; \
		OPERAND8_TO_WRITE(place); \
		AT8(place) = (uint8_t)operation(7, AT8(place), REGISTER8(REG)); \
		DONE; \
	} \
	case first + 1: { \
		MODRM; \
		OPERAND32_TO_WRITE(place); \
		AT32(place) = operation(31, AT32(place), REGISTER(REG)); \
		DONE; \
	} \
	case first + 2: { \
		MODRM; \
		OPERAND8_TO_READ(place); \
		REGISTER8(REG) = (uint8_t)operation(7, REGISTER8(REG), AT8(place)); \
		DONE; \
	} \
	case first + 3: { \
		MODRM; \
		OPERAND32_TO_READ(place); \
		REGISTER(REG) = operation(31, REGISTER(REG), AT32(place)); \
		DONE; \
	} \
	case first + 4: \
		REGISTER8(EAX) = (uint8_t)operation(7, REGISTER8(EAX), NEXT8()); \
		DONE; \
	case first + 5: \
		REGISTER(EAX) = operation(31, REGISTER(EAX), NEXT32()); \
		DONE;
	ARITHMETIC(0x00, add)
	ARITHMETIC(0x08, or)
	ARITHMETIC(0x10, adc)
	ARITHMETIC(0x18, sbb)
	ARITHMETIC(0x20, and)
	ARITHMETIC(0x28, sub)
	ARITHMETIC(0x30, xor)

	case 0x38: {
		MODRM;
		OPERAND8_TO_READ(place);
		sub(7, AT8(place), REGISTER8(REG));
		DONE;
	}
	case 0x39: {
		MODRM;
		OPERAND32_TO_READ(place);
		sub(31, AT32(place), REGISTER(REG));
		DONE;
	}
	case 0x3a: {
		MODRM;
		OPERAND8_TO_READ(place);
		sub(7, REGISTER8(REG), AT8(place));
		DONE;
	}
	case 0x3b: {
		MODRM;
		OPERAND32_TO_READ(place);
		sub(31, REGISTER(REG), AT32(place));
		DONE;
	}
	case 0x3c:
		sub(7, REGISTER8(EAX), NEXT8());
		DONE;
	case 0x3d:
		sub(31, REGISTER(EAX), NEXT32());
		DONE;

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

#define FOR_EACH_REGISTER(first) \
	case first + 0: \
	case first + 1: \
	case first + 2: \
	case first + 3: \
	case first + 4: \
	case first + 5: \
	case first + 6: \
	case first + 7
	FOR_EACH_REGISTER(0x40):
		REGISTER(byte & 7) = inc(31, REGISTER(byte & 7));
		DONE;
	FOR_EACH_REGISTER(0x48):
		REGISTER(byte & 7) = dec(31, REGISTER(byte & 7));
		DONE;
	FOR_EACH_REGISTER(0x50): {
		PUSH(REGISTER(byte & 7));
		DONE;
	}
	FOR_EACH_REGISTER(0x58): {
		FIND_TO_READ(top, REGISTER(ESP), 4);
		const uint32_t value = AT32(top);
		REGISTER(ESP) += 4;
		REGISTER(byte & 7) = value;
		DONE;
	}
	case 0x68: {
		PUSH(NEXT32());
		DONE;
	}
	case 0x6a: {
		PUSH(NEXT_SIGNED());
		DONE;
	}
	case 0x69: {
		MODRM;
		OPERAND32_TO_READ(place);
		REGISTER(REG) = multiply(AT32(place), NEXT32());
		DONE;
	}
	case 0x6b: {
		MODRM;
		OPERAND32_TO_READ(place);
		REGISTER(REG) = multiply(AT32(place), NEXT_SIGNED());
		DONE;
	}

#define JUMP_IF(number) \
	case 0x70 + number: { \
		const uint32_t distance = NEXT_SIGNED(); \
		if (condition(number)) JUMP_BY(distance); \
		DONE; \
	}
	JUMP_IF(0x0)
	JUMP_IF(0x1)
	JUMP_IF(0x2)
	JUMP_IF(0x3)
	JUMP_IF(0x4)
	JUMP_IF(0x5)
	JUMP_IF(0x6)
	JUMP_IF(0x7)
	JUMP_IF(0x8)
	JUMP_IF(0x9)
	JUMP_IF(0xa)
	JUMP_IF(0xb)
	JUMP_IF(0xc)
	JUMP_IF(0xd)
	JUMP_IF(0xe)
	JUMP_IF(0xf)

	case 0x80: {
		MODRM;
		if (REG == 7) {
			OPERAND8_TO_READ(place);
			sub(7, AT8(place), NEXT8());
			DONE;
		}
		OPERAND8_TO_WRITE(place);
		const uint32_t value = NEXT8(), old = AT8(place);
		uint32_t result;
		switch (REG) {
		case 0: result = add(7, old, value); break;
		case 1: result = or(7, old, value); break;
		case 2: result = adc(7, old, value); break;
		case 3: result = sbb(7, old, value); break;
		case 4: result = and(7, old, value); break;
		case 5: result = sub(7, old, value); break;
		default: result = xor(7, old, value); break;
		}
		AT8(place) = (uint8_t)result;
		DONE;
	}
	case 0x81:
	case 0x83: {
		MODRM;
		if (REG == 7) {
			OPERAND32_TO_READ(place);
			const uint32_t value = byte == 0x83 ? NEXT_SIGNED() : NEXT32();
			sub(31, AT32(place), value);
			DONE;
		}
		OPERAND32_TO_WRITE(place);
		const uint32_t value = byte == 0x83 ? NEXT_SIGNED() : NEXT32(), old = AT32(place);
		uint32_t result;
		switch (REG) {
		case 0: result = add(31, old, value); break;
		case 1: result = or(31, old, value); break;
		case 2: result = adc(31, old, value); break;
		case 3: result = sbb(31, old, value); break;
		case 4: result = and(31, old, value); break;
		case 5: result = sub(31, old, value); break;
		default: result = xor(31, old, value); break;
		}
		AT32(place) = result;
		DONE;
	}

	case 0x84: {
		MODRM;
		OPERAND8_TO_READ(place);
		and(7, AT8(place), REGISTER8(REG));
		DONE;
	}
	case 0x85: {
		MODRM;
		OPERAND32_TO_READ(place);
		and(31, AT32(place), REGISTER(REG));
		DONE;
	}
	case 0x86: {
		MODRM;
		OPERAND8_TO_WRITE(place);
		const uint8_t old = AT8(place);
		AT8(place) = REGISTER8(REG);
		REGISTER8(REG) = old;
		DONE;
	}
	case 0x87: {
		MODRM;
		OPERAND32_TO_WRITE(place);
		const uint32_t old = AT32(place);
		AT32(place) = REGISTER(REG);
		REGISTER(REG) = old;
		DONE;
	}
	case 0x88: {
		MODRM;
		OPERAND8_TO_WRITE(place);
		AT8(place) = REGISTER8(REG);
		DONE;
	}
	case 0x89: {
		MODRM;
		OPERAND32_TO_WRITE(place);
		AT32(place) = REGISTER(REG);
		DONE;
	}
	case 0x8a: {
		MODRM;
		OPERAND8_TO_READ(place);
		REGISTER8(REG) = AT8(place);
		DONE;
	}
	case 0x8b: {
		MODRM;
		OPERAND32_TO_READ(place);
		REGISTER(REG) = AT32(place);
		DONE;
	}
	case 0x8d: {
		MODRM;
		if (IS_REGISTER) goto step;
		REGISTER(REG) = address_of(modrm, &p);
		DONE;
	}

	/* 0x90 is the one that changes nothing. */
	FOR_EACH_REGISTER(0x90): {
		const uint32_t old = REGISTER(EAX);
		REGISTER(EAX) = REGISTER(byte & 7);
		REGISTER(byte & 7) = old;
		DONE;
	}
	case 0x98:
		REGISTER(EAX) = (uint32_t)(int32_t)(int16_t)REGISTER16(EAX);
		DONE;
	case 0x99:
		REGISTER(EDX) = (uint32_t)((int32_t)REGISTER(EAX) >> 31);
		DONE;
	case 0xa0: {
		FIND_TO_READ(place, NEXT32() + segment, 1);
		REGISTER8(EAX) = AT8(place);
		DONE;
	}
	case 0xa1: {
		FIND_TO_READ(place, NEXT32() + segment, 4);
		REGISTER(EAX) = AT32(place);
		DONE;
	}
	case 0xa2: {
		FIND_TO_WRITE(place, NEXT32() + segment, 1);
		AT8(place) = REGISTER8(EAX);
		DONE;
	}
	case 0xa3: {
		FIND_TO_WRITE(place, NEXT32() + segment, 4);
		AT32(place) = REGISTER(EAX);
		DONE;
	}
	case 0xa8:
		and(7, REGISTER8(EAX), NEXT8());
		DONE;
	case 0xa9:
		and(31, REGISTER(EAX), NEXT32());
		DONE;

/* Where strings go to, forwards, by segments that begin at 0. */
#define IS_SIMPLE_STRING \
	(p == ip + 1 && !(FLAGS & DIRECTION) && !SEGMENT_IS_NULL(ES) && SEGMENT_OFFSET(ES) == 0)
	case 0xa4: {
		if (!IS_SIMPLE_STRING) goto step;
		FIND_TO_READ(from, REGISTER(ESI), 1);
		FIND_TO_WRITE(to, REGISTER(EDI), 1);
		AT8(to) = AT8(from);
		REGISTER(ESI) += 1;
		REGISTER(EDI) += 1;
		DONE;
	}
	case 0xa5: {
		if (!IS_SIMPLE_STRING) goto step;
		FIND_TO_READ(from, REGISTER(ESI), 4);
		FIND_TO_WRITE(to, REGISTER(EDI), 4);
		AT32(to) = AT32(from);
		REGISTER(ESI) += 4;
		REGISTER(EDI) += 4;
		DONE;
	}
	case 0xaa: {
		if (!IS_SIMPLE_STRING) goto step;
		FIND_TO_WRITE(to, REGISTER(EDI), 1);
		AT8(to) = REGISTER8(EAX);
		REGISTER(EDI) += 1;
		DONE;
	}
	case 0xab: {
		if (!IS_SIMPLE_STRING) goto step;
		FIND_TO_WRITE(to, REGISTER(EDI), 4);
		AT32(to) = REGISTER(EAX);
		REGISTER(EDI) += 4;
		DONE;
	}

	FOR_EACH_REGISTER(0xb0):
		REGISTER8(byte & 7) = NEXT8();
		DONE;
	FOR_EACH_REGISTER(0xb8):
		REGISTER(byte & 7) = NEXT32();
		DONE;

	case 0xc1:
	case 0xd1:
	case 0xd3: {
		MODRM;
		/* By way of the carry: rare. */
		if (REG == 2 || REG == 3) goto step;
		OPERAND32_TO_WRITE(place);
		const uint32_t times = (byte == 0xc1 ? NEXT8() : byte == 0xd1 ? 1 : REGISTER8(ECX)) & 31;
		if (times == 0) DONE;
		const uint32_t old = AT32(place);
		uint32_t result;
		switch (REG) {
		case 0: result = rol(old, times); break;
		case 1: result = ror(old, times); break;
		case 5: result = shr(old, times); break;
		case 7: result = sar(old, times); break;
		default: result = shl(old, times); break;
		}
		AT32(place) = result;
		DONE;
	}

	case 0xc2: {
		const uint32_t more = NEXT16();
		FIND_TO_READ(top, REGISTER(ESP), 4);
		REGISTER(ESP) += 4 + more;
		JUMP_TO(AT32(top));
	}
	case 0xc3: {
		FIND_TO_READ(top, REGISTER(ESP), 4);
		REGISTER(ESP) += 4;
		JUMP_TO(AT32(top));
	}
	case 0xc6: {
		MODRM;
		if (REG != 0) goto step;
		OPERAND8_TO_WRITE(place);
		AT8(place) = NEXT8();
		DONE;
	}
	case 0xc7: {
		MODRM;
		if (REG != 0) goto step;
		OPERAND32_TO_WRITE(place);
		AT32(place) = NEXT32();
		DONE;
	}
	case 0xc9: {
		FIND_TO_READ(frame, REGISTER(EBP), 4);
		REGISTER(ESP) = frame_at + 4;
		REGISTER(EBP) = AT32(frame);
		DONE;
	}

	case 0xe8: {
		const uint32_t distance = NEXT32();
		PUSH(BEHIND);
		JUMP_BY(distance);
	}
	case 0xe9: {
		const uint32_t distance = NEXT32();
		JUMP_BY(distance);
	}
	case 0xeb: {
		const uint32_t distance = NEXT_SIGNED();
		JUMP_BY(distance);
	}

	case 0xf6: {
		MODRM;
		switch (REG) {
		case 0: {
			OPERAND8_TO_READ(place);
			and(7, AT8(place), NEXT8());
			DONE;
		}
		case 2: {
			OPERAND8_TO_WRITE(place);
			AT8(place) = (uint8_t)~AT8(place);
			DONE;
		}
		case 3: {
			OPERAND8_TO_WRITE(place);
			AT8(place) = (uint8_t)sub(7, 0, AT8(place));
			DONE;
		}
		default: goto step;
		}
	}
	case 0xf7: {
		MODRM;
		switch (REG) {
		case 0: {
			OPERAND32_TO_READ(place);
			and(31, AT32(place), NEXT32());
			DONE;
		}
		case 2: {
			OPERAND32_TO_WRITE(place);
			AT32(place) = ~AT32(place);
			DONE;
		}
		case 3: {
			OPERAND32_TO_WRITE(place);
			AT32(place) = sub(31, 0, AT32(place));
			DONE;
		}
		case 4: {
			OPERAND32_TO_READ(place);
			const uint64_t result = (uint64_t)REGISTER(EAX) * AT32(place);
			REGISTER(EAX) = product((uint32_t)result, result >> 32 == 0);
			REGISTER(EDX) = (uint32_t)(result >> 32);
			DONE;
		}
		case 5: {
			OPERAND32_TO_READ(place);
			const int64_t result = (int64_t)(int32_t)REGISTER(EAX) * (int32_t)AT32(place);
			REGISTER(EAX) = product((uint32_t)result, result == (int32_t)result);
			REGISTER(EDX) = (uint32_t)((uint64_t)result >> 32);
			DONE;
		}
		case 6: {
			OPERAND32_TO_READ(place);
			const uint64_t value = (uint64_t)REGISTER(EDX) << 32 | REGISTER(EAX);
			const uint32_t by = AT32(place);
			/* An error of division is v86's to raise. */
			if (REGISTER(EDX) >= by) goto step;
			REGISTER(EAX) = (uint32_t)(value / by);
			REGISTER(EDX) = (uint32_t)(value % by);
			DONE;
		}
		default: goto step;
		}
	}
	case 0xfe: {
		MODRM;
		if (REG > 1) goto step;
		OPERAND8_TO_WRITE(place);
		AT8(place) = (uint8_t)(REG == 0 ? inc(7, AT8(place)) : dec(7, AT8(place)));
		DONE;
	}
	case 0xff: {
		MODRM;
		switch (REG) {
		case 0: {
			OPERAND32_TO_WRITE(place);
			AT32(place) = inc(31, AT32(place));
			DONE;
		}
		case 1: {
			OPERAND32_TO_WRITE(place);
			AT32(place) = dec(31, AT32(place));
			DONE;
		}
		case 2: {
			OPERAND32_TO_READ(place);
			const uint32_t target = AT32(place);
			PUSH(BEHIND);
			JUMP_TO(target);
		}
		case 4: {
			OPERAND32_TO_READ(place);
			JUMP_TO(AT32(place));
		}
		case 6: {
			OPERAND32_TO_READ(place);
			PUSH(AT32(place));
			DONE;
		}
		default: goto step;
		}
	}

	/* Of 16 bits. */
	case 0x66:
		byte = NEXT8();
		switch (byte) {
		case 0x39: {
			MODRM;
			OPERAND16_TO_READ(place);
			sub(15, AT16(place), REGISTER16(REG));
			DONE;
		}
		case 0x3b: {
			MODRM;
			OPERAND16_TO_READ(place);
			sub(15, REGISTER16(REG), AT16(place));
			DONE;
		}
		case 0x81:
		case 0x83: {
			MODRM;
			if (REG != 7) goto step;
			OPERAND16_TO_READ(place);
			const uint32_t value = byte == 0x83 ? NEXT_SIGNED() & 0xffff : NEXT16();
			sub(15, AT16(place), value);
			DONE;
		}
		case 0x85: {
			MODRM;
			OPERAND16_TO_READ(place);
			and(15, AT16(place), REGISTER16(REG));
			DONE;
		}
		case 0x89: {
			MODRM;
			OPERAND16_TO_WRITE(place);
			AT16(place) = REGISTER16(REG);
			DONE;
		}
		case 0x8b: {
			MODRM;
			OPERAND16_TO_READ(place);
			REGISTER16(REG) = AT16(place);
			DONE;
		}
		case 0x90:
			DONE;
		case 0xc7: {
			MODRM;
			if (REG != 0) goto step;
			OPERAND16_TO_WRITE(place);
			AT16(place) = NEXT16();
			DONE;
		}
		case 0x0f:
			if (CR0 & (CR0_EM | CR0_TS)) goto step;
			byte = NEXT8();
			switch (byte) {
			case 0x6f: goto load_xmm;
			case 0x7f: goto store_xmm;
			case 0xd6: {
				MODRM;
				if (IS_REGISTER) goto step;
				FIND_TO_WRITE(place, address_of(modrm, &p) + segment, 8);
				AT64(place) = AT64(XMM(REG));
				DONE;
			}
			case 0xef: goto xor_xmm;
			default: goto step;
			}
		default: goto step;
		}

	case 0xf3:
		if (*p++ != 0x0f) goto step;
		if (CR0 & (CR0_EM | CR0_TS)) goto step;
		byte = NEXT8();
		switch (byte) {
		case 0x6f: goto load_xmm;
		case 0x7f: goto store_xmm;
		case 0x7e: {
			MODRM;
			OPERAND64_TO_READ(place);
			AT64(XMM(REG)) = AT64(place);
			AT64(XMM(REG) + 8) = 0;
			DONE;
		}
		default: goto step;
		}

	case 0x0f:
		byte = NEXT8();
		switch (byte) {
		case 0x10:
		case 0x28:
			if (CR0 & (CR0_EM | CR0_TS)) goto step;
		load_xmm: {
			MODRM;
			OPERAND128_TO_READ(place);
			const uint64_t low = AT64(place), high = AT64(place + 8);
			AT64(XMM(REG)) = low;
			AT64(XMM(REG) + 8) = high;
			DONE;
		}
		case 0x11:
		case 0x29:
			if (CR0 & (CR0_EM | CR0_TS)) goto step;
		store_xmm: {
			MODRM;
			OPERAND128_TO_WRITE(place);
			const uint64_t low = AT64(XMM(REG)), high = AT64(XMM(REG) + 8);
			AT64(place) = low;
			AT64(place + 8) = high;
			DONE;
		}
		case 0x57:
			if (CR0 & (CR0_EM | CR0_TS)) goto step;
		xor_xmm: {
			MODRM;
			OPERAND128_TO_READ(place);
			const uint64_t low = AT64(place), high = AT64(place + 8);
			AT64(XMM(REG)) ^= low;
			AT64(XMM(REG) + 8) ^= high;
			DONE;
		}
		case 0x1f: {
			MODRM;
			if (!IS_REGISTER) address_of(modrm, &p);
			DONE;
		}

#define FOR_EACH_CONDITION(first) FOR_EACH_REGISTER(first): FOR_EACH_REGISTER(first + 8)
		FOR_EACH_CONDITION(0x40): {
			MODRM;
			OPERAND32_TO_READ(place);
			if (condition(byte & 15)) REGISTER(REG) = AT32(place);
			DONE;
		}
		FOR_EACH_CONDITION(0x80): {
			const uint32_t distance = NEXT32();
			if (condition(byte & 15)) JUMP_BY(distance);
			DONE;
		}
		FOR_EACH_CONDITION(0x90): {
			MODRM;
			OPERAND8_TO_WRITE(place);
			AT8(place) = condition(byte & 15);
			DONE;
		}

		case 0xa3: {
			MODRM;
			if (IS_REGISTER) {
				test_bit(REGISTER(RM), REGISTER(REG) & 31);
				DONE;
			}
			const uint32_t number = REGISTER(REG);
			FIND_TO_READ(place, address_of(modrm, &p) + segment + (uint32_t)((int32_t)number >> 3), 1);
			test_bit(AT8(place), number & 7);
			DONE;
		}
		case 0xab:
		case 0xb3: {
			MODRM;
			const uint32_t number = REGISTER(REG);
			if (IS_REGISTER) {
				const uint32_t old = REGISTER(RM), one = 1u << (number & 31);
				test_bit(old, number & 31);
				REGISTER(RM) = byte == 0xab ? old | one : old & ~one;
				DONE;
			}
			FIND_TO_WRITE(place, address_of(modrm, &p) + segment + (uint32_t)((int32_t)number >> 3), 1);
			const uint32_t old = AT8(place), one = 1u << (number & 7);
			test_bit(old, number & 7);
			AT8(place) = (uint8_t)(byte == 0xab ? old | one : old & ~one);
			DONE;
		}
		case 0xba: {
			MODRM;
			if (REG < 4 || REG == 7) goto step;
			if (IS_REGISTER) {
				const uint32_t number = NEXT8() & 31, old = REGISTER(RM);
				test_bit(old, number);
				if (REG == 5) REGISTER(RM) = old | 1u << number;
				if (REG == 6) REGISTER(RM) = old & ~(1u << number);
				DONE;
			}
			const uint32_t address = address_of(modrm, &p) + segment, number = NEXT8() & 31;
			FIND(place, address + (number >> 3), 1, REG == 4 ? read_mask : write_mask);
			const uint32_t old = AT8(place), one = 1u << (number & 7);
			test_bit(old, number & 7);
			if (REG == 5) AT8(place) = (uint8_t)(old | one);
			if (REG == 6) AT8(place) = (uint8_t)(old & ~one);
			DONE;
		}

		case 0xa4:
		case 0xa5:
		case 0xac:
		case 0xad: {
			MODRM;
			OPERAND32_TO_WRITE(place);
			const uint32_t times = ((byte & 1) == 0 ? NEXT8() : REGISTER8(ECX)) & 31;
			if (times == 0) DONE;
			AT32(place) = byte < 0xa8 ? shld(AT32(place), REGISTER(REG), times) : shrd(AT32(place), REGISTER(REG), times);
			DONE;
		}
		/* Fences: there is nothing to wait for. */
		case 0xae: {
			MODRM;
			if (!IS_REGISTER || REG < 5) goto step;
			DONE;
		}
		case 0xaf: {
			MODRM;
			OPERAND32_TO_READ(place);
			REGISTER(REG) = multiply(REGISTER(REG), AT32(place));
			DONE;
		}
		case 0xb1: {
			MODRM;
			OPERAND32_TO_WRITE(place);
			const uint32_t old = AT32(place);
			sub(31, REGISTER(EAX), old);
			if (LAST_RESULT == 0) {
				AT32(place) = REGISTER(REG);
			} else {
				REGISTER(EAX) = old;
				AT32(place) = old;
			}
			DONE;
		}
		case 0xb6: {
			MODRM;
			OPERAND8_TO_READ(place);
			REGISTER(REG) = AT8(place);
			DONE;
		}
		case 0xb7: {
			MODRM;
			OPERAND16_TO_READ(place);
			REGISTER(REG) = AT16(place);
			DONE;
		}
		case 0xbe: {
			MODRM;
			OPERAND8_TO_READ(place);
			REGISTER(REG) = (uint32_t)(int32_t)(int8_t)AT8(place);
			DONE;
		}
		case 0xbf: {
			MODRM;
			OPERAND16_TO_READ(place);
			REGISTER(REG) = (uint32_t)(int32_t)(int16_t)AT16(place);
			DONE;
		}
		case 0xbc: {
			MODRM;
			OPERAND32_TO_READ(place);
			REGISTER(REG) = first_set_bit(AT32(place), REGISTER(REG));
			DONE;
		}
		case 0xbd: {
			MODRM;
			OPERAND32_TO_READ(place);
			REGISTER(REG) = last_set_bit(AT32(place), REGISTER(REG));
			DONE;
		}
		case 0xc1: {
			MODRM;
			OPERAND32_TO_WRITE(place);
			const uint32_t old = AT32(place), added = REGISTER(REG);
			REGISTER(REG) = old;
			AT32(place) = add(31, old, added);
			DONE;
		}
		FOR_EACH_REGISTER(0xc8):
			REGISTER(byte & 7) = __builtin_bswap32(REGISTER(byte & 7));
			DONE;
		default: goto step;
		}

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
