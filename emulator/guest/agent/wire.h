/* The agent's end of emulator/agent/wire.ts: that file says what each frame means. Keep the numbers equal. */
#ifndef WIRE_H
#define WIRE_H

#define WIRE_VERSION 1
#define INITIAL_CREDIT 65536u
#define MAX_DATA 8192
#define MAX_OPEN 65536
#define FRAME_HEADER 6
#define CHANNELS 3

enum frame_type {
	FRAME_OPEN = 1,
	FRAME_DATA = 2,
	FRAME_CREDIT = 3,
	FRAME_CLOSE = 4,
	FRAME_RESIZE = 5,
	FRAME_SIGNAL = 6,
	FRAME_CANCEL = 7,
	FRAME_RESET = 8,

	FRAME_HELLO = 16,
	FRAME_AGENT_DATA = 17,
	FRAME_AGENT_CREDIT = 18,
	FRAME_AGENT_CLOSE = 19,
	FRAME_END = 20,
	FRAME_STARTED = 21,
};

enum channel { CHANNEL_IN = 0, CHANNEL_OUT = 1, CHANNEL_ERR = 2 };

#endif
