import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown } from "../reading/standing.ts";

const mirrored = defineBenign(
  {
    code: "image-from-a-mirror",
    onlyAsked: true,
    title: "Image from a mirror, with the same digest",
    about:
      "A pod runs an image from another registry than its template names, and both have the same sha256 digest (or a policy that was shown rewrites one registry to the other): a pull-through mirror, the same image. Two registries with two digests of one image are told as a doubt.",
    reads: ["Pod", "Deployment", "StatefulSet", "DaemonSet"],
    asked: /image|registr|mirror|digest|swap|tamper|docker\.io|ghcr|quay|harbor|supply|cache/,
  },
  function* (view, question) {
    const images = imagesIn(view);
    yield* unequal(images, view);
    for (const one of images) {
      const twin = images.find(
        (other) =>
          other.digest === one.digest && other.registry !== one.registry && isSameRepository(one.path, other.path),
      );
      if (twin === undefined) continue;
      const owners = [ownerOf(one.line, view), ownerOf(twin.line, view)].filter((owner) => owner !== null);
      const ref =
        owners.find(({ name }) => question.targets.some((target) => target.name === name)) ?? owners[0] ?? null;
      if (ref === null || isAnythingDown(view, ref.namespace)) continue;
      const policy = policyFor(view, [one.registry, twin.registry]);
      yield {
        ref,
        about: [
          ...(policy === null ? [] : [policy.ref]),
          ...podsOf(view)
            .filter((pod) => workloadOf(view, pod.ref).name === ref.name)
            .map((pod) => pod.ref),
        ],
        text: `${ref.kind} ${ref.name} runs the same image, nobody swapped it: ${one.registry} and ${twin.registry} have the same digest sha256:${one.digest.slice(0, 12)}…, the one is a mirror (pull-through cache) of the other, and only the digest tells what runs (imageID names the repository under which the node pulled it)${policy === null ? "" : `, to which ${policy.ref.kind} ${policy.ref.name} rewrites by design`}`,
        lines: [one.line, twin.line, policy?.line],
      };
      return;
    }
  },
);

/** One path in two registries, and no digest that both have. */
function* unequal(images: readonly Image[], view: ClusterView) {
  for (const [path, same] of Map.groupBy(images, (image) => image.path)) {
    const [one] = same;
    const other = same.find(({ registry }) => registry !== one!.registry);
    const isShared = same.some((left) =>
      same.some((right) => left.registry !== right.registry && left.digest === right.digest),
    );
    const ref = ownerOf(one!.line, view);
    if (other === undefined || isShared || ref === null) continue;
    yield {
      ref,
      about: podsOf(view)
        .map((pod) => pod.ref)
        .filter((pod) => workloadOf(view, pod).name === ref.name),
      text: `image ${path} has another digest in ${one!.registry} (sha256:${one!.digest.slice(0, 12)}…) than in ${other.registry} (sha256:${other.digest.slice(0, 12)}…): these are not the same content`,
      lines: [one!.line, other.line],
      isDoubt: true as const,
    };
  }
}

type Image = { readonly registry: string; readonly path: string; readonly digest: string; readonly line: Line };

const reference = /([a-z0-9][a-z0-9.:-]{2,80})\/([a-z0-9][\w./-]{1,160})(?::[\w.-]{1,80})?@sha256:([0-9a-f]{64})/g;

/** All images with a digest that were printed, with a place for each registry. */
const imagesIn = (view: ClusterView): readonly Image[] =>
  view.evidence
    .flatMap((piece) => linesOf(piece).slice(0, 3000))
    .flatMap((line) =>
      [...line.text.slice(0, 4000).matchAll(reference)]
        .filter(([, host]) => host!.includes(".") || host!.includes(":"))
        .map(([, registry, path, digest]) => ({ registry: registry!, path: path!, digest: digest!, line })),
    );

/** `library/redis` and `docker.io/library/redis` behind a mirror are one repository. */
const isSameRepository = (one: string, other: string): boolean => one.split("/").at(-1) === other.split("/").at(-1);

/** The workload whose image a line shows. */
function ownerOf(line: Line, view: ClusterView): ObjectRef | null {
  const words = `${line.text.slice(0, 300)} ${line.command}`.split(/[\s/"',]+/);
  const selected = /(?:-l|--selector)[= ]["']?(?:app|app\.kubernetes\.io\/name|k8s-app|name)=([a-z0-9.-]{1,63})/.exec(
    line.command,
  )?.[1];
  const kinds = ["Deployment", "StatefulSet", "DaemonSet", "Pod"];
  for (const kind of kinds) {
    const own = view.of(kind).find(({ ref }) => ref.name === selected);
    if (own !== undefined) return own.ref;
    const found = view
      .of(kind)
      .find(({ ref }) => words.includes(ref.name) || (kind === "Pod" && workloadOf(view, ref).name === selected));
    if (found !== undefined) return kind === "Pod" ? workloadOf(view, found.ref) : found.ref;
  }
  return null;
}

/** What was shown that rewrites images: a policy or a webhook that names one of the registries. */
function policyFor(view: ClusterView, registries: readonly string[]) {
  const kinds = /Policy$|MutatingWebhookConfiguration|^ConfigMap$|Assign/;
  for (const object of view.objects) {
    if (!kinds.test(object.ref.kind)) continue;
    const texts = [...entriesAt(object.fields, "metadata", "annotations")];
    const key = texts.find(([, value]) => registries.some((registry) => value.includes(registry)))?.[0];
    if (key !== undefined) return { ref: object.ref, line: object.cite("metadata", "annotations", key) };
  }
  return null;
}

const sidecars = defineBenign(
  {
    code: "sidecar-injected",
    onlyAsked: true,
    title: "Container that a webhook injected",
    about:
      "A pod has a container (a proxy of a mesh, an agent) that its template does not have, since a mutating webhook injects it at admission, as an annotation of the pod says. The pod is ready with it.",
    reads: ["Pod", "Deployment", "MutatingWebhookConfiguration"],
    asked:
      /sidecar|contain\w*|inject|\bwho\b|2\/2|3\/3|extra|second|proxy|agent|webhook|drift|hack|chang|unknown|differ/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.object === undefined || pod.health !== "healthy") continue;
      const annotations = entriesAt(pod.object.fields, "metadata", "annotations");
      const mark = marks.find(({ key }) => annotations.has(key));
      if (mark === undefined || isAnythingDown(view, pod.ref.namespace)) continue;
      const names = [
        ...listAt(pod.object.fields, "spec", "containers"),
        ...listAt(pod.object.fields, "spec", "initContainers"),
      ].map((one) => textAt(one, "name"));
      const injected = names.filter((name) => mark.containers.test(name));
      const webhook = view.of("MutatingWebhookConfiguration").find(({ ref }) => mark.webhook.test(ref.name));
      yield {
        ref: workloadOf(view, pod.ref),
        about: [pod.ref],
        text: `${workloadOf(view, pod.ref).kind} ${workloadOf(view, pod.ref).name} is as intended: container ${injected[0] ?? mark.what} was injected by the mutating webhook of ${mark.what} at admission (annotation ${mark.key}${webhook === undefined ? "" : `, MutatingWebhookConfiguration ${webhook.ref.name}`}), it is in the pod and not in the template, and pod ${pod.ref.name} is ready with it`,
        lines: [pod.object.cite("metadata", "annotations", mark.key), webhook?.cite()],
      };
      return;
    }
  },
);

/** Annotations that injectors write on the pods they change. */
const marks = [
  { key: "sidecar.istio.io/status", what: "Istio", containers: /^istio-(?:proxy|init|validation)$/, webhook: /istio/ },
  { key: "linkerd.io/proxy-version", what: "Linkerd", containers: /^linkerd-/, webhook: /linkerd/ },
  {
    key: "vault.hashicorp.com/agent-inject-status",
    what: "the Vault agent injector",
    containers: /^vault-agent/,
    webhook: /vault/,
  },
  {
    key: "consul.hashicorp.com/connect-inject-status",
    what: "Consul Connect",
    containers: /^(?:consul|envoy)/,
    webhook: /consul/,
  },
  { key: "kuma.io/sidecar-injected", what: "Kuma", containers: /^kuma-/, webhook: /kuma/ },
  { key: "dapr.io/sidecar-injected", what: "Dapr", containers: /^daprd$/, webhook: /dapr/ },
  {
    key: "cloudsql.cloud.google.com/injected",
    what: "the Cloud SQL proxy operator",
    containers: /^csql|cloud-?sql/,
    webhook: /cloud-?sql/,
  },
  {
    key: "sidecar.opentelemetry.io/injected",
    what: "the OpenTelemetry operator",
    containers: /^otc-|opentelemetry/,
    webhook: /opentelemetry/,
  },
] as const;

export const admissionChanges: readonly BenignRule[] = [mirrored, sidecars];
