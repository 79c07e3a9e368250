# Holdfast in a container: built with everything, run with what is needed. See README, "Many processes".
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY pnpm-lock.yaml pnpm-workspace.yaml package.json turbo.json tsconfig.base.json ./
COPY scripts scripts
COPY packages packages
COPY apps apps
COPY examples/package.json examples/
COPY test/package.json test/
# Turbo looks for pnpm by its name, which the image of Node does not have.
ENV PATH=/build/node_modules/.bin:$PATH
RUN npx --yes "$(node -p "require('./package.json').packageManager")" install --frozen-lockfile
RUN node_modules/.bin/turbo run build --filter=@holdfast/api --filter=@holdfast/web
RUN node_modules/.bin/pnpm --filter=@holdfast/api deploy --prod --legacy /release/apps/api
RUN mkdir -p /release/apps/web && cp -r apps/web/build /release/apps/web/build

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
COPY --from=build /release /holdfast
COPY LICENSE NOTICE /holdfast/
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
WORKDIR /holdfast
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ROLE === 'worker' ? process.env.METRICS_PORT : process.env.PORT || 4000}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/main.js"]
