/* Sums, comparisons, bits, shifts and products. Cases of the switch in `interpret`. */

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

	FOR_EACH_REGISTER(0x40):
		REGISTER(byte & 7) = inc(31, REGISTER(byte & 7));
		DONE;
	FOR_EACH_REGISTER(0x48):
		REGISTER(byte & 7) = dec(31, REGISTER(byte & 7));
		DONE;

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
