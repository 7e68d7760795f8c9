#!/bin/bash
require "There is no file said.txt in /root/lab yet." -- test -f said.txt
require "said.txt has something else in it." -- grep -q "{{name}} is working" said.txt
