# Builds and serves the whole site where the host is not Debian:
#   docker build -t slipway . && docker run --rm -p 3000:3000 -p 3001:3001 slipway
# The guest's programs are i386 and run while it is built, so the builder has to be an amd64 one. Elsewhere give a packed guest:
#   docker build --build-arg SLIPWAY_GUEST=<URL> -t slipway .
FROM node:20-bookworm-slim AS build
WORKDIR /slipway
# The set-up would install these itself; in a layer of their own they are not installed again after each change of the sources.
RUN apt-get update \
	&& DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
	arch-test bc bison ca-certificates clang debian-archive-keyring e2fsprogs erofs-utils flex gcc gcc-multilib lld lz4 make mmdebstrap patch wasi-libc \
	xz-utils zstd
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY . .
ARG SLIPWAY_GUEST=
# The cache keeps the kernel and the root from one build of the image to the next.
RUN --mount=type=cache,target=/root/.cache/slipway node cli/setup/build.mjs
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
WORKDIR /slipway
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000
COPY --from=build /slipway/package.json /slipway/next.config.ts ./
COPY --from=build /slipway/node_modules node_modules
COPY --from=build /slipway/.next .next
COPY --from=build /slipway/public public
# Solutions of tasks are read when they are asked for.
COPY --from=build /slipway/lessons lessons
COPY --from=build /slipway/.preview .preview
COPY --from=build /slipway/preview/server.mjs preview/server.mjs
COPY --from=build /slipway/cli/serve.mjs cli/serve.mjs
USER node
EXPOSE 3000 3001
CMD ["node", "cli/serve.mjs"]
