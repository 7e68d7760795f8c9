/**
 * Where the site's server says how long an answer of `/upstream/v2/` is, beside `Content-Length`, which Next takes out of answers that
 * stream. Docker's client wants it of manifests, and shows by it how much of a layer is there.
 */
export const LENGTH_HEADER = "Slipway-Content-Length";
