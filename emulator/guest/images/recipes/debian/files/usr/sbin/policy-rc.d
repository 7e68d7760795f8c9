#!/bin/sh
# A container has no service manager: packages do not start what they install.
exit 101
