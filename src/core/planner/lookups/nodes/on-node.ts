import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import { placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";

const asked =
  /^(?:(?:and|so|ok|okay|now)[, ]{1,3}){0,2}(?:what(?: all| else)?|which (?:pods|workloads|apps|applications|things|services))(?:'s| is| are)? (?:currently |all )?(?:runs?|running|scheduled|placed|lives?|living|sits?|hosted|deployed)(?: there)? on (?:the )?(?:node )?([a-z0-9][a-z0-9.-]{1,252})$/;

/** `what runs on it?` of a node: its pods, those that are not well first. */
export const onNode: Inquiry = (question) => {
  const said = question.text.toLowerCase().replace(/[\s?.!]{1,10}$/, "");
  const name = said.length > 200 ? undefined : asked.exec(said)?.[1];
  const target = question.targets.find((one) => one.name === name);
  if (name === undefined || target?.kind?.kind !== "Node") return null;
  const read = {
    command: kubectl("get pods -A", `--field-selector=spec.nodeName=${name}`, "-o wide"),
    reason: `Shows what runs on ${name}.`,
  };
  return { reads: () => [read], tell: (view) => tell(name, view) };
};

function tell(node: string, view: ClusterView): Told | null {
  const pods = podsOf(view).filter((pod) => pod.node === node && pod.health !== "gone");
  if (pods.length === 0) return null;
  const isEnded = ({ health, status }: (typeof pods)[number]) => health === "done" || ended.test(status);
  const left = pods.filter((pod) => !isEnded(pod));
  const bad = left.filter(({ health }) => health === "failing" || health === "starting");
  const workloads = [...new Set(left.map(({ ref }) => placed({ ref: workloadOf(view, ref) })))].sort();
  const notWell = bad.map(({ ref, status }) => `${placed({ ref })} (${status})`);
  const over = pods.length === left.length ? "" : ` ${pods.length - left.length} more have ended.`;
  return {
    summary: `${left.length} pods of ${workloads.length} workloads run on node ${node}${bad.length === 0 ? ", all of them well" : `; not well: ${enumerated(notWell, 8)}`}.${over}`,
    details: `They are of ${enumerated(workloads, 60)}.`,
    lines: [...bad, ...left.filter((pod) => !bad.includes(pod))].slice(0, 8).flatMap(({ line }) => line ?? []),
  };
}

const ended = /^(?:Completed|Succeeded|Error|Failed|Evicted|ContainerStatusUnknown)$/;
