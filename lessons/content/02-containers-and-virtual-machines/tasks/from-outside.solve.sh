#!/bin/bash
kill -9 $(docker inspect --format '{{.State.Pid}}' tenant)
