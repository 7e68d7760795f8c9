#!/bin/bash
docker run -d --name {{name}} -v /root/lab/work.sh:/work.sh busybox sh /work.sh
