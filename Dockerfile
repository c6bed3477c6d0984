FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
# No package that the build needs has to run install scripts.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/
COPY scripts/build scripts/build
COPY browser browser
COPY src src
COPY graphiql graphiql
COPY dashboard dashboard
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY scripts/make-token.mjs scripts/
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "--input-type=module", "--eval", "process.exit((await fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/health/ready`)).ok ? 0 : 1)"]
# Node itself, not npm or a shell, which would not forward SIGTERM.
CMD ["node", "--enable-source-maps", "dist/main.js"]
