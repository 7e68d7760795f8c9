/* Jumps, calls and returns. Cases of the switch in `interpret`. */

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
