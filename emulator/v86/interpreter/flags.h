/*
 * The flags, as v86 keeps them: the last result and what it came from, in place of the flags that are worked out of them when asked for.
 * `size` is the number of the highest bit: 7, 15 or 31.
 */
#ifndef FLAGS_H
#define FLAGS_H

#include "cpu.h"

enum {
	CARRY = 1,
	PARITY = 4,
	ADJUST = 16,
	ZERO = 64,
	SIGN = 128,
	DIRECTION = 1024,
	OVERFLOW = 2048,
	ALL = CARRY | PARITY | ADJUST | ZERO | SIGN | OVERFLOW,
};
/* In FLAGS_CHANGED: the result is of a subtraction. */
#define SUBTRACTION 0x80000000u

static inline uint32_t mask_of(uint32_t size) {
	return size == 31 ? 0xffffffffu : (2u << size) - 1;
}

static inline uint32_t bit(uint32_t value, uint32_t number) {
	return value >> number & 1;
}

static inline uint32_t carry(void) {
	const uint32_t changed = FLAGS_CHANGED;
	if (!(changed & CARRY)) return FLAGS & CARRY;
	const uint32_t inverted = (uint32_t)((int32_t)changed >> 31);
	return (LAST_RESULT ^ inverted) < (LAST_OP1 ^ inverted);
}

static inline uint32_t zero(void) {
	if (!(FLAGS_CHANGED & ZERO)) return FLAGS >> 6 & 1;
	const uint32_t result = LAST_RESULT;
	return bit(~result & (result - 1), LAST_OP_SIZE);
}

static inline uint32_t sign(void) {
	return FLAGS_CHANGED & SIGN ? bit(LAST_RESULT, LAST_OP_SIZE) : FLAGS >> 7 & 1;
}

static inline uint32_t overflow(void) {
	const uint32_t changed = FLAGS_CHANGED;
	if (!(changed & OVERFLOW)) return FLAGS >> 11 & 1;
	const uint32_t first = LAST_OP1, result = LAST_RESULT;
	const uint32_t second = result - first - (changed >> 31);
	return bit((first ^ result) & (second ^ result), LAST_OP_SIZE);
}

static inline uint32_t parity(void) {
	if (!(FLAGS_CHANGED & PARITY)) return FLAGS >> 2 & 1;
	const uint32_t result = LAST_RESULT;
	return bit(0x9669, (result ^ result >> 4) & 15);
}

/* Of the sixteen conditions of a jump. */
static inline bool condition(uint32_t number) {
	switch (number) {
	case 0x0: return overflow();
	case 0x1: return !overflow();
	case 0x2: return carry();
	case 0x3: return !carry();
	case 0x4: return zero();
	case 0x5: return !zero();
	case 0x6: return carry() || zero();
	case 0x7: return !(carry() || zero());
	case 0x8: return sign();
	case 0x9: return !sign();
	case 0xa: return parity();
	case 0xb: return !parity();
	case 0xc: return sign() != overflow();
	case 0xd: return sign() == overflow();
	case 0xe: return zero() || sign() != overflow();
	default: return !zero() && sign() == overflow();
	}
}

static inline void set_result(uint32_t result, uint32_t size, uint32_t changed) {
	LAST_RESULT = result;
	/* Side by side: one number, mostly a constant. */
	LAST_OP_SIZE_AND_FLAGS_CHANGED = (uint64_t)changed << 32 | size;
}

static inline void set_flags(uint32_t which, uint32_t to) {
	FLAGS = (FLAGS & ~which) | to;
}

static inline uint32_t add(uint32_t size, uint32_t first, uint32_t second) {
	const uint32_t result = (first + second) & mask_of(size);
	LAST_OP1 = first;
	set_result(result, size, ALL);
	return result;
}

static inline uint32_t sub(uint32_t size, uint32_t first, uint32_t second) {
	const uint32_t result = (first - second) & mask_of(size);
	LAST_OP1 = first;
	set_result(result, size, ALL | SUBTRACTION);
	return result;
}

static inline uint32_t adc(uint32_t size, uint32_t first, uint32_t second) {
	const uint32_t result = (first + second + carry()) & mask_of(size);
	LAST_OP1 = first;
	set_result(result, size, ALL & ~(CARRY | ADJUST | OVERFLOW));
	set_flags(CARRY | ADJUST | OVERFLOW, bit(first ^ ((first ^ second) & (second ^ result)), size) |
		((first ^ second ^ result) & ADJUST) | bit((second ^ result) & (first ^ result), size) << 11);
	return result;
}

static inline uint32_t sbb(uint32_t size, uint32_t first, uint32_t second) {
	const uint32_t result = (first - second - carry()) & mask_of(size);
	LAST_OP1 = first;
	set_result(result, size, (ALL & ~(CARRY | ADJUST | OVERFLOW)) | SUBTRACTION);
	set_flags(CARRY | ADJUST | OVERFLOW, bit(result ^ ((result ^ second) & (second ^ first)), size) |
		((first ^ second ^ result) & ADJUST) | bit((second ^ first) & (result ^ first), size) << 11);
	return result;
}

static inline uint32_t logic(uint32_t size, uint32_t result) {
	set_result(result, size, ALL & ~(CARRY | ADJUST | OVERFLOW));
	FLAGS &= ~(uint32_t)(CARRY | ADJUST | OVERFLOW);
	return result;
}

static inline uint32_t and(uint32_t size, uint32_t first, uint32_t second) { return logic(size, first & second); }
static inline uint32_t or(uint32_t size, uint32_t first, uint32_t second) { return logic(size, first | second); }
static inline uint32_t xor(uint32_t size, uint32_t first, uint32_t second) { return logic(size, first ^ second); }

static inline uint32_t inc(uint32_t size, uint32_t value) {
	set_flags(CARRY, carry());
	const uint32_t result = (value + 1) & mask_of(size);
	LAST_OP1 = value;
	set_result(result, size, ALL & ~CARRY);
	return result;
}

static inline uint32_t dec(uint32_t size, uint32_t value) {
	set_flags(CARRY, carry());
	const uint32_t result = (value - 1) & mask_of(size);
	LAST_OP1 = value;
	set_result(result, size, (ALL & ~CARRY) | SUBTRACTION);
	return result;
}

/* Of 32 bits, by 1 to 31. */
static inline uint32_t shl(uint32_t value, uint32_t count) {
	const uint32_t result = value << count, out = bit(value, 32 - count);
	set_result(result, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, out | (out ^ result >> 31) << 11);
	return result;
}

static inline uint32_t shr(uint32_t value, uint32_t count) {
	const uint32_t result = value >> count;
	set_result(result, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, bit(value, count - 1) | (value >> 20 & OVERFLOW));
	return result;
}

static inline uint32_t sar(uint32_t value, uint32_t count) {
	const uint32_t result = (uint32_t)((int32_t)value >> count);
	set_result(result, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, bit(value, count - 1));
	return result;
}

static inline uint32_t rol(uint32_t value, uint32_t count) {
	const uint32_t result = value << count | value >> (32 - count);
	FLAGS_CHANGED &= ~(uint32_t)(CARRY | OVERFLOW);
	set_flags(CARRY | OVERFLOW, (result & 1) | ((result << 11 ^ result >> 20) & OVERFLOW));
	return result;
}

static inline uint32_t ror(uint32_t value, uint32_t count) {
	const uint32_t result = value >> count | value << (32 - count);
	FLAGS_CHANGED &= ~(uint32_t)(CARRY | OVERFLOW);
	set_flags(CARRY | OVERFLOW, result >> 31 | ((result >> 20 ^ result >> 19) & OVERFLOW));
	return result;
}

static inline uint32_t shld(uint32_t value, uint32_t from, uint32_t count) {
	const uint32_t result = value << count | from >> (32 - count), out = bit(value, 32 - count);
	set_result(result, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, out | (count == 1 ? (out ^ result >> 31) << 11 : 0));
	return result;
}

static inline uint32_t shrd(uint32_t value, uint32_t from, uint32_t count) {
	const uint32_t result = value >> count | from << (32 - count);
	set_result(result, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, bit(value, count - 1) | ((result ^ value) >> 20 & OVERFLOW));
	return result;
}

/* Of a product: whether the low half holds all of it. */
static inline uint32_t product(uint32_t low, bool complete) {
	set_result(low, 31, ALL & ~(CARRY | OVERFLOW));
	set_flags(CARRY | OVERFLOW, complete ? 0 : CARRY | OVERFLOW);
	return low;
}

static inline uint32_t multiply(uint32_t first, uint32_t second) {
	const int64_t result = (int64_t)(int32_t)first * (int32_t)second;
	return product((uint32_t)result, result == (int32_t)result);
}

static inline void test_bit(uint32_t value, uint32_t number) {
	set_flags(CARRY, bit(value, number));
	FLAGS_CHANGED &= ~(uint32_t)CARRY;
}

static inline uint32_t first_set_bit(uint32_t value, uint32_t old) {
	const uint32_t found = value == 0 ? 0 : (uint32_t)__builtin_ctz(value);
	set_result(found, 31, ALL & ~(ZERO | CARRY));
	set_flags(CARRY | ZERO, value == 0 ? ZERO : 0);
	return value == 0 ? old : found;
}

static inline uint32_t last_set_bit(uint32_t value, uint32_t old) {
	const uint32_t found = value == 0 ? 0 : 31 - (uint32_t)__builtin_clz(value);
	set_result(found, 31, ALL & ~(ZERO | CARRY));
	set_flags(CARRY | ZERO, value == 0 ? ZERO : 0);
	return value == 0 ? old : found;
}

#endif
