import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { customPaths } from "../../evidence/tables/table-custom.ts";
import { entriesAt, listAt, numberAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { quantity, spokenAmount } from "../objects/quantity.ts";
import { workloadOf } from "../objects/relations.ts";
import { podsIn } from "./pods.ts";
import { largestMaker } from "./quota-objects.ts";

/** What one workload of a namespace takes of what a quota counts. */
type QuotaUser = {
  readonly ref: ObjectRef;
  readonly amount: number;
  readonly pods: number;
  readonly line: Line | undefined;
};

/** Who uses a quota up, as it goes behind that it is exceeded. */
export type LargestUser = {
  readonly words: string;
  readonly ref: ObjectRef;
  readonly evidence: readonly (Line | undefined)[];
  readonly mend: string;
};

/**
 * The workload, other than the one that is refused, that takes the largest part of a quota: a third of it at least, or less
 * where its name says that it was not meant to stay.
 */
export const largestUser = (view: ClusterView, refused: ObjectRef, message: string): LargestUser | undefined => {
  const spent = spentIn(message);
  if (spent === undefined) return undefined;
  const namespace = refused.namespace ?? "default";
  const maker = largestMaker(view, namespace, spent.resource, spent.limit);
  if (maker !== undefined) return maker;
  const own = workloadOf(view, refused);
  const users = usersOf(view, namespace, spent.resource)
    .filter(({ ref }) => ref.name !== own.name)
    .sort((left, right) => right.amount - left.amount);
  const passing = users.find(({ ref, amount }) => purposeOf(ref.name) !== "" && amount * 6 >= spent.limit);
  const user = passing ?? users.find(({ amount }) => amount * 3 >= spent.limit);
  if (user === undefined) return ofContainers.test(spent.resource) ? crowdOf(view, namespace, own) : undefined;
  const pods = `${user.pods} pod${user.pods === 1 ? "" : "s"}`;
  return said(view, user, `takes ${spokenAmount(user.amount, spent.resource)} of it with ${pods}`);
};

/** What containers request or are limited to, not the objects that are counted. */
const ofContainers = /^(?:requests\.|limits\.)?(?:cpu|memory|ephemeral-storage)$/;

const said = (view: ClusterView, user: QuotaUser, takes: string): LargestUser => {
  const purpose = purposeOf(user.ref.name);
  const object = view.object(user.ref);
  const age = object?.printed.get("AGE")?.value ?? "";
  const whose = `${nameOf(user.ref)}${purpose === "" ? "" : `, by its name ${purpose},`}`;
  return {
    words: `; ${whose} ${takes}${age === "" ? "" : `, made ${age} ago`}`,
    ref: user.ref,
    evidence: [user.line, object?.cite()],
    mend: `${user.ref.kind === "Job" ? `Delete ${nameOf(user.ref)}` : `Scale ${nameOf(user.ref)} down, or delete it`}, if it is not needed (any more); else raise the quota or lower the requests.`,
  };
};

/** Where requests are not shown: a workload that is not meant to stay and has a third of all pods. */
const crowdOf = (view: ClusterView, namespace: string, own: ObjectRef): LargestUser | undefined => {
  const users = usersOf(view, namespace, "pods");
  const all = users.reduce((sum, { pods }) => sum + pods, 0);
  const crowd = users
    .filter(({ ref, pods }) => ref.name !== own.name && purposeOf(ref.name) !== "" && pods * 3 >= all && pods > 1)
    .sort((left, right) => right.pods - left.pods)[0];
  return crowd && said(view, crowd, `has ${crowd.pods} of the ${all} pods that it counts`);
};

type Spent = { readonly resource: string; readonly limit: number };

/** The first resource whose limit the request would go beyond. */
const spentIn = (message: string): Spent | undefined => {
  const match = /requested: ([^\n]{1,200}?), used: ([^\n]{1,200}?), limited: ([^\n"]{1,200})/.exec(message);
  const [requested, used, limited] = (match?.slice(1) ?? []).map(amountsIn);
  for (const [resource, printed] of limited ?? []) {
    const limit = quantity(printed);
    const sum = (quantity(requested?.get(resource) ?? "") ?? 0) + (quantity(used?.get(resource) ?? "") ?? 0);
    if (limit !== undefined && limit > 0 && sum > limit) return { resource, limit };
  }
  return undefined;
};

const amountsIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/([\w./-]{1,120})=(\d[\w.]{0,20})/g)].map((match) => [match[1]!, match[2]!]));

const passingNames: readonly (readonly [RegExp, string])[] = [
  [/load-?(?:test|gen)|(?:^|-)(?:k6|locust|jmeter|gatling|vegeta|stress|bench(?:mark)?)(?:-|\d|$)/, "a load test"],
  [/(?:^|-)(?:tmp|temp|scratch|debug|demo|poc|experiment|playground|trial)(?:-|\d|$)/, "something for a time"],
  [/(?:^|-)(?:old|legacy|deprecated|obsolete|bak|unused)(?:-|\d|$)/, "something old"],
  [/(?:^|-)tests?(?:-|\d|$)/, "a test"],
];

/** What the name of a workload says it is, where that is nothing to stay. */
const purposeOf = (name: string): string => passingNames.find(([pattern]) => pattern.test(name))?.[1] ?? "";

/** What each workload takes: by its pods, by its template and replicas, or as somebody had it counted. */
const usersOf = (view: ClusterView, namespace: string, resource: string): readonly QuotaUser[] => {
  const users = [
    ...countedUsers(view, namespace, resource),
    ...usersByTemplate(view, namespace, resource),
    ...usersByPod(view, namespace, resource),
  ];
  return [...new Map(users.map((one) => [keyOf(one.ref), one])).values()];
};

const usersByPod = (view: ClusterView, namespace: string, resource: string): readonly QuotaUser[] => {
  const living = podsIn(view, namespace).filter(({ health }) => health !== "done" && health !== "gone");
  const groups = Map.groupBy(
    living.filter(({ object }) => object !== undefined),
    ({ ref }) => keyOf(workloadOf(view, ref)),
  );
  return [...groups.values()].flatMap((pods): readonly QuotaUser[] => {
    const amounts = pods.map(({ object }) => amountIn(object?.fields, ["spec"], resource));
    if (amounts.some((amount) => amount === undefined)) return [];
    return [
      {
        ref: workloadOf(view, pods[0]!.ref),
        amount: amounts.reduce<number>((sum, amount) => sum + amount!, 0),
        pods: pods.length,
        line: pods[0]!.line,
      },
    ];
  });
};

const usersByTemplate = (view: ClusterView, namespace: string, resource: string): readonly QuotaUser[] =>
  ["Deployment", "StatefulSet", "ReplicaSet", "Job"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => ref.namespace === namespace)
    .flatMap((object): readonly QuotaUser[] => {
      const pods = podsMadeBy(object);
      const each = amountIn(object.fields, ["spec", "template", "spec"], resource);
      if (pods === undefined || pods === 0 || each === undefined) return [];
      const ref = workloadOf(view, object.ref);
      return [
        { ref, amount: pods * each, pods, line: object.cite("spec", ref.kind === "Job" ? "parallelism" : "replicas") },
      ];
    });

/** A Job that is done has a template and no pods that count. */
const podsMadeBy = ({ ref, fields }: ObservedObject): number | undefined =>
  ref.kind === "Job"
    ? numberAt(fields, "status", "active")
    : (numberAt(fields, "status", "replicas") ?? numberAt(fields, "spec", "replicas"));

/** What the containers of a pod request (or are limited to) together; a pod counts as one where pods are counted. */
const amountIn = (fields: unknown, path: readonly string[], resource: string): number | undefined => {
  if (resource === "pods" || resource === "count/pods") return 1;
  const [part, name] = partsOf(resource);
  const amounts = listAt(fields, ...path, "containers").map((one) =>
    quantity(entriesAt(one, "resources", part).get(name) ?? ""),
  );
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, amount) => sum + amount, 0);
};

/** `limits.memory` and `requests.memory`; `memory` alone is what is requested. */
const partsOf = (resource: string): readonly [part: string, name: string] => {
  const dot = resource.indexOf(".");
  const part = resource.slice(0, dot);
  return part === "requests" || part === "limits" ? [part, resource.slice(dot + 1)] : ["requests", resource];
};

/** Rows of `get pods -o custom-columns=OWNER:...,CPU:...requests.cpu | sort | uniq -c`: how many, whose, and what each requests. */
const countedUsers = (view: ClusterView, namespace: string, resource: string): readonly QuotaUser[] => {
  const [part, name] = partsOf(resource);
  const pieces = view.evidence.filter(({ command, namespace: usual }) => {
    const asked = /(?:\s-n|--namespace)[ =]?(\S{1,253})/.exec(command)?.[1] ?? usual;
    return asked === namespace && /\bget (?:pods?|po)\b/.test(command) && /\|\s*uniq -c/.test(command);
  });
  return pieces.flatMap(({ command, stdout }) => {
    const argument = /custom-columns=("[^"]{1,800}"|'[^']{1,800}'|\S{1,800})/.exec(command)?.[1] ?? "";
    const paths = [...customPaths(argument.replaceAll(/^["']|["']$/g, "")).values()];
    const amountAt = paths.findIndex((path) => path.endsWith(`${part}.${name}`));
    const ownerAt = paths.findIndex((path) => /^metadata\.(?:labels|ownerReferences|name)/.test(path));
    if (amountAt < 0 || ownerAt < 0) return [];
    return stdout.split("\n").flatMap((text, index) => {
      const [count = "", ...cells] = text.trim().split(/\s+/);
      const line = { command, line: index + 1, text };
      return countedUser(view, namespace, Number(count), cells[ownerAt] ?? "", cells[amountAt] ?? "", line);
    });
  });
};

const countedUser = (
  view: ClusterView,
  namespace: string,
  pods: number,
  name: string,
  each: string,
  line: Line,
): readonly QuotaUser[] => {
  const amounts = each.split(",").map(quantity);
  if (!(pods > 0) || name === "" || amounts.some((amount) => amount === undefined)) return [];
  const refs = ["Deployment", "StatefulSet", "DaemonSet", "Job"].map((kind) => ({ kind, namespace, name }));
  const ref = refs.find((one) => view.object(one) !== undefined) ?? { kind: "Deployment", namespace, name };
  return [{ ref, amount: pods * amounts.reduce<number>((sum, amount) => sum + amount!, 0), pods, line }];
};
