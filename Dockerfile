FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-alpine
WORKDIR /opt/runlint
COPY --from=build /build/LICENSE /build/package.json ./
COPY --from=build /build/dist/bin ./dist/bin
RUN ln -s /opt/runlint/dist/bin/bin.cjs /usr/local/bin/runlint
USER node
WORKDIR /src
ENTRYPOINT ["runlint"]
