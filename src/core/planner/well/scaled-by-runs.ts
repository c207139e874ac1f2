import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import type { Purpose } from "./purposeful-zero.ts";

const downward = /sleep|\bdown\b|scale-?down|zero|night|weekend|hibernat|shut-?down|\bstop|\boff\b/i;
const upward = /wake|\bup\b|scale-?up|morning|start|resume|\bon\b/i;

/** A CronJob that is there to shut a workload down did so; not once the one that wakes it ran after that. */
export function scaledByRun(view: ClusterView, ref: ObjectRef): Purpose | null {
  const crons = view.of("CronJob").filter((one) => one.ref.namespace === ref.namespace);
  for (const cron of crons) {
    const order =
      textAt(cron.fields, "spec", "suspend") === "true" ? null : (loggedBy(cron, ref, view) ?? orderOf(cron, ref));
    if (order === null) continue;
    const others = crons.filter((one) => one !== cron && (upward.test(one.ref.name) || wakes(one)));
    const since = lastRun(cron);
    if (since === null || others.some((one) => (lastRun(one) ?? Number.MAX_VALUE) <= since)) return null;
    const [waker] = others;
    const back = waker === undefined ? "" : `; CronJob ${waker.ref.name}${scheduleOf(waker)} is to bring it back`;
    return {
      text: `on purpose, by the schedule: CronJob ${cron.ref.name}${scheduleOf(cron)} ${order.text}${back}`,
      lines: [order.line, cron.cite(), ...(waker === undefined ? [] : [waker.cite()])],
    };
  }
  return null;
}

type Order = { readonly text: string; readonly line: Line };

/** `deployment.apps/web scaled`, in the log of one of its runs. */
function loggedBy(cron: ObservedObject, ref: ObjectRef, view: ClusterView): Order | null {
  const isRun = new RegExp(`\\b${escaped(cron.ref.name)}-\\d{4,12}\\b`);
  for (const { evidence } of view.logs) {
    const piece = view.evidence[evidence];
    const lines = piece === undefined || !isRun.test(piece.command) ? [] : linesOf(piece).slice(0, 2000);
    const line = lines.find(({ text }) => text.trim() === `${ref.kind.toLowerCase()}.apps/${ref.name} scaled`);
    const isDown = downward.test(cron.ref.name) || lines.some(({ text }) => downward.test(text.slice(0, 500)));
    if (line !== undefined && isDown)
      return { text: `scaled it down, as the log of its run says (${line.text.trim()})`, line };
  }
  return null;
}

const template = ["spec", "jobTemplate", "spec", "template", "spec"] as const;
const toZero = /\bscale\b[^\n;|&]{0,200}--replicas[= "',]{1,4}0\b[^\n;|&]{0,200}/;
const toMore = /\bscale\b[^\n;|&]{0,200}--replicas[= "',]{1,4}[1-9]/;

/** `kubectl scale deploy --all --replicas=0`, among its arguments. */
function orderOf(cron: ObservedObject, { kind, name }: ObjectRef): Order | null {
  const found = toZero.exec(wordsOf(cron))?.[0].trim() ?? "";
  const isAll = /--all\b/.test(found) && (kind === "Deployment" ? /\bdeploy/ : /\b(?:sts|statefulset)/).test(found);
  const isNamed = new RegExp(`(?:^|[\\s/,])${escaped(name)}(?![\\w.-])`).test(found);
  return isAll || isNamed
    ? { text: `scales it down ("${found.slice(0, 120)}")`, line: cron.cite(...template, "containers") }
    : null;
}

const wakes = (cron: ObservedObject): boolean => toMore.test(wordsOf(cron));

const wordsOf = (cron: ObservedObject): string =>
  listAt(at(cron.fields, ...template), "containers")
    .flatMap((one) => [...listAt(one, "command"), ...listAt(one, "args")])
    .map(String)
    .join(" ")
    .slice(0, 4000);

/** How many seconds ago it ran last. */
const lastRun = ({ printed }: ObservedObject): number | null => ageSeconds(printed.get("LAST SCHEDULE")?.value ?? "");

function scheduleOf({ fields }: ObservedObject): string {
  const [schedule, zone] = [textAt(fields, "spec", "schedule"), textAt(fields, "spec", "timeZone")];
  return schedule === "" ? "" : ` (schedule ${schedule}${zone === "" ? "" : ` ${zone}`})`;
}
