import { endpointsOf } from "../../diagnosis/endpoints-of.ts";
import { textAt } from "../../diagnosis/fields.ts";
import { logsOfView } from "../../diagnosis/logs-of-view.ts";
import { podsOf } from "../../diagnosis/pods.ts";
import { workloadOf } from "../../diagnosis/relations.ts";
import { messageIn } from "../../evidence/log-message.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { linesOfLog } from "../well/log-course.ts";
import { type BenignRule, callsFail, defineBenign } from "./benign.ts";
import { isAnythingDown } from "./standing.ts";
import { reasonText, statedReason } from "./stated-reason.ts";

const otherClass = defineBenign(
  {
    code: "ingress-of-another-controller",
    title: "Ingress that another controller serves",
    about:
      "An ingress controller logs that it ignores an Ingress, whose class is another controller's. The Ingress has its address from that one: the line is how two controllers share a cluster.",
    reads: ["Ingress", "IngressClass", "logs"],
    asked: /ingress|class|ignor|controller/,
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const lines = linesOfLog(log, view);
      const ignored = lines.filter(({ text }) => ignoring.test(text.slice(0, 2000)));
      const others = lines.filter(
        (line) => /^(?:error|fatal)$/.test(messageIn(line.text).level) && !ignored.includes(line),
      );
      if (ignored.length === 0 || others.length > 0) continue;
      for (const ingress of view.of("Ingress")) {
        const line = ignored.find(({ text }) => text.includes(ingress.ref.name));
        const name = textAt(ingress.fields, "spec", "ingressClassName") || (ingress.printed.get("CLASS")?.value ?? "");
        const own = view.of("IngressClass").find(({ ref }) => ref.name === name);
        const address =
          ingress.printed.get("ADDRESS")?.value ??
          textAt(ingress.fields, "status", "loadBalancer", "ingress", "0", "ip");
        if (line === undefined || own === undefined || address === "" || isAnythingDown(view, ingress.ref.namespace))
          continue;
        const controller = textAt(own.fields, "spec", "controller") || (own.printed.get("CONTROLLER")?.value ?? "");
        yield {
          ref: ingress.ref,
          text: `Ingress ${ingress.ref.name} has class ${name}${controller === "" ? "" : ` (controller ${controller})`}, whose controller serves it (address ${address}): that the other controller ignores it is by design, its log lines are harmless`,
          lines: [line, ingress.cite(), own.cite()],
        };
        yield {
          ref: log.object,
          about: [workloadOf(view, log.object)],
          text: `the log of ${log.object.name} only says that it leaves that to the other controller`,
          lines: [line],
          ofLog: true,
        };
      }
    }
  },
);

const ignoring =
  /ignoring ingress|ingress class|ingressclass|does not (?:match|contain).{0,40}class|not for this controller/i;

const gates = defineBenign(
  {
    code: "readiness-gates-column",
    title: "Readiness gates: none, or all of them met",
    about:
      "READINESS GATES and NOMINATED NODE of `-o wide` say <none> where a pod has none, which is the rule; `1/1` says that the gate (a target group of a load balancer) is met.",
    reads: ["Pod"],
    asked: /readiness.?gates?|nominated|target.?health|target group/,
    unless: callsFail,
  },
  function* (view) {
    const all = podsOf(view).filter(({ object }) => object?.printed.has("READINESS GATES") === true);
    if (all.length === 0 || all.some(({ health }) => health !== "healthy" && health !== "done")) return;
    for (const pod of all) {
      const cell = pod.object!.printed.get("READINESS GATES")!;
      const [met, wanted] = cell.value.split("/").map(Number);
      const isMet = met !== undefined && wanted !== undefined && met === wanted;
      if (cell.value !== "<none>" && !isMet) continue;
      yield {
        ref: workloadOf(view, pod.ref),
        about: [pod.ref],
        text: isMet
          ? `pod ${pod.ref.name} is ready and ${cell.value} of its readiness gates are met (the load balancer reports its target healthy)`
          : `pod ${pod.ref.name} is ready: <none> under NOMINATED NODE and READINESS GATES is normal, it means that it has no readiness gate and preempts no other pod`,
        lines: [cell.line],
      };
      return;
    }
  },
);

const denies = defineBenign(
  {
    code: "network-policy-denies-on-purpose",
    title: "NetworkPolicy that is meant to keep somebody out",
    about:
      "Calls from one place to another run into a timeout, and an annotation of the NetworkPolicy in between names that place and says that it must not get through.",
    reads: ["NetworkPolicy"],
    asked: /polic|block|deny|denied|isolat|reach|connect|time[ds]? ?out|curl|refused|firewall|network/,
  },
  function* (view) {
    const callers = new Set(
      view.evidence.flatMap(({ command }) => {
        const found = /\b(?:exec|run|debug)\b.{0,120}?(?:-n|--namespace)[ =]([a-z0-9-]{1,63})/.exec(command);
        return found === null ? [] : [found[1]!];
      }),
    );
    for (const policy of view.of("NetworkPolicy")) {
      const why = statedReason(policy, kept);
      if (why === null) continue;
      const caller = [...callers].find(
        (name) => name !== policy.ref.namespace && why.value.toLowerCase().includes(name),
      );
      if (caller === undefined || isAnythingDown(view, policy.ref.namespace)) continue;
      yield {
        ref: policy.ref,
        about: [
          ...view
            .of("Service")
            .filter((one) => one.ref.namespace === policy.ref.namespace && endpointsOf(view, one.ref).state !== "none")
            .map(({ ref }) => ref),
          ...selected(view, policy.ref.namespace),
        ],
        text: `NetworkPolicy ${policy.ref.name} blocks ${caller} on purpose, as its ${reasonText(why)}; the timeout from there is expected, and what it protects is running`,
        lines: [why.line, policy.cite("spec", "ingress")],
      };
    }
  },
);

const kept =
  /must (?:not|never)|may not|not allowed|never reach|forbidden|denied|deny|blocked?|isolat|keep out|no access|on purpose|by design|deliberate|intended/i;

const selected = (view: ClusterView, namespace: string | undefined) =>
  podsOf(view)
    .filter(({ ref }) => ref.namespace === namespace)
    .map(({ ref }) => workloadOf(view, ref));

export const trafficRules: readonly BenignRule[] = [otherClass, gates, denies];
