import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { nowOf } from "../reading/now.ts";
import { printedOf } from "../reading/printed.ts";
import { ageOf, linesIn } from "../reading/standing.ts";

const asked =
  /\b(?:age|ages|aged|old|older|sync\w*|updat\w*|refresh\w*|rotat\w*|stale|outdated|chang\w*|appl(?:y|ied)|renew\w*|days?|months?|year)\b|\d{1,4}d\b/;

/** What programs say whose credentials are no longer right. */
const refused =
  /\b535[- ]|authentication (?:failed|failure|unsuccessful)|invalid (?:credentials|password|api key|token)|password authentication failed|access denied|login failed|\b401\b|unauthori[sz]ed|permission denied/i;

const synced = defineBenign(
  {
    code: "synced-secret-keeps-its-age",
    title: "Secret that is synced keeps the age of its object",
    about:
      "AGE counts from the creation of an object and not from the last change of its content. An ExternalSecret (or SealedSecret, VaultStaticSecret) that is Ready and was refreshed within its interval has written the Secret, however old that is. Not where the ExternalSecret is not Ready, is never refreshed, or a program's credentials are refused.",
    reads: ["Secret", "ExternalSecret", "SealedSecret", "VaultStaticSecret"],
    asked,
  },
  function* (view) {
    for (const kind of ["ExternalSecret", "SealedSecret", "VaultStaticSecret", "VaultDynamicSecret", "InfisicalSecret"])
      for (const object of view.of(kind)) {
        const fresh = refreshedAt(object, view);
        if (!isReady(object) || fresh === null || linesIn(view, refused, 1).length > 0) continue;
        const name = textAt(object.fields, "spec", "target", "name") || object.ref.name;
        const secret = view.of("Secret").find(({ ref }) => ref.name === name && ref.namespace === object.ref.namespace);
        const age = secret?.printed.get("AGE")?.value;
        const written = lastWrite(view, secret?.ref ?? object.ref);
        yield {
          ref: object.ref,
          about: secret === undefined ? [] : [secret.ref],
          text: `${kind} ${object.ref.name} is synced (Ready True, ${fresh.text})${written === null ? "" : `, Secret ${name} was last written at ${written.time} by ${written.manager || "it"}`}; AGE${age === undefined ? "" : ` ${age}`} counts from the creation of the object, not from the last change of its content`,
          lines: [fresh.line, secret?.cite(), written?.line],
        };
      }
  },
);

const isReady = (object: ObservedObject): boolean =>
  (object.printed.get("READY")?.value ??
    object.printed.get("SYNCED")?.value ??
    textAt(object.fields, "status", "conditions", "Ready", "status")) === "True";

/** When it was refreshed, where that is within its interval; null where it never is, or was too long ago, or nothing tells. */
function refreshedAt(object: ObservedObject, view: ClusterView): { text: string; line: Line } | null {
  const interval =
    object.printed.get("REFRESH INTERVAL")?.value ??
    object.printed.get("REFRESHINTERVAL")?.value ??
    textAt(object.fields, "spec", "refreshInterval");
  if (/^0[smh]?(?:0m)?(?:0s)?$/.test(interval) || textAt(object.fields, "spec", "refreshPolicy") === "CreatedOnce")
    return null;
  const every = seconds(interval);
  const last = object.printed.get("LAST SYNC");
  if (last !== undefined) {
    const ago = ageSeconds(last.value);
    return ago === null || (every !== null && ago > 2 * every + 60)
      ? null
      : { text: `last sync ${last.value} ago`, line: last.line };
  }
  const time = textAt(object.fields, "status", "refreshTime") || textAt(object.fields, "status", "lastRefreshTime");
  if (time !== "") {
    const now = nowOf(view);
    const late = now !== null && every !== null && now.at - Date.parse(time) > (2 * every + 60) * 1000;
    return late ? null : { text: `refreshed at ${time}`, line: object.cite("status", "refreshTime") };
  }
  return null;
}

/** `1h0m0s`. */
function seconds(text: string): number | null {
  const match = /^(?:(\d{1,4})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?$/.exec(text);
  if (match === null || text === "") return null;
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
}

/** The newest entry of managedFields of an object, as it was printed or cut out. */
function lastWrite(view: ClusterView, ref: ObjectRef): { time: string; manager: string; line: Line } | null {
  const object = view.object(ref);
  const whole = listAt(object?.fields, "metadata", "managedFields").map((one) => ({
    time: textAt(one, "time"),
    manager: textAt(one, "manager"),
    line: object!.cite("metadata", "managedFields"),
  }));
  const times = printedOf(view, ref, /\btime["']?\s?[:=]\s?["']?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)/);
  const managers = printedOf(view, ref, /\bmanager["']?\s?[:=]\s?["']?([\w./-]{1,120})/);
  const cut = times.map(({ match, line }) => ({
    time: match[1]!,
    manager:
      managers.findLast((one) => one.line.command === line.command && one.line.line <= line.line)?.match[1] ?? "",
    line,
  }));
  return (
    [...whole, ...cut]
      .filter(({ time }) => time !== "")
      .toSorted((one, other) => one.time.localeCompare(other.time))
      .at(-1) ?? null
  );
}

const changed = defineBenign(
  {
    code: "content-is-younger-than-age",
    title: "Object that was changed after it was created",
    about:
      "AGE of a ConfigMap or Secret counts from its creation; managedFields say when and by whom it was last changed. Said where that was within two days of the time of the outputs, and the pods that are shown started after it.",
    reads: ["ConfigMap", "Secret", "Pod"],
    asked,
  },
  function* (view, { text }) {
    const now = nowOf(view);
    for (const object of [...view.of("ConfigMap"), ...view.of("Secret")]) {
      const written = lastWrite(view, object.ref);
      const age = ageOf(object);
      if (written === null || age === null || now === null || linesIn(view, refused, 1).length > 0) continue;
      const since = (now.at - Date.parse(written.time)) / 1000;
      const pods = view.of("Pod").filter(({ ref }) => ref.namespace === object.ref.namespace);
      const isOlder = pods.some((pod) => (ageOf(pod) ?? 0) > since + 300);
      if (since > 2 * 86_400 && /\b(?:today|yesterday|just|this morning|an? hour ago|last night)\b/i.test(text))
        yield {
          ref: object.ref,
          text: `${object.ref.kind} ${object.ref.name} was last changed at ${written.time} (managedFields), and not since`,
          lines: [written.line, object.cite()],
          isDoubt: true as const,
        };
      if (since < -60 || since > 2 * 86_400 || age < since * 2 || isOlder) continue;
      yield {
        ref: object.ref,
        text: `${object.ref.kind} ${object.ref.name} was changed at ${written.time} by ${written.manager || "its writer"} (managedFields); AGE ${object.printed.get("AGE")?.value ?? ""} only counts from the creation of the object, not from the last change of its content${pods.length === 0 ? "" : ", and the pods started after it"}`,
        lines: [written.line, object.cite()],
      };
    }
  },
);

const restarter = defineBenign(
  {
    code: "restarted-by-schedule",
    title: "Pods that a scheduled restart renews",
    about:
      "A CronJob runs `kubectl rollout restart` (or deletes pods) on its schedule, so the pods of that workload are young every day and no restart of a container is counted. Only while the workload has all its replicas.",
    reads: ["CronJob", "Deployment", "StatefulSet", "Pod"],
    asked:
      /\b(?:restart\w*|recreat\w*|replac\w*|young|new pods?|age|every (?:day|night|morning)|daily|nightly|each (?:day|night)|who|vanish\w*|disappear\w*|killed|delet\w*|names?|uptime)\b/,
  },
  function* (view) {
    for (const object of view.of("CronJob")) {
      const order = orderOf(object, view);
      if (order === null || textAt(object.fields, "spec", "suspend") === "true") continue;
      const workload = [...view.of("Deployment"), ...view.of("StatefulSet"), ...view.of("DaemonSet")].find(
        ({ ref }) => ref.name === order.name && ref.namespace === object.ref.namespace,
      );
      const pods = view
        .of("Pod")
        .filter(({ ref }) => ref.namespace === object.ref.namespace && ref.name.startsWith(`${order.name}-`));
      const subject = workload?.ref ?? (pods[0] === undefined ? undefined : workloadOf(view, pods[0].ref));
      if (subject === undefined) continue;
      const schedule = object.printed.get("SCHEDULE")?.value ?? textAt(object.fields, "spec", "schedule");
      yield {
        ref: subject,
        about: [object.ref, ...pods.map(({ ref }) => ref)],
        text: `${subject.kind} ${subject.name} is restarted on purpose by CronJob ${object.ref.name}${schedule === "" ? "" : ` (schedule ${schedule})`}, which runs "${order.said}": its pods are young for that`,
        lines: [order.line, object.cite(), workload?.cite(), pods[0]?.cite()],
      };
    }
  },
);

const restart =
  /\brollout["',\s]{1,6}restart["',\s]{1,6}(?:-n[ "',]{1,4}[\w-]{1,63}["',\s]{1,6})?(?:(?:deployment|deploy|statefulset|sts|daemonset|ds)(?:s|\.apps)?[/"',\s]{1,6})?([a-z0-9][a-z0-9-]{0,62})/;

/** What a CronJob restarts, by its command as it was printed. */
function orderOf(object: ObservedObject, view: ClusterView): { name: string; said: string; line: Line } | null {
  const template = at(object.fields, "spec", "jobTemplate", "spec", "template", "spec");
  for (const one of listAt(template, "containers")) {
    const words = [...listAt(one, "command"), ...listAt(one, "args")]
      .filter((word) => typeof word === "string")
      .join(" ");
    const match = restart.exec(words.slice(0, 2000));
    if (match !== null)
      return {
        name: match[1]!,
        said: match[0].trim(),
        line: object.cite(
          "spec",
          "jobTemplate",
          "spec",
          "template",
          "spec",
          "containers",
          textAt(one, "name"),
          "command",
        ),
      };
  }
  const cut = printedOf(view, object.ref, restart)[0];
  return cut === undefined
    ? null
    : { name: cut.match[1]!, said: cut.match[0].replaceAll(/["',]{1,4}/g, " ").trim(), line: cut.line };
}

export const objectAges: readonly BenignRule[] = [synced, changed, restarter];
