import { stringify } from "yaml";
import type { Suggestion } from "../../diagnosis/finding.ts";
import type { KubectlCommand } from "../../kubectl/command.ts";
import { flagOf, namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { settle } from "../command-key.ts";
import { commandBlock, paragraphs, sentence } from "../wording.ts";
import { replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

/** `give me the yaml fix`: the part of the manifest that mends it. */
export const fixManifest: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|please|can you|could you|now)[, ]{1,3}){0,3}(?:(?:give|show|write|send|get|print|make|generate|post|share|i (?:want|need)|what is|what's|where is) ?(?:me |us )?)?(?:the |a |it as |that as |this as |an )?(?:(?:ya?ml|manifests?|patch|diff|spec|config|gitops)(?: ?(?:fix|change|patch|snippet|file|version))?(?: (?:for|of|with|to|that) .{0,40}\b(?:fix\w*|it|that|this|change|solution|mends? it|correct\w*|repair\w*)\b.{0,20})?|(?:fix|solution|change|correction|corrected version) (?:as|in) (?:a )?(?:ya?ml|manifest|patch|diff)(?: form(?:at)?)?|(?:fixed|corrected|right|mended) (?:ya?ml|manifest|version|config(?:map)?|spec))$/,
  reply(conversation) {
    const { main } = conversation;
    if (main === undefined || main.fix === null) return null;
    const { commands, summary: what } = main.fix;
    const parts = commands.flatMap((one) => manifestOf(one) ?? []);
    if (parts.length === 0) {
      const summary = `No YAML can be written for it from what was read. ${sentence(what)}`;
      const text = paragraphs(summary, commandBlock("Next:", commands));
      return { ...replyAs(text, summary, conversation), suggestions: commands };
    }
    const summary = `This mends it: ${sentence(what)}`;
    const text = paragraphs(
      summary,
      parts.map((part) => part.trimEnd()).join("\n---\n"),
      "It is the part that changes: put it into the manifest that the object is deployed from, or approve the same as commands.",
      commandBlock("Commands:", commands),
    );
    return { ...replyAs(text, summary, conversation), suggestions: commands };
  },
};

const groups: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
  Ingress: "networking.k8s.io/v1",
  NetworkPolicy: "networking.k8s.io/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  PodDisruptionBudget: "policy/v1",
  StorageClass: "storage.k8s.io/v1",
  Role: "rbac.authorization.k8s.io/v1",
  RoleBinding: "rbac.authorization.k8s.io/v1",
};

const ofCore =
  /^(?:Pod|Service|ConfigMap|Secret|ServiceAccount|Namespace|Node|ResourceQuota|LimitRange|PersistentVolume|PersistentVolumeClaim)$/;

function manifestOf({ command }: Suggestion): string | null {
  const parsed = settle(command)?.command;
  const target = parsed === undefined ? undefined : targetsOf(parsed)[0];
  if (parsed === undefined || target?.name == null || target.kind === undefined) return null;
  const kind = target.kind.kind;
  const apiVersion = groups[kind] ?? (ofCore.test(kind) ? "v1" : null);
  const body = bodyOf(parsed);
  if (body === null) return null;
  if (Array.isArray(body)) return `# JSON patch of ${kind} ${target.name}\n${stringify(body)}`;
  const namespace = namespaceOf(parsed);
  const metadata = { name: target.name, ...(namespace === null ? {} : { namespace }) };
  const { metadata: own, ...rest } = body as { metadata?: object };
  return stringify({
    ...(apiVersion === null ? {} : { apiVersion }),
    kind,
    metadata: { ...metadata, ...own },
    ...rest,
  });
}

function bodyOf(command: KubectlCommand): object | null {
  if (command.verb === "patch") return patchOf(flagOf(command, "patch"));
  const [, ...said] = command.args.filter((arg) => !arg.includes("/"));
  if (command.verb === "scale") return { spec: { replicas: Number(flagOf(command, "replicas")) } };
  if (command.verb === "set resources") return resourcesOf(command);
  if (command.verb === "set env") return envOf(command);
  if (command.verb === "set image") return inContainers(pairsOf(said).map(([name, image]) => ({ name, image })));
  return null;
}

function patchOf(text: string | undefined): object | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

const pairsOf = (words: readonly string[]): readonly (readonly [string, string])[] =>
  words.flatMap((word) => {
    const at = word.indexOf("=");
    return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as const] : [];
  });

const inContainers = (containers: readonly object[]): object | null =>
  containers.length === 0 ? null : { spec: { template: { spec: { containers } } } };

function nameOfContainer(command: KubectlCommand): string {
  const target = targetsOf(command)[0];
  return flagOf(command, "containers") ?? flagOf(command, "container") ?? target?.name ?? "";
}

function resourcesOf(command: KubectlCommand): object | null {
  const resources = Object.fromEntries(
    ["requests", "limits"].flatMap((list) => {
      const pairs = pairsOf((flagOf(command, list) ?? "").split(","));
      return pairs.length === 0 ? [] : [[list, Object.fromEntries(pairs)]];
    }),
  );
  return inContainers([{ name: nameOfContainer(command), resources }]);
}

function envOf(command: KubectlCommand): object | null {
  const env = pairsOf(command.args).map(([name, value]) => ({ name, value }));
  return env.length === 0 ? null : inContainers([{ name: nameOfContainer(command), env }]);
}
