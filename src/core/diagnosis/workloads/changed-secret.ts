import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../causes/fixes.ts";
import type { Fix } from "../finding.ts";
import type { LogReading } from "../logs/logs-of-view.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { changeOf, isBefore, newestIn, startsOf } from "../objects/moments.ts";
import { nameOf } from "../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../objects/reads.ts";
import { workloadOf } from "../objects/relations.ts";
import { configuredContainers } from "../objects/settings.ts";

type Changed = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
  readonly fix: Fix;
};

/** The Secret in the environment of what wrote a log that was changed after its pods read it: they keep the old value. */
export const changedSecret = (view: ClusterView, log: LogReading): Changed | undefined => {
  const workload = workloadOf(view, log.object);
  const started = startsOf(view, workload);
  const now = newestIn(log);
  for (const secret of secretsOf(view, log.object)) {
    const changed = changeOf(secret);
    const before = changed && started.find((start) => isBefore(start, changed, now));
    if (changed && before)
      return {
        note: `; ${nameOf(secret.ref)} was changed ${changed.said}, after its pods started (${before.said}): they keep the old value until they are restarted`,
        related: [secret.ref],
        evidence: [changed.line, before.line],
        fix: fixOf(view, workload),
      };
  }
  return undefined;
};

const fixOf = (view: ClusterView, workload: ObjectRef): Fix =>
  fixWith(
    "Restart the pods, so that they read the Secret anew; a tool that restarts them on a change (such as Reloader) spares the next time.",
    ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
      ? suggest(
          ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
          "Pods read their environment only when they start.",
        )
      : [],
    verifyRollout(view, workload),
  );

/** The Secrets that variables of its containers are taken from; by `set env --list` too. */
const secretsOf = (view: ClusterView, from: ObjectRef): readonly ObservedObject[] => {
  const workload = workloadOf(view, from).name;
  const names = new Set([
    ...configuredContainers(view, from).flatMap(({ container }) => [
      ...listAt(container, "envFrom").map((source) => textAt(source, "secretRef", "name")),
      ...listAt(container, "env").map((variable) => textAt(variable, "valueFrom", "secretKeyRef", "name")),
    ]),
    ...view.evidence
      .filter(({ command }) => /\bset env\b/.test(command) && command.includes(workload))
      .flatMap(({ stdout }) => [
        ...[...stdout.slice(0, 50_000).matchAll(/^# \S{1,200} from secret ([\w.-]{1,253})/gm)].map(
          (match) => match[1]!,
        ),
      ]),
  ]);
  return view.of("Secret").filter(({ ref }) => ref.namespace === from.namespace && names.has(ref.name));
};
