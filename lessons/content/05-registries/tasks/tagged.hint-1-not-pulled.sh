#!/bin/bash
image_exists whoami && exit 1
echo "There is no image whoami on this machine to be named. Pull it first: docker pull whoami"
