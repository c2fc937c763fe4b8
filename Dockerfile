# A static program in a small image. `docker build --target bare .` leaves out git: one file and nothing else, for runs
# without `--since` and the other commands that read git's history.
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY Cargo.toml Cargo.lock askama.toml README.md ./
COPY src src
COPY benches benches
COPY docs/rules docs/rules
COPY schema schema
RUN cargo build --profile dist --locked --bin alliance

FROM scratch AS bare
COPY --from=build /source/target/dist/alliance /alliance
WORKDIR /portfolio
USER 65532:65532
ENTRYPOINT ["/alliance"]

FROM alpine:3.22
RUN apk add --no-cache git
COPY --from=build /source/target/dist/alliance /usr/local/bin/alliance
# A mounted repository belongs to somebody else; it is only read.
ENV GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=*
WORKDIR /portfolio
USER 65532:65532
ENTRYPOINT ["alliance"]
