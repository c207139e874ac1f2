import { diagnose } from "../../../diagnosis/diagnose.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { kubectl } from "../../command-line.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { sentence } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import type { Told } from "../form/told.ts";
import { type Impact, impactsIn } from "./impact.ts";

const asked =
  /\b(?:summar\w+|overview|recap|sum up|status report|health report|report (?:on|of|about)|(?:state|status|health|situation|condition) (?:of|in)|(?:overall|general|current) (?:state|status|health))\b/;
const beside =
  /\b(?:pods?|deployments?|services?|nodes?|events?|logs?|rollouts?|jobs?|images?|secrets?|configmaps?|pvcs?|quotas?|cpu|memory|usage|changes?|changed|costs?|describe|yaml|kubectl)\b/;
const environments = /\b(production|prod|staging|stage|qa|uat|dev|kube-system|monitoring|default|ingress-nginx)\b/;

/** `summarise the state of namespace shop`: what runs there, what does not, and why as far as lists and events tell. */
export const namespaceState: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (
    said.length > 120 ||
    !asked.test(said) ||
    beside.test(said) ||
    question.targets.some(({ sure, kind }) => sure && kind?.kind !== "Namespace")
  )
    return null;
  const meant = (view: ClusterView) => placeIn(question, view);
  if (question.scope.all || (question.scope.namespaces.length === 0 && !environments.test(said) && !whole.test(said)))
    return null;
  return {
    reads: (view) => {
      const place = meant(view);
      return place === null ? [namespaces] : readsOf(place);
    },
    tell: (view) => {
      const place = meant(view);
      return place === null ? null : tell(place, view);
    },
  };
};

const whole =
  /^(?:please |can you |could you |now |and |ok )*(?:summari[sz]e|sum up|recap|(?:give me )?(?:an |a )?(?:overview|summary|recap) of)\b.{2,40}$/;
const namespaces = { command: "kubectl get namespaces", reason: "Shows which namespaces there are." };

const readsOf = (place: string) => [
  { command: kubectl("get pods", `-n ${place}`), reason: "Shows which pods run, and which do not." },
  {
    command: kubectl("get deployments,statefulsets,daemonsets,jobs,cronjobs,services,endpoints,pvc", `-n ${place}`),
    reason: "Shows which workloads lack replicas, and what serves.",
  },
  {
    command: kubectl("get events", `-n ${place}`, "--field-selector=type=Warning", "--sort-by=.lastTimestamp"),
    reason: "Shows what the cluster complains about, newest last.",
  },
];

/** A namespace that the sentence itself says; one that was spoken of before is another. */
function placeIn({ scope, text }: Question, view: ClusterView): string | null {
  const words = text.toLowerCase().split(/[^a-z0-9-]+/);
  const said = scope.namespaces.find((name) => words.includes(name)) ?? environments.exec(text.toLowerCase())?.[1];
  if (said !== undefined) return said;
  const shown = view.of("Namespace").find(({ ref }) => words.includes(ref.name))?.ref.name;
  return (
    shown ??
    view.objects.find(({ ref }) => ref.namespace !== undefined && words.includes(ref.namespace))?.ref.namespace ??
    null
  );
}

const kinds = ["Deployment", "StatefulSet", "DaemonSet"];

function tell(place: string, view: ClusterView): Told | null {
  const here = ({ ref }: Pick<ObservedObject, "ref">) => ref.namespace === place;
  const workloads = kinds.flatMap((kind) => view.of(kind)).filter(here);
  const pods = podsOf(view).filter((pod) => here(pod) && pod.health !== "gone");
  if (workloads.length + pods.length === 0) return null;
  const zero = workloads.filter((one) => replicasOf(one)?.wanted === 0);
  const bad = impactsIn(view).filter(here);
  const failing = pods.filter(({ health }) => health === "failing").length;
  const wanted = workloads.length - zero.length;
  const badCount = bad.filter(({ ref }) => kinds.includes(ref.kind)).length;
  const off =
    zero.length === 0
      ? ""
      : ` ${zero.length} more ${zero.length === 1 ? "is" : "are"} scaled to zero (${zero.map(({ ref }) => ref.name).join(", ")}).`;
  const roots = diagnose(view).roots.filter(
    ({ severity, object }) => severity !== "info" && object.namespace === place,
  );
  const isTold = (finding: (typeof roots)[number]) => bad.some((one) => isNamed(finding.object, one.ref.name));
  const others = roots.filter((finding) => !isTold(finding)).slice(0, 6);
  const rows = bad.map((one) => `  - ${one.ref.kind} ${one.ref.name}: ${one.state}.${whyOf(one, roots)}`);
  const head =
    badCount === 0
      ? `All ${wanted} workloads in ${place} have what they want`
      : `${badCount} of ${wanted} workloads in ${place} ${badCount === 1 ? "is" : "are"} not well: ${bad
          .filter(({ ref }) => kinds.includes(ref.kind))
          .map(({ ref, state }) => `${ref.name} (${inShort(state)})`)
          .join(", ")}`;
  return {
    summary: `${head}. ${pods.length} pods, ${failing} of them failing.${off}`,
    details: [
      ...rows,
      ...(others.length > 0 ? ["Besides:", ...others.map(({ summary }) => `  - ${sentence(summary)}`)] : []),
    ].join("\n"),
    lines: bad.flatMap(({ lines }) => lines.slice(0, 1)),
    ...(bad[0] === undefined
      ? {}
      : {
          next: [
            {
              command: kubectl("describe", bad[0].ref.kind.toLowerCase(), bad[0].ref.name, `-n ${place}`),
              reason: "Shows its conditions and its events.",
            },
          ],
        }),
  };
}

const inShort = (state: string): string =>
  state
    .replace(/^(\d+) of (\d+) replicas (?:is|are) ready$/, "$1/$2")
    .replace(/^all .* a new pod \((\w+)\).*$/, "new pod $1");

function whyOf({ ref }: Impact, roots: ReturnType<typeof diagnose>["roots"]): string {
  const cause = roots.find(
    ({ object }) => isNamed(object, ref.name) && (object.name === ref.name || object.name.startsWith(`${ref.name}-`)),
  );
  return cause === undefined ? "" : ` ${sentence(cause.summary)}`;
}
