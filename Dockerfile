# The API alone: it serves the database of NEO4J_URI. docker-compose.yml runs both together.

FROM python:3.11-slim AS build
WORKDIR /source
RUN python -m venv /opt/throughline
COPY requirements.txt ./
RUN /opt/throughline/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY graph graph
COPY migrations migrations
COPY seed seed
COPY api api
RUN /opt/throughline/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home throughline
COPY --from=build /opt/throughline /opt/throughline
ENV PATH=/opt/throughline/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 THROUGHLINE_LOG_FORMAT=json
USER throughline
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["throughline"]
CMD ["serve"]
