#!/bin/bash
docker run --rm busybox true
time docker run -d --name tenant busybox sleep infinity
