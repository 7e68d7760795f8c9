#!/bin/bash
curl --data entry={{entry}} http://localhost:{{port}}/cgi-bin/index.cgi
