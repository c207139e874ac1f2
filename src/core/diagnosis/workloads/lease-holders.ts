import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { environmentOf } from "../objects/environment-of.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { podSpecsOf, specContainersOf } from "./pod-specs.ts";
import { type PodReading, podAt } from "./pods.ts";

/** Who holds a Lease: the identity as written, and the name of the pod that it begins with (client-go puts `_` and a UUID behind it). */
export type LeaseHolder = { readonly identity: string; readonly pod: ObjectRef; readonly line: Line };

export const holderOfLease = (lease: ObservedObject): LeaseHolder | undefined => {
  const printed = lease.printed.get("HOLDER");
  const identity = textAt(lease.fields, "spec", "holderIdentity") || (printed?.value ?? "");
  const name = identity.split("_")[0]!;
  if (name === "" || lease.ref.namespace === "kube-node-lease") return undefined;
  const namespace = lease.ref.namespace ?? "default";
  return { identity, pod: { kind: "Pod", namespace, name }, line: lease.cite("spec", "holderIdentity") };
};

/** What a program says that waits for the leadership. */
export const standsBy =
  /attempting to acquire (?:the )?(?:leader )?(?:lease|lock)|stand(?:ing)?[ -]?by|waiting (?:for|to (?:become|acquire)) (?:the )?(?:lead|lock|lease)|not (?:the |a )?leader|lock is held by|new leader elected/i;

/** Pods that are well and whose last line says that they wait for the leadership. */
export const standbysIn = (
  view: ClusterView,
  namespace: string | undefined,
): readonly { readonly pod: PodReading; readonly line: Line }[] =>
  logsOfView(view)
    .filter(({ object }) => object.kind === "Pod" && object.namespace === namespace)
    .flatMap(({ object, tail }) => {
      const line = tail.at(-1);
      const pod = podAt(view, object);
      const isWaiting = line !== undefined && standsBy.test(line.text.slice(0, 1000));
      return isWaiting && pod?.health === "healthy" ? [{ pod, line }] : [];
    });

/** That what a pod does has no effect, and what tells so. */
export type WithoutEffect = { readonly words: string; readonly lines: readonly Line[] };

const rehearsal = /dry_?-?run|no_?-?op(?:_|$)|simulat|pretend|rehears/i;
const rehearses =
  /\bdry[- _]?run\b(?!["']?\s?[=:]\s?["']?(?:false|0|no))|\bwould (?:have )?[a-z]+|\bsimulat(?:ed|ing|ion)\b|\bno-?op\b/i;

/** A dry run: by a variable or an option, and by the last lines of its log. */
export const worksWithoutEffect = (view: ClusterView, pod: ObjectRef): WithoutEffect | undefined => {
  const variable = environmentOf(view, pod).find(
    ({ key, value, owner }) =>
      owner.name === pod.name && rehearsal.test(key) && /^(?:1|true|yes|on|server|client)$/i.test(value),
  );
  const option = podSpecsOf(view, pod)
    .flatMap((spec) => specContainersOf(spec))
    .flatMap((container) => optionOf(container.spec, container.cite("args")))[0];
  const said = logsOfView(view)
    .filter(({ object }) => object.name === pod.name)
    .flatMap(({ tail }) => tail.slice(-6))
    .findLast(({ text }) => rehearses.test(text.slice(0, 1000)));
  const set = variable ? `${variable.key} is ${variable.value}` : option?.words;
  if (set === undefined && said === undefined) return undefined;
  const quoted = said && `its log says "${saidIn(said.text).slice(0, 90)}"`;
  return {
    words: [set, quoted].filter((one) => one !== undefined).join(", "),
    lines: [variable?.line ?? option?.line, said].filter((line) => line !== undefined),
  };
};

const optionOf = (container: unknown, line: Line): readonly { readonly words: string; readonly line: Line }[] => {
  const option = [...listAt(container, "command"), ...listAt(container, "args")]
    .map(String)
    .find((one) => /^--?(?:dry-?run|noop|simulate)(?:$|=(?:true|1|server|client)$)/i.test(one));
  return option === undefined ? [] : [{ words: `it is started with ${option}`, line }];
};
