/* Of two bytes. Cases of the switch in `interpret`. */

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
