#!/bin/sh
# A third of the compilers' size is for optimisation across files (-flto), sanitizers and profiles of the compiler's own making.
set -e
cat >/etc/dpkg/dpkg.cfg.d/gcc <<END
path-exclude /usr/libexec/gcc/*/lto1
path-exclude /usr/bin/*lto-dump*
path-exclude /usr/lib/gcc/*/libasan*
path-exclude /usr/lib/gcc/*/libtsan*
path-exclude /usr/lib/gcc/*/libubsan*
path-exclude /usr/lib/*/libasan*
path-exclude /usr/lib/*/libubsan*
path-exclude /usr/bin/*gprofng*
path-exclude /usr/bin/*-gp-*
path-exclude /usr/lib/*/gprofng/*
path-exclude /usr/lib/*/libgprofng*
END
