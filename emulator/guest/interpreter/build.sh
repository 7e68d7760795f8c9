#!/bin/bash
# Compiles the interpreter to WebAssembly.
#   build.sh <folder of its sources> <scratch folder> <output file>
set -euo pipefail
sources=$1 scratch=$2 output=$3

flags=(--target=wasm32-wasi -ffreestanding -O3 -Wall -Wextra -Werror)
# Not in one command with the linker: clang would hand the result to the wasm-opt that happens to be installed, which may be too old for it.
clang "${flags[@]}" -S -o "$scratch/interpret.s" "$sources/interpret.c"
# It lives in v86's memory, where all is v86's: a stack of its own would be written over something.
if grep --quiet __stack_pointer "$scratch/interpret.s"; then
	echo "The compiler has put a variable of the interpreter into memory." >&2
	exit 1
fi
clang "${flags[@]}" -c -o "$scratch/interpret.o" "$sources/interpret.c"
clang --target=wasm32-wasi -nostdlib -Wl,--no-entry,--strip-all,--gc-sections,--import-memory -o "$output" "$scratch/interpret.o"
