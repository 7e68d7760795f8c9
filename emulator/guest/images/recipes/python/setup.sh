#!/bin/sh
# The names that people know.
set -e
ln -s /usr/bin/python3 /usr/local/bin/python
