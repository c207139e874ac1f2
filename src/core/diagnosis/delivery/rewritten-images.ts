import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { nameOf } from "../objects/name-object.ts";
import { ownersOf } from "../objects/relations.ts";

/** An image that an admission policy has put in place of the one in the template of the pod. */
export type RewrittenImage = {
  readonly from: string;
  readonly template: ObjectRef;
  readonly policy: ObjectRef;
  readonly evidence: readonly (Line | undefined)[];
};

/** Why a pod pulls another image than its template names, where a policy that rewrites images is shown. */
export const rewrittenImage = (view: ClusterView, pod: ObjectRef, image: string): RewrittenImage | undefined => {
  const owners = ownersOf(view, pod).flatMap((ref) => view.object(ref) ?? []);
  for (const owner of owners) {
    const containers = ["containers", "initContainers"].flatMap((list) =>
      listAt(owner.fields, ...templateOf(owner), list).map((container) => ({ list, container })),
    );
    const own = containers.find(({ container }) => isRewritten(textAt(container, "image"), image));
    const policy = own && (policyBehind(view, image) ?? appliedTo(view, pod));
    if (own === undefined || policy === undefined) continue;
    const path = [...templateOf(owner), own.list, textAt(own.container, "name"), "image"];
    return {
      from: textAt(own.container, "image"),
      template: owner.ref,
      policy: policy.ref,
      evidence: [owner.cite(...path), policy.line],
    };
  }
  return undefined;
};

const templateOf = ({ ref }: ObservedObject): readonly string[] =>
  ref.kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template", "spec"] : ["spec", "template", "spec"];

/** The same repository and tag at another place: `docker.io/grafana/loki:3` and `mirror.example.com/hub/grafana/loki:3`. */
const isRewritten = (from: string, to: string): boolean => {
  const path = withoutRegistry(from);
  return from !== "" && path !== "" && withoutHub(from) !== withoutHub(to) && `/${to}`.endsWith(`/${path}`);
};

const withoutRegistry = (image: string): string =>
  /^(?:[^/]{0,252}[.:][^/]{0,252}|localhost)\//.test(image) ? image.slice(image.indexOf("/") + 1) : image;

/** `nginx`, `library/nginx` and `docker.io/library/nginx` are one image. */
const withoutHub = (image: string): string => image.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, "");

type Policy = { readonly ref: ObjectRef; readonly line: Line | undefined };

/** Kinds of Kyverno, Gatekeeper and Kubernetes itself that change objects at admission. */
const mutatingKinds = [
  "ClusterPolicy",
  "Policy",
  "MutatingPolicy",
  "Assign",
  "AssignImage",
  "ModifySet",
  "MutatingAdmissionPolicy",
];

/** The policy that is written to put this registry into images. */
const policyBehind = (view: ClusterView, image: string): Policy | undefined => {
  const registry = image.split("/")[0] ?? "";
  if (!/[.:]/.test(registry)) return undefined;
  return mutatingKinds
    .flatMap((kind) => view.of(kind))
    .map((object) => ({ ref: withoutSpace(object.ref), line: lineOfRewriting(view, object, registry) }))
    .find(({ line }) => line !== undefined);
};

/** Of these kinds only Kyverno's `Policy` belongs to a namespace. */
const withoutSpace = (ref: ObjectRef): ObjectRef => (ref.kind === "Policy" ? ref : { kind: ref.kind, name: ref.name });

const lineOfRewriting = (view: ClusterView, object: ObservedObject, registry: string): Line | undefined => {
  const text = JSON.stringify(mutationsOf(object));
  if (!text.includes(registry) || !/image/i.test(text)) return undefined;
  return linesWith(view, registry).find(({ text }) => !/Pull|Failed/.test(text)) ?? object.cite("spec");
};

/** Of a policy with rules only those that change something: others forbid a registry, or demand it. */
const mutationsOf = ({ ref, fields }: ObservedObject): unknown => {
  const rules = listAt(fields, "spec", "rules");
  if (/Policy$/.test(ref.kind) && rules.length > 0) return rules.map((rule) => at(rule, "mutate") ?? null);
  return at(fields, "spec", "mutations") ?? (ref.kind.endsWith("Policy") ? null : (at(fields, "spec") ?? null));
};

/** Lines of objects printed as YAML or JSON that name the registry. */
const linesWith = (view: ClusterView, registry: string): readonly Line[] =>
  yamlLines(view).filter(({ text }) => text.includes(registry) && /image|value|domain|registry/i.test(text));

const yamlLines = memo((view: ClusterView): readonly Line[] =>
  view.evidence
    .filter(({ command }) => /polic|assign|modifyset|mutat/i.test(command))
    .flatMap(({ command, stdout }) =>
      stdout
        .slice(0, 200_000)
        .split("\n")
        .map((text, index) => ({ command, line: index + 1, text })),
    ),
);

/** Kyverno notes at the pod what it changed, and says in events which policy it applied. */
const appliedTo = (view: ClusterView, pod: ObjectRef): Policy | undefined => {
  const key = "policies.kyverno.io/last-applied-patches";
  const object = view.object(pod);
  const patches = entriesAt(object?.fields, "metadata", "annotations").get(key) ?? "";
  const match = /([a-z0-9-]{1,253})\.([a-z0-9-]{1,253})\.kyverno\.io: (?:replaced|added) \S{0,200}\/image\b/.exec(
    patches,
  );
  if (match !== null)
    return { ref: { kind: "ClusterPolicy", name: match[2]! }, line: object?.cite("metadata", "annotations", key) };
  const event = view.events.find(
    ({ reason, object, message }) =>
      reason === "PolicyApplied" &&
      /Policy$/.test(object.kind) &&
      /mutat|patch/i.test(message) &&
      message.includes(pod.name),
  );
  return event && { ref: event.object, line: event.line };
};

/** As it goes behind the name of an image in a sentence. */
export const rewrittenWords = (found: RewrittenImage | undefined): string =>
  found === undefined
    ? ""
    : `, which ${nameOf(found.policy)} has put in place of ${found.from} of ${nameOf(found.template)} at admission`;
