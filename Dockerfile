# The program with the explorer, for compose.yaml. It was parsed and not built by the tests: no container engine runs there.
FROM python:3.13-slim
WORKDIR /app
COPY . /app
RUN pip install --no-cache-dir -c constraints.txt '.[web]' && useradd --create-home analyst
USER analyst
WORKDIR /home/analyst
ENTRYPOINT ["sanctionsgraph"]
