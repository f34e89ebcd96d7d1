# One image for every part; docker-compose.yml says which part a container is.

FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements-s3.txt ./
RUN python -m venv /opt/mutabor \
 && /opt/mutabor/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements-s3.txt

FROM python:3.11-slim-bookworm
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

COPY setup/debian-packages.txt /tmp/
RUN apt-get update \
 && awk '$1 == "formats" { print $2 }' /tmp/debian-packages.txt \
  | xargs apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/* /tmp/debian-packages.txt

# Whoever breaks out of a converter is nobody; the volume's owner is this user.
RUN useradd --create-home --uid 10001 mutabor \
 && install --directory --owner=mutabor --group=mutabor --mode=0700 /data

COPY --from=packages /opt/mutabor /opt/mutabor
WORKDIR /app
COPY . .

ENV PATH=/opt/mutabor/bin:$PATH \
    DATA_DIR=/data \
    PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /data

# tini reaps what a killed tool leaves behind, and passes signals on.
ENTRYPOINT ["tini", "--"]
CMD ["python", "-m", "conversion", "doctor"]
