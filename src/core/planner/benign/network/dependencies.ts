import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, runningText } from "../reading/standing.ts";

const waited = defineBenign(
  {
    code: "waited-for-a-dependency",
    title: "Object that waited for what it depends on, and is ready",
    about:
      "A HelmRelease, Kustomization, Application or other object reported that a dependency, artifact, issuer or secret was not ready or not found yet; it is Ready now, and its newest event is no such report.",
    reads: ["HelmRelease", "Kustomization", "Certificate", "ExternalSecret", "Event"],
    asked:
      /depend\w*|not ready|block\w*|wait\w*|stuck|artifact\w*|flux|helm\w*|kustomiz\w*|reconcil\w*|events?|warn\w*|fail\w*|not found/,
  },
  function* (view) {
    if (isAnythingDown(view)) return;
    for (const object of view.objects) {
      if (object.ref.kind === "Pod" || !isReady(object)) continue;
      const events = view.eventsOf(object.ref);
      const early = newest(events.filter(isWaiting));
      const since = newest(events.filter((one) => !isWaiting(one)));
      if (early?.lastSeen == null || (since !== undefined && (since.lastSeen ?? 0) > early.lastSeen)) continue;
      if (events.some(({ type, lastSeen }) => type === "Warning" && (lastSeen ?? 0) < early.lastSeen!)) continue;
      if (since === undefined && early.lastSeen < 600) continue;
      const pods = runningText(view, object.ref.namespace);
      yield {
        ref: object.ref,
        text: `${object.ref.kind} ${object.ref.name} is Ready and not blocked: it only waited for a dependency (event ${early.reason}: ${early.message.replaceAll(/\s+/g, " ").slice(0, 110)}), ${Math.round(early.lastSeen / 60)} minutes ago, and went on${since === undefined ? "" : ` (${since.reason})`}${pods === "" ? "" : `; ${pods}`}`,
        lines: [early.line, since?.line, object.cite("status", "conditions", "Ready"), object.cite()],
        voids: ["not-ready", "warning-event", "dependency-not-ready"],
      };
    }
  },
);

const isWaiting = ({ reason, message }: ObservedEvent): boolean =>
  /^(?:DependencyNotReady|ArtifactNotFound|ArtifactFailed|SourceNotReady|NoSourceArtifact|IssuerNotReady|WaitingFor\w{1,30}|WaitForDependenc\w{1,10})$/.test(
    reason,
  ) ||
  /dependenc\w{1,6}[^\n]{0,120}not (?:meet|ready)|Source artifact not found|waiting for [^\n]{0,80}dependenc/i.test(
    message,
  );

const newest = (events: readonly ObservedEvent[]): ObservedEvent | undefined =>
  events.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];

const isReady = (object: ObservedObject): boolean =>
  (object.printed.get("READY")?.value ?? textAt(object.fields, "status", "conditions", "Ready", "status")) === "True";

export const dependencies: readonly BenignRule[] = [waited];
