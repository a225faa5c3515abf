# One image for web, workers and clock; `--target bench` adds torch and lm-eval for benchmark hosts.
FROM python:3.11-slim-bookworm AS web

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-nanum \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 1000 --create-home simsa \
    && install -d -o simsa /var/lib/simsa
WORKDIR /srv/simsa
COPY requirements.lock .
RUN pip install --no-cache-dir -r requirements.lock
COPY . .
RUN python -m config.catalogues
ENV PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/simsa HOST=0.0.0.0 PORT=8000
USER simsa
VOLUME /var/lib/simsa
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.webserver", "config.wsgi"]

FROM web AS bench
USER root
COPY requirements-bench.lock .
RUN python -m venv /opt/bench \
    && /opt/bench/bin/pip install --no-cache-dir -r requirements-bench.lock
ENV BENCH_PYTHON=/opt/bench/bin/python BENCH_DEVICE=cuda
USER simsa
