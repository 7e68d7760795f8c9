#!/bin/bash
# Given with the lesson, and not to be made by hand.
[ -e comparison.csv ] && exit 1
echo "The file comparison.csv is gone, and this step cannot be done without it. Reset this step: that brings it back."
