#ifndef RUNTIME_H
#define RUNTIME_H

/* The name under which dockerd's hook calls whom it finds at the hook's path. */
#define SETKEY "libnetwork-setkey"

/*
 * Has the hook of the bundle's spec that would start dockerd again start `program` instead, under the same name and with the same
 * arguments. A spec without such a hook stays as it is, and so does one that cannot be changed: dockerd then does it itself.
 */
void shorten_hook(const char *bundle, const char *program);

/* The hook: tells dockerd where the network namespace of the container is, whose state is on standard input. @return exit status */
int set_key(int argc, char **argv);

#endif
