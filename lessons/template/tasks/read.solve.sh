#!/bin/bash
docker logs {{name}} > said.txt
