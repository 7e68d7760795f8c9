#!/bin/bash
grep -Eq "^ *CMD +\[ *'" broken/Dockerfile || exit 1
echo "The list in CMD has single quotes. It has to be JSON, with double quotes; otherwise a shell tries to run a program named [httpd,."
