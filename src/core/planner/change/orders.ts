import { ordersChange } from "../question/intent.ts";
import { type Question, understand } from "../question/understand.ts";
import type { Change } from "./form.ts";

type Write = (question: Question) => Change | null;

const verbs =
  "scale|restart|delete|remove|cordon|uncordon|drain|taint|untaint|label|annotate|create|expose|set|roll|undo|pause|resume|suspend|patch|run|apply|autoscale|trigger|show|list|get|describe|tell|check|wait|print|give|watch|verify|look";

/** Where another order begins: `... to 3 and restart deployment api`, `cordon n-3, then drain it`. */
const joints = new RegExp(
  `(?:[,;.]\\s+(?:and\\s+)?(?:then\\s+|afterwards\\s+|also\\s+|finally\\s+)?|\\s+(?:and|then)\\s+(?:then\\s+|also\\s+|afterwards\\s+)?)(?:please\\s+)?(?=(?:${verbs})\\s)`,
  "gi",
);

/** Roles are made of verbs, and what runs in a container may be anything. */
const ofVerbs = /\b(?:cluster)?roles?\b|\b(?:may|can|allow\w*|permit\w*)\b|["'`]/i;

/**
 * The changes of a text with several orders, each read by itself, so that what one says is not done to the objects of another. null where
 * there is only one, or the first cannot be written.
 */
export function severalOrders(question: Question, write: Write): Change | null {
  if (question.isRequest === true || question.text.includes("\n") || ofVerbs.test(question.text)) return null;
  const parts = partsOf(question.text).map((part) => placed(part, question));
  if (parts.length < 2 || parts.length > 5) return null;
  const [first, ...others] = parts.map((part, at) => withObjects(part, parts[at - 1]));
  const orders = others.filter(({ plain }) => ordersChange(plain));
  const change = first === undefined || !ordersChange(first.plain) ? null : write(first);
  if (change === null || orders.length === 0) return null;
  const further = orders.map((one) => ({ one, made: one.intent === "change" ? write(one) : null }));
  const unclear = further.filter(({ made }) => made === null).map(({ one }) => one.text.trim().replace(/[.!]+$/, ""));
  const all = [change, ...further.flatMap(({ made }) => made ?? [])];
  const note =
    unclear.length === 0 ? "" : ` What is asked besides (“${unclear.join("”, “")}”) is not clear enough to write.`;
  const commands = all.flatMap((one) => one.commands);
  return {
    commands: commands.map((one, at) => (at === 0 ? { ...one, reason: `${one.reason}${note}` } : one)),
    verify: all.flatMap((one) => one.verify),
  };
}

/** A part that names nothing says how the one before it is to be done: `drain n-3, delete local data`. */
function partsOf(said: string): readonly Question[] {
  const text = withVerbs(said);
  const starts = [0, ...[...text.matchAll(joints)].map((joint) => joint.index)];
  const pieces = starts.map((from, at) => text.slice(from, starts[at + 1]));
  const whole: string[] = [];
  for (const piece of pieces) {
    const { targets, kinds, plain } = understand(piece.replace(joints, ""));
    const isOwn =
      (targets.length > 0 || kinds.length > 0 || pronoun.test(plain)) &&
      !(options.test(piece) && /\bdrain|\bevict/i.test(text)) &&
      !graceGiven.test(piece) &&
      !onLeaving.test(piece) &&
      !(ofContainer.test(piece) && runs.test(text));
    if (whole.length === 0 || isOwn) whole.push(piece);
    else whole[whole.length - 1] += piece;
  }
  return whole.map((piece, at) => understand(at === 0 ? piece : piece.replace(joints, "").trim()));
}

/** `and give every pod 90 seconds` */
const graceGiven =
  /\bgive (?:it|them|(?:every|each|the) pods?) (?:up to )?\S{1,10} ?(?:s|secs?|seconds?|m|mins?|minutes?)\b/i;

/** `and remove it when I exit`: how a pod is run. */
const onLeaving =
  /\b(?:remove|delete|drop) (?:it|the pod) (?:again )?(?:when|once|as soon as|after) (?:i(?:'m| am)? |we(?:'re| are)? |it(?:'s| is)? |the (?:shell|session|command) )?(?:exit|leave|quit|log out|done|finish\w*|end|ends|exits|leaving)\b/i;

/** `run a pod x and set the variable A=1 in it`: with what it is run. */
const ofContainer =
  /\bset (?:the |an? )?(?:env|environment|variables?|labels?)\b|\blabel it\b|\b(?:only |just )?(?:print|show|give me) (?:only |just )?(?:the |its )?(?:ya?ml|manifest|json)\b/i;
const runs =
  /^(?:please )?(?:run|start|launch|create|make|spin up) (?:an? |the )?(?:\S+ (?:as |in )?(?:an? )?){0,3}(?:pod|container)\b/i;

/** How a node is drained. */
const options = /\b(?:empty ?-?dirs?|local (?:data|storage)|daemon ?-?sets?|ds|grac\w*|timeouts?)\b/i;

const kinds =
  "deployment|deploy|statefulset|sts|daemonset|ds|pod|node|namespace|ns|service|svc|job|cronjob|configmap|secret|pvc|hpa";

/** `scale deployment web to 3 and deployment api to 5`: the verb is said once for both. */
const elided = new RegExp(
  `^((?:please )?[a-z]+(?: [a-z]+){0,3}?) ((?:the )?(?:${kinds})[ /]\\S+ [^?]{0,80}?\\b(?:in|to|from|on|with|at|ns|namespace) \\S+) and (?=(?:the )?(?:${kinds})[ /]\\S+ (?:in|to|from|on|with|at|ns|namespace) )`,
  "i",
);

function withVerbs(text: string): string {
  return text.replace(
    elided,
    (_, verb: string, first: string) => `${verb} ${first} and ${verb.replace(/^please /i, "")} `,
  );
}

const pronoun = /\b(?:it|them|they|those)\b/;

function placed(part: Question, { scope }: Question): Question {
  return part.scope.all || part.scope.namespaces.length > 0 ? part : { ...part, scope };
}

/** `cordon n-3 and drain it` */
function withObjects(part: Question, before: Question | undefined): Question {
  const leans = part.targets.length === 0 && pronoun.test(part.plain);
  return before !== undefined && leans ? { ...part, targets: before.targets, intent: "change" } : part;
}
