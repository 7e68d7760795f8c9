/**
 * On this computer the site goes by the name slipway.localhost, also when it was opened as localhost: only below a name of its own are
 * previews of the same site, and browsers that let other sites store nothing show no others (decision 013). Safari does not resolve it.
 */
export const ownNameScript = `(() => {
	const { hostname, protocol } = location;
	if (hostname === "localhost" && protocol === "http:" && window.top === window && /Chrom|Firefox/.test(navigator.userAgent))
		location.hostname = "slipway.localhost";
})();`;
