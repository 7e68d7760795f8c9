#!/bin/bash
docker commit scribe diary
