import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { textAt } from "../../../diagnosis/objects/fields.ts";
import { podAt } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { isSame } from "../../investigation/relevance.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isNodeReady } from "../reading/standing.ts";

const another = defineBenign(
  {
    code: "address-announced-by-another",
    title: "Speaker of MetalLB that leaves an address to another one",
    about:
      "In layer 2 mode one speaker announces the address of a Service, and all others withdraw it with the reason notOwner. Said where a ServiceL2Status, an event of the Service or the log of another speaker shows which one announces it; not where none does, its node is not ready, or the Service has no address.",
    reads: ["ServiceL2Status", "Service", "Event", "logs"],
    asked:
      /\b(?:notowner|not owner|withdr\w*|announc\w*|speakers?|metallb|layer ?2|l2|arp|owner|(?:does|do|is)(?: not|n't))\b/,
    unless:
      /\b(?:unreachable|not reachable|(?:cannot|can't|could not) (?:reach|connect|open|ping)|no route|refused|outage|time(?:s|d)? ?out|offline)\b/,
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      if (log.isMixed) continue;
      const withdrawn = [...lastSaid(log.evidence, view)].filter(([, { isOwn }]) => !isOwn);
      if (withdrawn.length === 0) continue;
      const all = withdrawn.map(([service, { line }]) => ({
        service,
        line,
        owner: ownerOf(service, log.object, view),
      }));
      const lost = all.find(({ owner }) => owner === null);
      if (lost !== undefined) {
        if (isAnyShown(view))
          yield {
            ref: log.object,
            about: all.map(({ service }) => refOf(service)),
            text: `${log.object.name} does not announce the address of Service ${lost.service} (notOwner), and no other speaker is shown to announce it`,
            lines: [lost.line],
            isDoubt: true as const,
          };
        continue;
      }
      const owners = all.map(({ service, owner }) => `${service} from ${owner!.name}`);
      yield {
        ref: log.object,
        about: all.map(({ service }) => refOf(service)),
        text: `${log.object.name} withdraws ${all.length === 1 ? "an address" : `${all.length} addresses`} with the reason notOwner as it should: in layer 2 mode one speaker announces the address of a Service and all others leave it alone, and ${owners.slice(0, 5).join(", ")}${owners.length > 5 ? ", ..." : ""} ${owners.length === 1 ? "is" : "are"} announced`,
        lines: [all[0]!.line, ...all.map(({ owner }) => owner!.line).slice(0, 5)],
        ofLog: true as const,
      };
    }
  },
);

type Said = { readonly line: Line; readonly isOwn: boolean };

const serviceIn = /["' ]service["']?[:=]["']?([a-z0-9][\w.-]{0,62}\/[a-z0-9][\w.-]{0,62})/;

/** What the log of a speaker says last of each Service: that it announces it, or that another one owns it. */
function lastSaid(evidence: number, view: ClusterView): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  const piece = view.evidence[evidence];
  for (const line of piece === undefined ? [] : linesOf(piece).slice(-5000)) {
    const text = line.text.slice(0, 1000);
    const isOwn = /\bserviceAnnounced\b|\bservice has IP, announcing\b/.test(text);
    const isLeft = /\bwithdrawing service announcement\b|\bserviceWithdrawn\b/.test(text) && /\bnotOwner\b/.test(text);
    const service = isOwn || isLeft ? serviceIn.exec(text)?.[1] : undefined;
    if (service !== undefined) said.set(service, { line, isOwn });
  }
  return said;
}

function refOf(service: string): ObjectRef {
  const [namespace, name] = service.split("/");
  return { kind: "Service", namespace: namespace!, name: name! };
}

type Owner = { readonly name: string; readonly line: Line };

/** Who announces a Service that has an address, beside the speaker that does not. */
function ownerOf(service: string, speaker: ObjectRef, view: ClusterView): Owner | null {
  const ref = refOf(service);
  if (/^<(?:pending|none)>$/.test(view.object(ref)?.printed.get("EXTERNAL-IP")?.value ?? "")) return null;
  const own = podAt(view, speaker)?.object;
  const home = textAt(own?.fields, "spec", "nodeName") || (own?.printed.get("NODE")?.value ?? "");
  const told = byStatus(ref, view) ?? byEvent(ref, view);
  if (told !== null) return told.name === home || isDown(told.name, view) ? null : told;
  for (const log of logsOfView(view)) {
    const said = isSame(log.object, speaker) ? undefined : lastSaid(log.evidence, view).get(service);
    if (said?.isOwn === true) return { name: log.object.name, line: said.line };
  }
  return null;
}

function byStatus({ name, namespace }: ObjectRef, view: ClusterView): Owner | null {
  for (const status of view.of("ServiceL2Status")) {
    const cell = (heading: string, field: string) =>
      status.printed.get(heading)?.value ?? textAt(status.fields, "status", field);
    const isIts =
      cell("SERVICE NAME", "serviceName") === name && cell("SERVICE NAMESPACE", "serviceNamespace") === namespace;
    const node = cell("ALLOCATED NODE", "node");
    if (isIts && node !== "") return { name: `node ${node}`, line: status.cite() };
  }
  return null;
}

/** `announcing from node "metal-2" with protocol "layer2"`. */
function byEvent(ref: ObjectRef, view: ClusterView): Owner | null {
  const events = view.eventsOf(ref).toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0));
  for (const { message, line } of events) {
    const node = /^announcing from node "([^"]{1,253})"/.exec(message)?.[1];
    if (node !== undefined) return { name: `node ${node}`, line };
  }
  return null;
}

const isDown = (owner: string, view: ClusterView): boolean =>
  view.of("Node").some((node) => `node ${node.ref.name}` === owner && !isNodeReady(node));

/** Whether what was printed tells at all who announces what. */
const isAnyShown = (view: ClusterView): boolean =>
  view.of("ServiceL2Status").length > 0 ||
  logsOfView(view).filter(({ object }) => /speaker/.test(object.name)).length > 1;

export const announcers: readonly BenignRule[] = [another];
