# The service, and nothing of the pipeline: docs/operations/docker.md.
FROM node:26.10.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages are Node.js itself, which is here. SQLite's source is needed only where it is compiled.
RUN npm ci --omit=dev --omit=optional && rm -r node_modules/better-sqlite3/deps node_modules/better-sqlite3/src

FROM node:26.10.0-slim
# Everything below is root's, so that the service can't change what it runs.
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY generated generated
COPY docs/page docs/page
COPY server server
# What each start would compile anew. Node.js looks for it under its user's number, and lets nobody else read it.
RUN node server/main.ts --help && cd node_modules/.cache/node && chmod -R a+rX . && \
  for folder in *-0; do mv "$folder" "${folder%-0}-$(id -u node)"; done
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 METRICS_HOST=0.0.0.0 DATABASE_URL=sqlite:/data/latchkey.db
VOLUME /data
EXPOSE 8080 9090
# Liveness: a service whose database is gone is not helped by a restart.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
