/* What instructions work on. These macros are used in `interpret`, whose labels and locals they name. */
#ifndef OPERANDS_H
#define OPERANDS_H

#include "cpu.h"

static inline bool is_allowed(uint32_t entry, uint32_t mask, uint32_t address, uint32_t bytes) {
	return (entry & mask) == TLB_VALID && (address & (PAGE_BYTES - 1)) <= PAGE_BYTES - bytes;
}

/* The address that a ModRM byte of memory and what follows it stand for, without the segment. `*at` is moved behind it. */
static inline __attribute__((always_inline)) uint32_t address_of(uint32_t modrm, const uint8_t **at) {
	const uint32_t mod = modrm >> 6, rm = modrm & 7;
	const uint8_t *p = *at;
	uint32_t address;
	if (rm == ESP) {
		const uint32_t sib = *p++, base = sib & 7, index = sib >> 3 & 7;
		if (base == EBP && mod == 0) {
			address = *(const any32 *)p;
			p += 4;
		} else {
			address = REGISTER(base);
		}
		if (index != ESP) address += REGISTER(index) << (sib >> 6);
	} else if (rm == EBP && mod == 0) {
		address = *(const any32 *)p;
		p += 4;
	} else {
		address = REGISTER(rm);
	}
	if (mod == 1) {
		address += (uint32_t)(int32_t)(int8_t)*p++;
	} else if (mod == 2) {
		address += *(const any32 *)p;
		p += 4;
	}
	*at = p;
	return address;
}

/* What follows in the code. */
#define NEXT8() (*p++)
#define NEXT_SIGNED() ((uint32_t)(int32_t)(int8_t)*p++)
#define NEXT16() (p += 2, *(const any16 *)(p - 2))
#define NEXT32() (p += 4, *(const any32 *)(p - 4))

#define IS_REGISTER (modrm >= 0xc0)
#define RM (modrm & 7)
#define REG (modrm >> 3 & 7)

/* `place` becomes where memory that may be read or written lies here. Otherwise v86 has to do the instruction. */
#define FIND(place, at, bytes, mask) \
	const uint32_t place##_at = (at); \
	const uint32_t place##_entry = TLB_DATA(place##_at); \
	if (!is_allowed(place##_entry, mask, place##_at, bytes)) goto step; \
	const uint32_t place = PAGE_OF(place##_entry) ^ place##_at

#define FIND_TO_READ(place, at, bytes) FIND(place, at, bytes, read_mask)
#define FIND_TO_WRITE(place, at, bytes) FIND(place, at, bytes, write_mask)

/* What the ModRM byte names: the place of a register or of memory. Registers lie in memory too. */
#define OPERAND(place, bytes, mask, register) \
	uint32_t place; \
	if (IS_REGISTER) { \
		place = (uint32_t)(uintptr_t)&register; \
	} else { \
		FIND(memory, address_of(modrm, &p) + segment, bytes, mask); \
		place = memory; \
	}

#define MODRM const uint32_t modrm = NEXT8()
#define OPERAND8_TO_READ(place) OPERAND(place, 1, read_mask, REGISTER8(RM))
#define OPERAND8_TO_WRITE(place) OPERAND(place, 1, write_mask, REGISTER8(RM))
#define OPERAND16_TO_READ(place) OPERAND(place, 2, read_mask, REGISTER16(RM))
#define OPERAND16_TO_WRITE(place) OPERAND(place, 2, write_mask, REGISTER16(RM))
#define OPERAND32_TO_READ(place) OPERAND(place, 4, read_mask, REGISTER(RM))
#define OPERAND32_TO_WRITE(place) OPERAND(place, 4, write_mask, REGISTER(RM))
#define OPERAND64_TO_READ(place) OPERAND(place, 8, read_mask, AT64(XMM(RM)))
#define OPERAND128_TO_READ(place) OPERAND(place, 16, read_mask, AT64(XMM(RM)))
#define OPERAND128_TO_WRITE(place) OPERAND(place, 16, write_mask, AT64(XMM(RM)))

#define PUSH(value) \
	const uint32_t pushed = (value); \
	FIND_TO_WRITE(top, REGISTER(ESP) - 4, 4); \
	AT32(top) = pushed; \
	REGISTER(ESP) = top_at

/* Opcodes that have the number of a register, or of a condition, in their last bits. */
#define FOR_EACH_REGISTER(first) \
	case first + 0: \
	case first + 1: \
	case first + 2: \
	case first + 3: \
	case first + 4: \
	case first + 5: \
	case first + 6: \
	case first + 7
#define FOR_EACH_CONDITION(first) FOR_EACH_REGISTER(first): FOR_EACH_REGISTER(first + 8)

#endif
