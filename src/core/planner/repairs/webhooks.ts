import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { replaceValue } from "./workload-spec.ts";

/** Webhooks that cannot be called: their server comes back, or they stop being asked for. */
export const webhookRepairs: readonly Repair[] = [{ codes: ["webhook-unreachable"], plan }];

const kinds = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

function plan(finding: Finding, view: ClusterView): Plan | null {
  const said = finding.evidence.map((line) => line.text).join("\n");
  const webhook = /failed calling webhook "([^"\s]{1,253})"/.exec(said)?.[1];
  if (webhook === undefined) return null;
  const server = /https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/.exec(said);
  const stopped = server === null ? null : stoppedServer(view, server[2]!, server[1]!);
  if (stopped !== null) return stopped;
  const configurations = kinds.flatMap((kind) => view.of(kind)).filter((one) => one.sources.has("object"));
  if (configurations.length === 0)
    return {
      reads: kinds.map((kind) => ({
        command: kubectl("get", `${kind.toLowerCase()}s`, "-o yaml"),
        reason: "Shows which webhook stands in the way.",
      })),
    };
  const found = configurations.flatMap((one) =>
    listAt(one.fields, "webhooks").flatMap((entry, index) =>
      textAt(entry, "name") === webhook ? [{ ref: one.ref, index }] : [],
    ),
  );
  return found.length === 0
    ? null
    : { summary: ignoring(webhook), commands: found.map(({ ref, index }) => ignore(ref, index)) };
}

const ignoring = (webhook: string) =>
  `Bring the server of webhook ${webhook} back; until then let the API server go on without it.`;

function ignore(ref: ObjectRef, index: number) {
  return replaceValue(
    ref,
    ["webhooks", index, "failurePolicy"],
    "Ignore",
    "Lets requests pass unchecked while the webhook cannot be called.",
  );
}

/** A Deployment of the Service's name that was scaled to zero. */
function stoppedServer(view: ClusterView, namespace: string, service: string): Plan | null {
  const deployment = view.object({ kind: "Deployment", namespace, name: service });
  if (deployment === undefined || numberAt(deployment.fields, "spec", "replicas") !== 0) return null;
  return {
    summary: `Start the webhook's server again: Deployment ${namespace}/${service} is scaled to zero.`,
    commands: [
      {
        command: kubectl("scale", `deployment/${service}`, `-n ${namespace}`, "--replicas=1"),
        reason: "Starts the webhook's server.",
      },
    ],
  };
}
