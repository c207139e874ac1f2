import { endpointsOf, keepsRecords } from "../../diagnosis/network/endpoints-of.ts";
import { matches, printSelector } from "../../diagnosis/network/policy-peers.ts";
import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { labelsOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { bad, type Check, good, inPlace, isMissing, open, type Part } from "./sound.ts";

/** An address, ready endpoints behind each backend, and the Secrets of its certificates. */
export const ingress: Check = (object, view) => {
  const balancer = listAt(object.fields, "status", "loadBalancer", "ingress")[0];
  const address =
    (object.printed.get("ADDRESS")?.value ?? "") || textAt(balancer, "ip") || textAt(balancer, "hostname");
  return [
    address === ""
      ? bad("has no address", object.cite("status"))
      : good(`has its address ${address}`, object.cite("status", "loadBalancer")),
    ...backends(object, view),
    ...certificates(object, view),
  ];
};

/** The Services that an Ingress leads to, with what `describe` printed behind each. */
function backendsOf({ fields }: ObservedObject): readonly { readonly name: string; readonly resolved: string }[] {
  const paths = listAt(fields, "spec", "rules").flatMap((rule) => listAt(rule, "http", "paths"));
  const found = [at(fields, "spec", "defaultBackend"), ...paths.map((path) => at(path, "backend"))];
  const named = found.flatMap((one) => {
    const name = textAt(one, "service", "name") || textAt(one, "serviceName");
    return name === "" ? [] : [{ name, resolved: textAt(one, "resolved") }];
  });
  return [...new Map(named.map((one) => [one.name, one])).values()];
}

function backends(object: ObservedObject, view: ClusterView): readonly Part[] {
  const all = backendsOf(object);
  if (all.length === 0) return ofNeighbours(object, view);
  const told = all.map(({ name, resolved }) => {
    if (resolved !== "") return { name, count: /\d\.\d|:\d/.test(resolved) ? resolved.split(",").length : 0 };
    const ref = { kind: "Service", namespace: object.ref.namespace ?? "default", name };
    const seen = endpointsOf(view, ref);
    const isGone = isMissing(view, ref);
    return { name, count: seen.state === "some" ? -1 : seen.state === "unknown" && !isGone ? null : 0 };
  });
  const dead = told.filter(({ count }) => count === 0);
  const unknown = told.filter(({ count }) => count === null);
  const names = (some: typeof told) => enumerated(some.map(({ name }) => name));
  if (dead.length > 0)
    return [bad(`leads to ${names(dead)}, which has no ready endpoints`, object.cite("spec", "rules"))];
  if (unknown.length > 0)
    return [
      good(`leads to Service ${names(told)}`, object.cite("spec", "rules")),
      open(
        `whether ${names(unknown)} has ready endpoints`,
        `kubectl get endpoints ${unknown.map(({ name }) => name).join(" ")}${inPlace(object)}`,
      ),
    ];
  const counts = told.map(({ name, count }) => (count !== null && count > 0 ? `${name} ${count}` : name));
  return [good(`has ready endpoints behind all its backends (${enumerated(counts)})`, object.cite("spec", "rules"))];
}

/** A row of an Ingress names no backends: the endpoints shown beside it have to do. */
function ofNeighbours(object: ObservedObject, view: ClusterView): readonly Part[] {
  const beside = view.of("Endpoints").filter(({ ref }) => ref.namespace === object.ref.namespace);
  const dead = beside.filter(({ ref }) => endpointsOf(view, { ...ref, kind: "Service" }).state !== "some");
  if (dead.length > 0)
    return [bad(`stands before ${dead[0]!.ref.name}, which has no ready endpoints`, dead[0]!.cite())];
  if (beside.length === 0)
    return [
      open(
        "whether its backends have ready endpoints",
        `kubectl describe ingress ${object.ref.name}${inPlace(object)}`,
      ),
    ];
  return [good(`has ready endpoints behind it (${enumerated(beside.map(({ ref }) => ref.name))})`, beside[0]!.cite())];
}

function certificates(object: ObservedObject, view: ClusterView): readonly Part[] {
  const names = listAt(object.fields, "spec", "tls").flatMap((one) => textAt(one, "secretName") || []);
  return [...new Set(names)].flatMap((name) => {
    const ref = { kind: "Secret", namespace: object.ref.namespace ?? "default", name };
    const secret = view.object(ref);
    if (isMissing(view, ref))
      return [bad(`names the TLS Secret ${name}, which does not exist`, object.cite("spec", "tls"))];
    return secret === undefined ? [] : [good(`has its TLS Secret ${name}`, secret.cite())];
  });
}

/** Endpoints of either kind: addresses that are ready. */
export const endpoints: Check = (object, view) => {
  const service = entriesAt(object.fields, "metadata", "labels").get("kubernetes.io/service-name") ?? object.ref.name;
  const own = object.ref.kind === "Endpoints" ? listAt(object.fields, "subsets") : null;
  const seen = own === null ? null : endpointsOf(view, { ...object.ref, kind: "Service" });
  const ready =
    own === null
      ? listAt(object.fields, "endpoints").filter((one) => textAt(one, "conditions", "ready") !== "false").length
      : own.reduce<number>((sum, one) => sum + listAt(one, "addresses").length, 0);
  if (seen?.state === "unknown" || keepsRecords(view.object({ ...object.ref, kind: "Service" }))) return null;
  return ready > 0
    ? [good(`holds ${ready} ready ${ready === 1 ? "address" : "addresses"}`, object.cite())]
    : [bad(`holds no ready address for Service ${service}`, object.cite())];
};

/** It selects pods that are there, and those that it lets in by label are there too. */
export const networkPolicy: Check = (object, view) => {
  if (at(object.fields, "spec") === undefined) return null;
  const { namespace } = object.ref;
  const selector = at(object.fields, "spec", "podSelector");
  const labelled = podsOf(view).flatMap((pod) =>
    pod.ref.namespace === namespace && pod.object !== undefined && labelsOf(pod.object).size > 0 ? [pod.object] : [],
  );
  const command = `kubectl get pods${inPlace(object)} --show-labels`;
  const chosen = printSelector(selector);
  const line = object.cite("spec", "podSelector");
  if (chosenAll(selector)) return [good("holds for all pods of its namespace", line), ...peers(object, labelled)];
  if (labelled.length === 0)
    return [good(`holds for pods with ${chosen}`, line), open("whether it selects any pod", command)];
  const hit = labelled.filter((pod) => matches(selector, { labels: labelsOf(pod), isGuess: false }) === true);
  return hit.length === 0
    ? [bad(`selects none of the ${labelled.length} pods shown (${chosen})`, line)]
    : [
        good(`selects ${hit.length} ${hit.length === 1 ? "pod" : "pods"} (${hit[0]!.ref.name})`, line),
        ...peers(object, labelled),
      ];
};

const chosenAll = (selector: unknown): boolean =>
  entriesAt(selector, "matchLabels").size === 0 && listAt(selector, "matchExpressions").length === 0;

/** Peers of its own namespace by label; those of other namespaces and addresses are taken as they are. */
function peers(object: ObservedObject, pods: readonly ObservedObject[]): readonly Part[] {
  const from = listAt(object.fields, "spec", "ingress").flatMap((rule) => listAt(rule, "from"));
  const own = from.filter((one) => at(one, "podSelector") !== undefined && at(one, "namespaceSelector") === undefined);
  if (own.length === 0 || pods.length === 0) return [];
  const isThere = (one: unknown) =>
    pods.some((pod) => matches(at(one, "podSelector"), { labels: labelsOf(pod), isGuess: false }) === true);
  const strange = own.filter((one) => !isThere(one)).map((one) => printSelector(at(one, "podSelector")));
  const line = object.cite("spec", "ingress");
  return strange.length > 0
    ? [bad(`lets in pods with ${enumerated(strange)}, of which none is shown`, line)]
    : [good("lets in pods that are there", line)];
}
