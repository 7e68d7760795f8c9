#!/bin/bash
docker run -d --name {{name}} -p {{port}}:80 whoami
