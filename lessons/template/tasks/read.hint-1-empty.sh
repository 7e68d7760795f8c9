#!/bin/bash
[ -f said.txt ] && [ ! -s said.txt ] || exit 1
echo "said.txt is empty. What does docker logs print without the file?"
