#!/bin/bash
docker run hello-world
