/* Finds its data by where it is, and calls by pointers that somebody has to make right first. Exits with 42 when both work. */
static int twenty(void) { return 20; }
static int one(void) { return 1; }
int (*volatile table[])(void) = { twenty, one, one };
const char *volatile names[] = { "first", "second" };
volatile int counter = 20;

__attribute__((noinline)) static int sum(void)
{
	int total = counter;
	for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
		total += table[i]();
	return total;
}

void _start(void)
{
	int code = names[1][0] == 's' ? sum() : 1;
	__asm__ volatile("int $0x80" : : "a"(1), "b"(code));
	__builtin_unreachable();
}
