#!/bin/bash
require "There is no container named {{name}} yet." -- container_exists {{name}}
require "The container {{name}} is there, and does not run." -- container_running {{name}}
