import type { ClusterView } from "../../core/evidence/observed.ts";
import { findLine, isShown } from "./check-cause.ts";

const mostTold = 8;
const longestText = 8_000;

/** An object by its kind, as prose names it: `pod shop/cart-1`, `Deployment cart`, `` the service `web` ``. */
const named =
  /\b(?:pod|deployment|service|statefulset|daemonset|replicaset|job|cronjob|node|configmap|secret|pvc|persistentvolumeclaim|ingress|namespace|container)(?:[ /]|\s+named\s+)["'`]*((?:[a-z0-9][a-z0-9.-]*\/)?[a-z0-9][a-z0-9.-]*[a-z0-9])["'`]*/gi;
/** Names with the endings that controllers give to pods. */
const generated = /(?<![\w.-])([a-z0-9][a-z0-9-]{0,60}-[a-z0-9]{5,10}-[a-z0-9]{5})(?![\w-])/g;
const quoted = /["“„«]([^"“”„«»\n]{12,300})["”“»]/g;
const exitCode = /\bexit(?:ed with)? code (\d{1,3})\b/gi;
const states =
  /\b(?:OOMKilled|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|Evicted|CreateContainerConfigError|FailedScheduling|FailedMount|NodeNotReady|DeadlineExceeded|BackoffLimitExceeded|Unhealthy)\b/g;

/**
 * What the prose of a model names or quotes and no output shows, each once: objects, quotes, exit codes, states. What the person named
 * is not a claim. Linear in the length of the text, which is bounded.
 */
export function unshownClaims(text: string, view: ClusterView, asked: readonly string[]): readonly string[] {
  if (view.evidence.length === 0) return [];
  const prose = text.slice(0, longestText).replace(/```[\s\S]*?```|`kubectl [^`\n]*`|^\s*\$?\s*kubectl .*$/gm, " ");
  const words = asked.join("\n").toLowerCase();
  const claims = new Set<string>();
  for (const name of objectsIn(prose))
    if (!words.includes(name.toLowerCase()) && !isShown(view, name)) claims.add(name);
  for (const [, quote = ""] of prose.matchAll(quoted)) {
    const plain = quote
      .replace(/\s+/g, " ")
      .replace(/[.,;:!?…]+$/, "")
      .trim();
    if (plain.includes(" ") && !words.includes(plain.toLowerCase()) && findLine(view, plain) === undefined)
      claims.add(`"${plain}"`);
  }
  for (const match of prose.matchAll(exitCode)) {
    const forms = [
      `Exit Code: ${match[1]}`,
      `exit code ${match[1]}`,
      `exitCode: ${match[1]}`,
      `"exitCode": ${match[1]}`,
    ];
    if (!isDenied(prose, match.index) && !forms.some((form) => findLine(view, form) !== undefined))
      claims.add(`exit code ${match[1]}`);
  }
  for (const match of prose.matchAll(states))
    if (!isDenied(prose, match.index) && findLine(view, match[0]) === undefined) claims.add(match[0]);
  return [...claims].slice(0, mostTold);
}

/** Words behind a kind that are no names. */
const common = new Set(
  "is are was were has have had in of for with to and or that which not no can cannot will on at from by be status name names logs log events event spec selector template restarts keeps itself object objects controller failed fails failing image account running pending ready exists does".split(
    " ",
  ),
);

function objectsIn(prose: string): string[] {
  const byKind = [...prose.matchAll(named)].map(([, name = ""]) => name);
  const ofPods = [...prose.matchAll(generated)].map(([, name = ""]) => name);
  return [...byKind.filter((name) => !common.has(name.toLowerCase()) && /[-\d/]/.test(name)), ...ofPods];
}

/** "It was not OOMKilled" claims nothing that a line would have to show. */
function isDenied(prose: string, index: number): boolean {
  return /\b(?:not|no|never|without|neither|nor|isn't|wasn't|if|unless|kein\w*|nicht|pas|sin|não)\b[^.!?\n]{0,20}$/i.test(
    prose.slice(Math.max(0, index - 30), index),
  );
}
