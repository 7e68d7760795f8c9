#include "go_asm.h"
#include "go_tls.h"
#include "textflag.h"

// Where a program starts that image.ts made. As rt0_go does it sets up the stack and the thread-local storage of g0, which everything
// needs; then it goes on where the other process was, or, when that does not fit, begins as the program in the file would.
TEXT runtime·preinitStart(SB),NOSPLIT|NOFRAME|TOPFRAME,$0
	MOVL	SP, SI
	MOVL	0(SP), AX	// argc
	LEAL	4(SP), BX	// argv
	SUBL	$128, SP
	ANDL	$~15, SP
	MOVL	SI, 116(SP)
	MOVL	AX, 120(SP)
	MOVL	BX, 124(SP)
	MOVL	$runtime·g0(SB), BP
	LEAL	(-64*1024+104)(SP), BX
	MOVL	BX, g_stackguard0(BP)
	MOVL	BX, g_stackguard1(BP)
	MOVL	BX, (g_stack+stack_lo)(BP)
	MOVL	SP, (g_stack+stack_hi)(BP)

	// The kernel chooses the entry, and another kernel another one.
	MOVL	$-1, runtime·tls_entry_number(SB)
	MOVL	$7, 0(SP)
	LEAL	runtime·m0+m_tls(SB), AX
	MOVL	AX, 4(SP)
	MOVL	$32, 8(SP)
	CALL	runtime·setldt(SB)
	get_tls(BX)
	LEAL	runtime·g0(SB), DX
	MOVL	DX, g(BX)
	CLD

	MOVL	120(SP), AX
	MOVL	AX, 0(SP)
	MOVL	124(SP), AX
	MOVL	AX, 4(SP)
	CALL	runtime·preinitFits(SB)
	MOVBLZX	8(SP), AX
	TESTL	AX, AX
	JZ	cold
	CALL	runtime·preinitContinue(SB)
	CALL	runtime·abort(SB)

cold:
	MOVL	116(SP), SP
	MOVL	runtime·preinitCold+0(SB), SI
	MOVL	runtime·preinitCold+4(SB), DI
	MOVL	runtime·preinitCold+8(SB), CX
	MOVL	runtime·preinitCold+12(SB), DX
	MOVL	runtime·preinitCold+16(SB), BX
	REP; MOVSB
	MOVL	DX, CX
	XORL	AX, AX
	REP; STOSB
	JMP	BX
