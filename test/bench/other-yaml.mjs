/** What else repositories keep in YAML, some 2 KB each: it is passed over. */

const MAKERS = [deployment, workflow, pipeline, compose, chartValues];

export function otherYaml(index) {
  return MAKERS[index % MAKERS.length](index);
}

function deployment(index) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: web-${index}}
  template:
    metadata:
      labels: {app: web-${index}}
    spec:
      containers:
${repeat(
  8,
  (container) => `      - name: container-${container}
        image: registry.example.com/shop/web-${index}:1.${container}.0
        ports:
        - containerPort: ${8080 + container}
        readinessProbe:
          httpGet: {path: /ready, port: ${8080 + container}}
        resources:
          requests: {cpu: 100m, memory: 128Mi}
`,
)}`;
}

function workflow(index) {
  return `name: build ${index}
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
${repeat(
  10,
  (job) => `  job-${job}:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - name: Test part ${job}
      run: |
        npm ci
        npm test -- --part ${job}
      env:
        PART: "${job}"
`,
)}`;
}

function pipeline(index) {
  return `stages: [build, test, deploy]
variables:
  NUMBER: "${index}"
${repeat(
  11,
  (job) => `
test-${job}:
  stage: test
  image: node:20
  script:
  - npm ci
  - npm test -- --part ${job}
  rules:
  - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  artifacts:
    paths: [report-${job}.xml]
`,
)}`;
}

function compose(index) {
  return `# The stack of team ${index}.
services:
${repeat(
  9,
  (service) => `  service-${service}:
    image: "registry.example.com/team-${index}/service:${service}"
    ports: ["${3000 + service}:${3000 + service}"]
    environment:
      DATABASE: postgres://database/shop
      LOG_LEVEL: debug
    depends_on: [database]
    restart: unless-stopped
`,
)}  database:
    image: postgres:16
`;
}

function chartValues(index) {
  return `replicaCount: ${index % 5}
${repeat(
  10,
  (part) => `
part${part}:
  # What part ${part} is given.
  enabled: true
  image:
    repository: registry.example.com/charts/part-${part}
    tag: "2.${part}"
  resources:
    limits: {cpu: 500m, memory: 256Mi}
  nodeSelector: {}
  tolerations: []
`,
)}`;
}

function repeat(count, lines) {
  return Array.from({ length: count }, (_, index) => lines(index)).join('');
}
