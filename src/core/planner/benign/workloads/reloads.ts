import { entriesAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { nowOf } from "../reading/now.ts";
import { ageOf, isAnythingDown } from "../reading/standing.ts";

const rolled = defineBenign(
  {
    code: "rolled-after-a-changed-secret",
    onlyAsked: true,
    title: "Pods made anew after a secret or config map changed",
    about:
      "Reloader, the Vault Secrets Operator, Wave or `rollout restart` gave a workload new pods: a log line, event or annotation of the template says so (reloader.stakater.com, kubectl.kubernetes.io/restartedAt). The pods have no restarts and are ready: a rolling restart and no crash.",
    reads: ["Pod", "Deployment", "StatefulSet", "Event", "logs"],
    asked:
      /restart\w*|crash\w*|recreat\w*|replac\w*|roll\w*|new pods?|young|\bage\b|without (?:a |any )?(?:release|deploy\w*)|nobody deployed|gone|kill\w*|who\b/,
  },
  function* (view) {
    const reasons = reasonsIn(view);
    if (reasons.length === 0) return;
    for (const pods of Map.groupBy(
      podsOf(view),
      ({ ref }) => `${ref.namespace}/${workloadOf(view, ref).name}`,
    ).values()) {
      const ref = workloadOf(view, pods[0]!.ref);
      const reason = reasons.find((one) => one.name === ref.name && (one.namespace ?? ref.namespace) === ref.namespace);
      if (reason === undefined || isAnythingDown(view, ref.namespace)) continue;
      if (pods.some(({ health, restarts }) => health !== "healthy" || restarts > 0)) continue;
      if (pods.some(({ object }) => object !== undefined && isOfAnotherTime(reason.line.text, ageOf(object), view)))
        continue;
      yield {
        ref,
        about: pods.map((pod) => pod.ref),
        text: `there was no crash: ${reason.who} gave ${ref.kind} ${ref.name} new pods by a rolling restart on purpose${reason.changed === undefined ? "" : ` after ${reason.changed.text}`} (${reason.line.text.trim().replaceAll(/\s+/g, " ").slice(0, 110)}); ${pods.length === 1 ? "its pod is" : `all ${pods.length} pods are`} running and ready with 0 restarts`,
        lines: [reason.line, reason.changed?.line, pods[0]!.line],
      };
    }
  },
);

/** Whether the restart that was noted lies at another time than the start of a pod, where both are known. */
function isOfAnotherTime(text: string, age: number | null, view: ClusterView): boolean {
  const noted = /restartedAt["']?:\s{0,3}["']?(\d{4}-\d{2}-\d{2}T[\d:]{8}(?:Z|[+-]\d{2}:\d{2}))/.exec(text)?.[1];
  const now = nowOf(view)?.at;
  if (noted === undefined || now === undefined || age === null) return false;
  const ago = (now - Date.parse(noted)) / 1000;
  return Math.abs(ago - age) > Math.max(3600, ago / 10);
}

type Reason = { name: string; namespace?: string; who: string; line: Line; changed?: { text: string; line: Line } };

const updated =
  /Updated ['"]([a-z0-9.-]{1,253})['"] of type ['"](?:Deployment|StatefulSet|DaemonSet)['"] in namespace ['"]([a-z0-9-]{1,63})['"]/;
const changed = /Changes detected in ['"]([a-z0-9.-]{1,253})['"] of type ['"](\w{1,20})['"]/;
const reloaded = /(?:Reload\w*|Changes Detected|Rollout ?Restart\w*|restart triggered|Rolling restart)[^\n]{0,200}/i;
const template =
  /(reloader\.stakater\.com\/last-reloaded-from|kubectl\.kubernetes\.io\/restartedAt|vso\.secrets\.hashicorp\.com\/restartedAt|wave\.pusher\.com\/config-hash)/;

function reasonsIn(view: ClusterView): readonly Reason[] {
  const lines = view.evidence.flatMap((piece) => linesOf(piece).slice(0, 5000));
  const cause = lines.flatMap((line) => {
    const found = changed.exec(line.text.slice(0, 600));
    return found === null ? [] : [{ text: `a change of ${found[2]!.toLowerCase()} ${found[1]}`, line }];
  })[0];
  const logged = lines.flatMap((line): readonly Reason[] => {
    const found = updated.exec(line.text.slice(0, 600));
    return found === null
      ? []
      : [
          {
            name: found[1]!,
            namespace: found[2]!,
            who: "Reloader",
            line,
            ...(cause === undefined ? {} : { changed: cause }),
          },
        ];
  });
  const events = view.events
    .filter(
      ({ reason, object }) =>
        /^(?:Reloaded|Rolling\w{0,12}|RolloutRestart\w{0,12}|SecretRotated)$/.test(reason) &&
        /^(?:Deployment|StatefulSet|DaemonSet)$/.test(object.kind),
    )
    .map(({ object, line, reason }): Reason => ({ ...inPlace(object), who: `a controller (event ${reason})`, line }));
  const annotated = ["Deployment", "StatefulSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .flatMap((object): readonly Reason[] => {
      const path = ["spec", "template", "metadata", "annotations"];
      const key = [...entriesAt(object.fields, ...path)].map(([one]) => one).find((one) => template.test(one));
      const line = key === undefined ? undefined : object.cite(...path, key);
      return line === undefined ? [] : [{ ...inPlace(object.ref), who: whoOf(key!), line }];
    });
  return [...logged, ...events, ...annotated].filter(
    ({ line }) => updated.test(line.text) || reloaded.test(line.text) || template.test(line.text),
  );
}

const inPlace = ({ name, namespace }: ObjectRef) => ({ name, ...(namespace === undefined ? {} : { namespace }) });

const whoOf = (key: string): string =>
  /reloader/.test(key)
    ? "Reloader"
    : /vso/.test(key)
      ? "the Vault Secrets Operator"
      : /wave/.test(key)
        ? "Wave"
        : "kubectl rollout restart";

export const reloads: readonly BenignRule[] = [rolled];
