#!/bin/bash
time docker run -d --name tenant busybox sleep infinity
