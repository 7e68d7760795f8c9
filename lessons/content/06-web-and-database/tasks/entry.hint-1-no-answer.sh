#!/bin/bash
port_says {{port}} | grep -q '<ul>' && exit 1
echo "The page on port {{port}} has lost its server or its database. docker ps shows which of web and db is missing."
