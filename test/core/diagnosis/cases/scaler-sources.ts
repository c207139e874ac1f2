import type { Case } from "../case.ts";
import { rows, workloadYaml } from "../manifests.ts";

const scaler = (type: string, ...trigger: readonly string[]): Case["outputs"][number] => [
  "get scaledobject parcel-printer -n parcels -o yaml",
  `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: parcel-printer
  namespace: parcels
spec:
  maxReplicaCount: 12
  minReplicaCount: 1
  scaleTargetRef:
    name: parcel-printer
  triggers:
  - metadata:
${trigger.map((line) => `      ${line}\n`).join("")}    type: ${type}
status:
  conditions:
  - status: "True"
    type: Ready
  - message: Scaling is not performed because triggers are not active
    reason: ScalerNotActive
    status: "False"
    type: Active
`,
];
const kafka = (group: string): Case["outputs"][number] =>
  scaler(
    "kafka",
    "bootstrapServers: broker.kafka:9092",
    `consumerGroup: ${group}`,
    'lagThreshold: "50"',
    "topic: parcels.labelled",
  );

const described: Case["outputs"][number] = [
  "describe scaledobject parcel-printer -n parcels",
  `Name:         parcel-printer
Namespace:    parcels
API Version:  keda.sh/v1alpha1
Kind:         ScaledObject
Spec:
  Max Replica Count:  12
  Min Replica Count:  1
  Scale Target Ref:
    Name:  parcel-printer
  Triggers:
    Metadata:
      Host From Env:  AMQP_URL
      Queue Name:     labels
      Value:          20
    Type:             rabbitmq
Events:               <none>
`,
];

const workload = (...lines: readonly string[]): Case["outputs"][number] => [
  "get deploy parcel-printer -n parcels -o yaml",
  workloadYaml("parcel-printer", "parcels", {
    container: ["- name: app", "  image: registry.example.com/parcel-printer:4", ...lines].join("\n"),
    spec: "replicas: 1",
    status: "replicas: 1\nreadyReplicas: 1\navailableReplicas: 1\nupdatedReplicas: 1",
  }),
];
const environment = (...pairs: readonly (readonly [string, string])[]): Case["outputs"][number] =>
  workload("  env:", ...pairs.flatMap(([name, value]) => [`  - name: ${name}`, `    value: ${value}`]));
const said = (...lines: readonly string[]): Case["outputs"][number] => [
  "logs deploy/parcel-printer -n parcels",
  rows(...lines),
];
const external = (queue: string): Case["outputs"][number] => [
  "get hpa parcel-printer -n parcels -o yaml",
  `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: parcel-printer
  namespace: parcels
spec:
  maxReplicas: 8
  minReplicas: 2
  metrics:
  - external:
      metric:
        name: rabbitmq_queue_messages
        selector:
          matchLabels:
            queue: ${queue}
      target:
        averageValue: "30"
        type: AverageValue
    type: External
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: parcel-printer
`,
];

const fine = (name: string, ...outputs: Case["outputs"]): Case => ({ name, outputs, roots: [] });

/** Autoscalers that measure another group, queue or topic than their workload reads from, and such that only look so. */
export const scalerSourceCases: readonly Case[] = [
  {
    name: "a scaler of a consumer group that its workload has left, by its environment",
    outputs: [
      kafka("printers"),
      environment(["KAFKA_CONSUMER_GROUP", "printers-blue"]),
      said("INFO printed label=88120 lag=5120", "INFO printed label=88121 lag=5133"),
    ],
    roots: ["scaler-measures-elsewhere"],
    says: /another consumer group than .*kafka trigger counts consumer group "printers", and the workload uses "printers-blue" \(environment variable KAFKA_CONSUMER_GROUP .*lag=5133/,
  },
  {
    name: "a scaler of a consumer group that its workload has left, by the log of the client",
    outputs: [
      kafka("printers"),
      said("[Consumer clientId=c-1, groupId=printers-2025] Successfully joined group with generation 14"),
    ],
    roots: ["scaler-measures-elsewhere"],
    says: /the workload uses "printers-2025" \(the log of /,
  },
  {
    name: "a scaler of a queue that its workload does not read from, by its arguments",
    outputs: [described, workload("  args: [worker, --queue=labels-express, --concurrency=4]")],
    roots: ["scaler-measures-elsewhere"],
    says: /rabbitmq trigger counts queue "labels", and the workload uses "labels-express" \(option queue/,
  },
  {
    name: "a scaler whose query selects another topic",
    outputs: [
      scaler(
        "prometheus",
        "serverAddress: http://prometheus.monitoring:9090",
        `query: sum(kafka_consumergroup_lag{consumergroup="printers",topic="parcels.labelled"})`,
        'threshold: "50"',
      ),
      environment(["GROUP_ID", "printers-v3"]),
    ],
    roots: ["scaler-measures-elsewhere"],
    says: /prometheus trigger counts consumer group "printers"/,
  },
  {
    name: "an autoscaler by the length of another queue",
    outputs: [external("labels"), environment(["LABEL_QUEUE", "labels.v2"])],
    roots: ["scaler-measures-elsewhere"],
    says: /HorizontalPodAutoscaler parcels\/parcel-printer measures another queue/,
  },
  fine(
    "a scaler of just the group that its workload reads in",
    kafka("printers"),
    environment(["KAFKA_GROUP_ID", "printers"]),
    said("INFO printed label=88121 lag=5133"),
  ),
  fine(
    "a scaler beside a topic that its workload writes to",
    kafka("printers"),
    environment(["OUTPUT_TOPIC", "parcels.printed"], ["TOPIC", "shipments.ready"], ["LOG_GROUP", "eu-parcels"]),
  ),
  fine(
    "a scaler of a queue by its URL, which its workload knows by name beside that of dead letters",
    scaler("aws-sqs-queue", "queueURL: https://sqs.eu-west-1.amazonaws.com/123456789012/labels"),
    environment(["SQS_QUEUE", "labels"], ["DLQ_QUEUE", "labels-dead"]),
  ),
  fine(
    "a scaler of a queue that only a line in passing names otherwise",
    described,
    said("INFO sent to queue=receipts"),
  ),
];
