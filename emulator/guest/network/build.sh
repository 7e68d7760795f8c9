#!/bin/bash
# Compiles lwIP to WebAssembly.
#   build.sh <upstream archive> <archive of Debian's changes> <folder of our glue> <scratch folder> <output file>
set -euo pipefail
upstream=$1 debian=$2 glue=$3 scratch=$4 output=$5

mkdir "$scratch/lwip"
tar --extract --file="$upstream" --directory="$scratch/lwip" --strip-components=1
tar --extract --file="$debian" --directory="$scratch/lwip"
cd "$scratch/lwip"
# Security fixes among them.
while read -r change; do
	[ -z "$change" ] || patch --strip=1 --silent --input="debian/patches/$change"
done <debian/patches/series

cp -r "$glue" glue
core=(src/core/{def,inet_chksum,init,ip,mem,memp,netif,pbuf,tcp,tcp_in,tcp_out,udp}.c)
ipv4=(src/core/ipv4/{etharp,icmp,ip4,ip4_addr}.c)
mkdir objects
cd objects
clang --target=wasm32-wasi -O3 -mbulk-memory -ffunction-sections -Wall -Wextra -Werror -Wno-tautological-constant-out-of-range-compare \
	-I../glue -I../src/include -c ../glue/glue.c "${core[@]/#/../}" "${ipv4[@]/#/../}" ../src/netif/ethernet.c
# Without -O here: with it, clang hands the result to the wasm-opt that happens to be installed, which may be too old for it.
clang --target=wasm32-wasi -nostartfiles -nodefaultlibs -Wl,--no-entry,--strip-all,--gc-sections -o "$output" ./*.o -lc
