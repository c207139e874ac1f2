import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { isPastTry } from "../access/past-tries.ts";
import { at, listAt, textAt } from "./fields.ts";
import { memo } from "./memo.ts";

/** A condition, a state or a cell by which an object says that it is not as it should be. */
export type FailingCondition = {
  readonly object: ObservedObject;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** False: it does not know, or is still at it. */
  readonly isCertain: boolean;
  readonly lines: readonly (Line | undefined)[];
};

/**
 * What objects say of themselves by the convention of `status.conditions`, whatever their kind: a good condition that is not true, or
 * a bad one that is. Kinds with rules of their own are left out; so is what is suspended or being deleted.
 */
export const failingConditions = memo((view: ClusterView): readonly FailingCondition[] =>
  view.objects
    .filter((object) => !builtIn.has(object.ref.kind) && !isSetAside(object) && !isPastTry(view, object.ref))
    .flatMap((object) =>
      worst([
        ...fromConditions(view, object),
        ...fromState(object),
        ...fromReason(object),
        ...fromError(object),
        ...fromCells(object),
      ]),
    ),
);

/** Kinds of Kubernetes itself, which have rules of their own. */
export const builtIn: ReadonlySet<string> = new Set(
  "Pod Deployment ReplicaSet StatefulSet DaemonSet Job CronJob Node HorizontalPodAutoscaler PodDisruptionBudget PersistentVolumeClaim PersistentVolume Namespace APIService Service Ingress NetworkPolicy CertificateSigningRequest ReplicationController Endpoints EndpointSlice Event ConfigMap Secret ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding StorageClass VolumeAttachment Lease ResourceQuota LimitRange PriorityClass ComponentStatus FlowSchema PriorityLevelConfiguration".split(
    " ",
  ),
);

const isSetAside = ({ fields }: ObservedObject): boolean =>
  textAt(fields, "metadata", "deletionTimestamp") !== "" || /^(?:true)$/i.test(textAt(fields, "spec", "suspend"));

/** Names of conditions of which true is the good state. */
export const goodCondition =
  /(?:^|[a-z])Ready$|^(?:Available|Accepted|ResolvedRefs|Programmed|Synced|Healthy|Reconciled|Established|NamesAccepted|Valid|Installed|Succeeded|Released|Deployed|Reachable|Connected|Initialized|Provisioned)$/;
const bad =
  /^(?:Degraded|Stalled|Failing|InvalidRequest|Denied|Conflicted|Error|Stuck|NonStructuralSchema)$|Failed$|Failure$/;
/** Reasons by which a condition of any name complains. */
const complaining = /(?:Failed|Failing|Failure|Error|Denied|Unreachable|Forbidden)$/;
/** Reasons of conditions that only say that nothing is asked of the object, or not yet. */
const idle = /^(?:Paused|Suspended|NoTraffic|ScaledToZero|Disabled|Deactivated|NotRequested|AsExpected)$/;

const fromConditions = (view: ClusterView, object: ObservedObject): readonly FailingCondition[] =>
  conditionsIn(object.fields.status, ["status"]).flatMap(({ condition, path }) => {
    const type = textAt(condition, "type");
    const status = textAt(condition, "status").toLowerCase();
    const reason = textAt(condition, "reason");
    const isBad =
      (goodCondition.test(type) && (status === "false" || status === "unknown")) ||
      (bad.test(type) && status === "true") ||
      (status === "" && /[a-z]Error$/.test(type)) ||
      (status === "false" && complaining.test(reason));
    if (!isBad || idle.test(reason)) return [];
    const message = textAt(condition, "message");
    return [
      {
        object,
        type,
        reason,
        message,
        isCertain:
          /\bnot found\b|does not exist|\bdenied\b|is not ready: /.test(message) ||
          (status !== "unknown" && !/^(?:Progressing|Reconciling|Pending|Creating|Deploying|InProgress)/.test(reason)),
        lines: linesOf(view, { object, path, entry: type, text: message }),
      },
    ];
  });

/** The lines that show a condition: its message and its status, or as near as the reading comes. */
const linesOf = (view: ClusterView, { object, path, entry, text }: Cited): readonly (Line | undefined)[] => {
  const cited = object.cite(...path, entry, text ? "message" : "status");
  if (text === "" || cited.text.includes(beginning(text))) return [cited, object.cite(...path, entry, "status")];
  return [below(view, cited, beginning(text)) ?? cited];
};

type Cited = {
  readonly object: ObservedObject;
  readonly path: readonly string[];
  readonly entry: string;
  readonly text: string;
};

const beginning = (text: string): string => (text.split(/\s{2,}|\n/)[0] ?? "").slice(0, 30);

/** `describe` prints the conditions of other kinds entry after entry, below their heading. */
const below = (view: ClusterView, heading: Line, text: string): Line | undefined => {
  const piece = view.evidence.find((one) => one.command === heading.command && one.stdout.includes(heading.text));
  const lines = piece?.stdout.slice(0, 500_000).split("\n") ?? [];
  const index = lines.findIndex((line, at) => at >= heading.line && line.includes(text));
  return index < 0 ? undefined : { command: heading.command, line: index + 1, text: lines[index]!.replace(/\r$/, "") };
};

type Placed = { readonly condition: unknown; readonly path: readonly string[] };

/** Lists named `conditions` at any place of a status: routes have them for each parent, gateways for each listener. */
export const conditionsIn = (value: unknown, path: readonly string[]): readonly Placed[] => {
  if (path.length > 6 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((one, index) => conditionsIn(one, [...path, `${index}`]));
  const listed = listAt(value, "conditions");
  const alone = at(value, "conditions");
  const own = (textAt(alone, "type") === "" ? listed : [alone]).map((condition) => ({
    condition,
    path: [...path, "conditions"],
  }));
  const below = Object.keys(value)
    .filter((key) => key !== "conditions")
    .flatMap((key) => conditionsIn(at(value, key), [...path, key]));
  return [...own, ...below];
};

const failed =
  /^(?:failed|error|errored|invalid|degraded|unhealthy|unavailable|faulted|missing|expired|rejected|lost|FailedValidation|PartiallyFailed|[A-Za-z]{1,40}(?:Failed|Error)|(?:Install|Upgrade|Rollback)Failed)$/i;

/** `status.state`, `status.phase` and `status.health.status` of those that have no conditions. */
const fromState = (object: ObservedObject): readonly FailingCondition[] =>
  [["state"], ["phase"], ["health", "status"]].flatMap((path) => {
    const state = textAt(object.fields, "status", ...path);
    if (!failed.test(state)) return [];
    const reason = textAt(object.fields, "status", "reason");
    const told =
      reason ||
      String(listAt(object.fields, "status", "validationErrors")[0] ?? "") ||
      textAt(object.fields, "status", "message") ||
      textAt(object.fields, "status", "health", "message");
    const lines = [
      object.cite("status", ...path),
      told ? object.cite("status", reason ? "reason" : "message") : undefined,
    ];
    return [{ object, type: path[0]!, reason: state, message: told, isCertain: true, lines }];
  });

/** Challenges and orders of cert-manager wait with a reason; that a record is still on its way is none for some minutes. */
const fromReason = (object: ObservedObject): readonly FailingCondition[] => {
  if (!/^(?:Challenge|Order)$/.test(object.ref.kind)) return [];
  const state = textAt(object.fields, "status", "state") || (object.printed.get("STATE")?.value ?? "");
  const cell = object.printed.get("REASON");
  const reason = textAt(object.fields, "status", "reason") || (cell?.value ?? "");
  if (!/^(?:pending|processing|)$/i.test(state) || reason === "" || reason === "<none>") return [];
  const isWaiting =
    /^Waiting for [\w-]{1,20} challenge propagation: DNS record [^\n]{0,200}not yet propagated|^Successfully/.test(
      reason,
    );
  if (/^Successfully/.test(reason)) return [];
  const lines = [object.cite("status", "reason"), cell?.line];
  return [
    {
      object,
      type: "state",
      reason: state || "pending",
      message: reason,
      isCertain: !isWaiting || isOld(object),
      lines,
    },
  ];
};

/** Hours or days, by the age in a table. */
const isOld = (object: ObservedObject): boolean => /\d[hdy]/.test(object.printed.get("AGE")?.value ?? "");

/** `status.error.message`, as snapshots and some operators have it. */
const fromError = (object: ObservedObject): readonly FailingCondition[] => {
  const message = textAt(object.fields, "status", "error", "message") || textAt(object.fields, "status", "error");
  if (message === "" || message === "false" || textAt(object.fields, "status", "readyToUse") === "true") return [];
  const lines = [object.cite("status", "error", "message")];
  return [{ object, type: "error", reason: "failing", message, isCertain: true, lines }];
};

const yesNo: ReadonlySet<string> = new Set(
  "READY SYNCED ACCEPTED PROGRAMMED HEALTHY AVAILABLE INSTALLED ESTABLISHED".split(" "),
);
const badWhenTrue: ReadonlySet<string> = new Set(["DEGRADED", "STALLED", "FAILING"]);
const states: ReadonlySet<string> = new Set(["STATUS", "STATE", "PHASE", "HEALTH STATUS", "HEALTH", "ROBUSTNESS"]);

/** A row of a table: `READY False`, `HEALTH STATUS Degraded`; Flux prints the message beside it, under STATUS. */
const fromCells = (object: ObservedObject): readonly FailingCondition[] => {
  if (object.sources.size > 1 || !object.sources.has("table")) return [];
  return [...object.printed].flatMap(([heading, { value, line }]) => {
    const isNo = yesNo.has(heading) && (value === "False" || value === "Unknown");
    const isBad = badWhenTrue.has(heading) && value === "True";
    if (!isNo && !isBad && !(states.has(heading) && failed.test(value))) return [];
    const beside = object.printed.get("STATUS")?.value ?? object.printed.get("REASON")?.value ?? "";
    const message = isNo && beside.includes(" ") ? beside : "";
    return [{ object, type: heading, reason: value, message, isCertain: value !== "Unknown", lines: [line] }];
  });
};

/** The condition that says most: certain before uncertain, with a message before without, the longest message first. */
const worst = (all: readonly FailingCondition[]): readonly FailingCondition[] =>
  [...all]
    .sort(
      (left, right) =>
        Number(right.isCertain) - Number(left.isCertain) ||
        right.message.length - left.message.length ||
        (left.type < right.type ? -1 : 1),
    )
    .slice(0, 1);
