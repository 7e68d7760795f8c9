# Yours to change. /etc/bash.bashrc was read before.
