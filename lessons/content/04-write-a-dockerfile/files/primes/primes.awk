# Prints the primes below 80000. Stands for any slow step: fetching libraries, compiling.
BEGIN {
	last = 80000
	for (n = 2; n < last; n++) {
		if (n in crossed) continue
		print n
		for (m = n * n; m < last; m += n) crossed[m] = 1
	}
}
