import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const pausedStep = defineBenign(
  {
    code: "rollout-paused-at-a-step",
    title: "Argo Rollout that pauses at a step",
    about:
      "A canary (or blue-green) Rollout waits at a pause step of its own plan: for the time it names, or until somebody promotes it. Not where its analysis failed or was inconclusive, it is aborted or degraded, or pods are missing.",
    reads: ["Rollout", "AnalysisRun", "Event"],
    asked:
      /\b(?:stuck|paus\w*|rollout|roll ?back|canary|only \d|new version|version|deploy\w*|promot\w*|progress\w*|hang\w*|stop\w*|step|release|weight|blue.?green|half|some of|pods?)\b/,
  },
  function* (view) {
    const bad = linesIn(
      view,
      /\b(?:AnalysisRunFailed|AnalysisRunError|InconclusiveAnalysisRun|RolloutAborted|ProgressDeadlineExceeded)\b|phase: (?:Degraded|Inconclusive|Failed)|Status:\s{1,20}\S{0,4} ?(?:Degraded|Error)|\babort: true|Status New: '(?:Failed|Inconclusive|Error)'/,
      1,
    );
    if (bad.length > 0 || isAnythingDown(view)) return;
    for (const ref of rolloutsIn(view)) {
      const lines = linesFor(view, ref);
      const reason = lines.find(({ text }) => /CanaryPauseStep|BlueGreenPause/.test(text));
      const isPaused = lines.some(({ text }) =>
        /^\s{0,8}(?:Status|phase):\s{1,20}\S{0,4} ?Paused|controllerPause: true|Rollout is paused/.test(text),
      );
      if (reason === undefined || !isPaused || isShort(lines, /BlueGreen/.test(reason.text))) continue;
      const plan = lines.find(({ text }) => /^\s{0,20}- pause: ?(?:\{\}|$)|^\s{0,20}duration: ?\S/.test(text));
      const weight = lines.flatMap(
        ({ text }) => /^\s{0,8}(?:SetWeight:|- setWeight:)\s{1,12}(\d{1,3})/.exec(text)?.[1] ?? [],
      )[0];
      const analysis = linesIn(view, /AnalysisRunSuccessful|Status New: 'Successful'|✔ Successful/, 1)[0];
      yield {
        ref,
        text: `Rollout ${ref.name} is not stuck, it is paused on purpose at a step of its canary plan (${/BlueGreen/.test(reason.text) ? "BlueGreenPause" : "CanaryPauseStep"}${weight === undefined ? "" : `, weight ${weight}%`})${plan !== undefined && /pause/.test(plan.text) ? ", a pause without a time, which waits until somebody promotes it (kubectl argo rollouts promote)" : ""}${analysis === undefined ? "" : "; its analysis was successful"}; its pods are available`,
        lines: [reason, plan, analysis],
        voids: ["rollout-stuck", "deployment-unavailable"],
      };
    }
  },
);

/** Rollouts that are shown, and those that commands name whose output is no object. */
function rolloutsIn(view: ClusterView): readonly ObjectRef[] {
  const shown = view.of("Rollout").map(({ ref }) => ref);
  const named = view.evidence.flatMap(({ command }): readonly ObjectRef[] => {
    const name = /\brollouts?(?:\.argoproj\.io)?[ /]([a-z0-9][a-z0-9-]{0,62})(?= |$)/.exec(
      command.replace(/\bargo rollouts get /, "get "),
    )?.[1];
    const namespace = /(?:^| )(?:-n|--namespace)[ =]([a-z0-9-]{1,63})/.exec(command)?.[1];
    return name === undefined || /^(?:status|history|restart|undo|pause|resume)$/.test(name)
      ? []
      : [{ kind: "Rollout", name, ...(namespace === undefined ? {} : { namespace }) }];
  });
  const all = [...shown, ...named];
  return all.filter((one, index) => all.findIndex((other) => other.name === one.name) === index);
}

const linesFor = (view: ClusterView, { name }: ObjectRef): readonly Line[] =>
  view.evidence.filter(({ command }) => command.includes(name)).flatMap((piece) => linesOf(piece).slice(0, 2000));

/** Fewer are available than there are, by its own status; a preview beside the active pods does not count. */
function isShort(lines: readonly Line[], isBlueGreen: boolean): boolean {
  const numbers = (name: RegExp) => lines.flatMap(({ text }) => name.exec(text)?.[1] ?? []).map(Number);
  const all = numbers(/^\s{0,4}(?:replicas|Current):\s{1,12}(\d{1,5})$/);
  const available = numbers(/^\s{0,4}(?:availableReplicas|Available):\s{1,12}(\d{1,5})$/).at(-1);
  const wanted = isBlueGreen ? Math.min(...all) : all.at(-1);
  return available !== undefined && wanted !== undefined && available < wanted;
}

const retried = defineBenign(
  {
    code: "release-succeeded-after-retry",
    title: "Release that failed once and was retried",
    about:
      "A HelmRelease, Kustomization or the like is Ready with the newest version: an upgrade that failed before (a timeout, say) was rolled back or retried and has succeeded since. Not where it is not Ready, or the failure is the newest of its events.",
    reads: ["HelmRelease", "Kustomization", "Event"],
    asked:
      /\b(?:fail\w*|timeout|timed out|error\w*|upgrade\w*|release\w*|retr\w*|reconcil\w*|repair\w*|roll\w*|slack|alert\w*|flux|helm\w*|broken?|stuck)\b/,
  },
  function* (view) {
    for (const kind of ["HelmRelease", "Kustomization", "GitRepository", "OCIRepository", "HelmChart"])
      for (const object of view.of(kind)) {
        const ended = endOf(object, view);
        if (!isReady(object) || ended === null || isAnythingDown(view)) continue;
        yield {
          ref: object.ref,
          about: view.of("Deployment").flatMap(({ ref }) => (ref.name === object.ref.name ? [ref] : [])),
          text: `nothing has to be repaired: ${kind} ${object.ref.name} is Ready (${messageOf(object).slice(0, 120)}); the attempt that failed before (${ended.failed.slice(0, 80)}) was retried and succeeded`,
          lines: [object.cite("status", "conditions", "Ready"), ended.lines[0], ended.lines[1]],
          voids: ["not-ready", "helm-release-failed", "release-failed"],
        };
      }
  },
);

const isReady = (object: ObservedObject): boolean =>
  (object.printed.get("READY")?.value ?? textAt(object.fields, "status", "conditions", "Ready", "status")) === "True";

const messageOf = (object: ObservedObject): string =>
  (object.printed.get("STATUS")?.value ?? textAt(object.fields, "status", "conditions", "Ready", "message")) || "True";

/** A failure among its events or in its history that lies before a success. */
function endOf(object: ObservedObject, view: ClusterView): { failed: string; lines: readonly Line[] } | null {
  const events = view.eventsOf(object.ref).length > 0 ? view.eventsOf(object.ref) : describedEvents(view, object.ref);
  const failed = events.filter(({ reason, type }) => type === "Warning" && /Failed|Error/.test(reason));
  const good = events.filter(({ reason }) => /Succeeded|Ready|Progressing/.test(reason) && !/^Rollback/.test(reason));
  const last = (some: readonly ObservedEvent[]) =>
    some.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];
  const [bad, well] = [last(failed), last(good)];
  if (bad !== undefined)
    return well !== undefined && (well.lastSeen ?? 0) < (bad.lastSeen ?? 0)
      ? { failed: `${bad.reason}: ${bad.message}`, lines: [bad.line, well.line] }
      : null;
  return byText(view, object.ref);
}

/** Rows of events under `describe` that were cut out of it. */
function describedEvents(view: ClusterView, ref: ObjectRef): readonly ObservedEvent[] {
  return view.events.filter(({ object }) => object.name === ref.name && object.namespace === ref.namespace);
}

const row =
  /^\s{0,6}(Warning|Normal)\s{1,12}(\w{1,60})\s{1,30}(\S{1,20})(?: \(.{1,40}\))?\s{1,20}\S{1,60}\s{1,20}(.{1,400})$/;

function byText(view: ClusterView, { name }: ObjectRef): { failed: string; lines: readonly Line[] } | null {
  const rows = view.evidence
    .filter(({ command }) => /\bdescribe\b|\bevents\b/.test(command) && command.includes(name))
    .flatMap((piece) => linesOf(piece).slice(0, 2000))
    .flatMap((line) => {
      const match = row.exec(line.text.slice(0, 600));
      return match === null ? [] : [{ line, type: match[1]!, reason: match[2]!, message: match[4]! }];
    });
  const bad = rows.findLastIndex(({ type, reason }) => type === "Warning" && /Failed|Error/.test(reason));
  const well = rows.findLastIndex(({ reason }) => /Succeeded$/.test(reason) && !/^Rollback/.test(reason));
  return bad >= 0 && well > bad
    ? {
        failed: `${rows[bad]!.reason}: ${rows[bad]!.message.split(": ").at(-1)}`,
        lines: [rows[bad]!.line, rows[well]!.line],
      }
    : null;
}

export const stagedReleases: readonly BenignRule[] = [pausedStep, retried];
