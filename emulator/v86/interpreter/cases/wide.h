/* Of 16 bits and of 128: what is frequent. Cases of the switch in `interpret`. */

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
