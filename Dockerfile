# The command kind-chaos with what it calls on its machine: Node, Docker's client, nsenter and chrt (util-linux).
# tools/image/build.ts fills build/image/ and builds it; docs/guides/image.md says how it is run, and why as root.
ARG BASE=node:24.21.0-trixie-slim
FROM ${BASE}

# A base that has them already, as one that was made without a registry, needs no package source.
RUN command -v docker >/dev/null || { \
      apt-get update \
      && apt-get install --yes --no-install-recommends ca-certificates docker-cli \
      && rm -rf /var/lib/apt/lists/*; \
    }
COPY build/image/kind-chaos /opt/kind-chaos
ENV PATH=/opt/kind-chaos/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

ARG BASE
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="kind-chaos" \
      org.opencontainers.image.description="Breaks real multi-control-plane kind clusters on purpose and judges what high availability really guaranteed." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.base.name="${BASE}"

ENTRYPOINT ["kind-chaos"]
CMD ["--help"]
