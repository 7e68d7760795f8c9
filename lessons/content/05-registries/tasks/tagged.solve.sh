#!/bin/bash
docker pull whoami
docker tag whoami registry.lab/learner/{{name}}:1.0
