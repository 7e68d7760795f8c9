/* The stack, moves, exchanges and strings. Cases of the switch in `interpret`. */

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
	case 0x89:
	store: {
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
	case 0x8b:
	load: {
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
