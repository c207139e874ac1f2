import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const componentStatus = defineBenign(
  {
    code: "component-status-is-deprecated",
    title: "ComponentStatus of scheduler and controller manager",
    about:
      "`kubectl get componentstatuses` (deprecated since 1.19) asks the old insecure ports 10251 and 10252 on 127.0.0.1, which newer control planes do not open, and so says Unhealthy though the pods of scheduler and controller manager run and hold their leases.",
    reads: ["ComponentStatus", "Pod", "Lease"],
    asked: /component|\bcs\b|scheduler|controller.?manager|control.?plane|unhealthy|deprecat/,
  },
  function* (view) {
    const cell = (name: string) => (one: (typeof all)[number]) => one.printed.get(name)?.value ?? "";
    const all = view.of("ComponentStatus");
    const bad = all.filter((one) => cell("STATUS")(one) === "Unhealthy");
    const isOld = (one: (typeof all)[number]) =>
      /^(?:scheduler|controller-manager)$/.test(one.ref.name) &&
      /(?:127\.0\.0\.1|localhost|\[::1\]):102(?:5[1279])\b[^\n]{0,120}refused/.test(
        `${cell("MESSAGE")(one)} ${cell("ERROR")(one)}`,
      );
    if (bad.length === 0 || !bad.every(isOld) || isAnythingDown(view)) return;
    for (const one of bad) {
      const name = `kube-${one.ref.name}`;
      const pods = podsOf(view).filter(({ ref, health }) => ref.name.startsWith(name) && health === "healthy");
      const lease = view.of("Lease").find(({ ref }) => ref.name === name);
      const ok = linesIn(view, new RegExp(`^\\[\\+\\][^\\n]{0,60}ok$|^${name}[^\\n]{0,60}\\bok$`), 1)[0];
      if (pods.length === 0 && lease === undefined && ok === undefined) continue;
      const proof =
        pods.length > 0
          ? `pod ${pods[0]!.ref.name} is running and ready`
          : lease === undefined
            ? "its health check is ok"
            : `it holds its lease ${name}`;
      yield {
        ref: one.ref,
        about: pods.map(({ ref }) => ref),
        text: `${name} works, ${proof}: ComponentStatus is deprecated (since 1.19) and asks an insecure port on 127.0.0.1 that is not opened any more, so its Unhealthy (connection refused) says nothing`,
        lines: [one.cite(), pods[0]?.line ?? lease?.cite() ?? ok],
      };
    }
  },
);

/** Somebody misses what was deleted. */
const unwanted = /who |by mistake|accident|disappear|restore|lost|help/i;

const deleted = defineBenign(
  {
    code: "deletion-has-finished",
    onlyAsked: true,
    title: "Deletion that hung and has finished",
    about:
      "Something was stuck in Terminating, behind finalizers, and is no longer found: its deletion has finished, the finalizers are gone.",
    reads: ["Namespace", "PersistentVolumeClaim", "Pod"],
    asked: /terminating|finali[sz]er|stuck (?:in )?delet|delet\w* (?:is )?(?:stuck|hangs?|hanging)/,
  },
  function* (view, question) {
    if (unwanted.test(question.text)) return;
    if (isAnythingDown(view)) return;
    for (const ref of goneOf(view)) {
      const error = view.errors.find(({ code, message }) => code === "not-found" && message.includes(`"${ref.name}"`))!;
      yield {
        ref,
        text: `the deletion of ${ref.kind.toLowerCase()} ${ref.name} has finished: it does not exist any more (NotFound), so no finalizer holds it and there is nothing to do`,
        lines: [error.line],
        errors: [error],
        voids: ["not-found", "namespace-stuck-terminating"],
      };
    }
  },
);

/** What was looked for by name and is not found. */
const goneOf = (view: ClusterView) =>
  view.errors.flatMap(({ code, object }) =>
    code === "not-found" &&
    object !== null &&
    /^(?:Namespace|PersistentVolume|PersistentVolumeClaim|Pod|CustomResourceDefinition|Node|Job)$/.test(object.kind) &&
    view.object(object) === undefined
      ? [object]
      : [],
  );

export const controlPlane: readonly BenignRule[] = [componentStatus, deleted];
