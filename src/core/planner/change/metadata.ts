import type { Kind } from "../../kubectl/kinds.ts";
import { kubectl, quoted, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import type { KindMention } from "../question/kind-words.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { narrows } from "./narrows.ts";
import { keyAndValue, pairsSaid } from "./spoken.ts";

/** Labels and annotations, added and taken away. */
export const metadataChanges: readonly ChangeForm[] = [
  podSecurity,
  (question, place) => (/\bannotat\w+\b/.test(question.plain) ? change(question, place, "annotate") : null),
  (question, place) =>
    /\b(un|re)?label\w*\b|^(?:\w+ )?(?:un|re)?tag(?! of\b)/.test(question.plain.replace(asAdjective, ""))
      ? change(question, place, "label")
      : null,
];

/** `enforce the pod security level restricted on namespace vendors`: a label of the namespace says it. */
function podSecurity({ text, plain, scope, targets, kinds }: Question): Change | null {
  if (
    !/\bpsa\b|\bpod[- ]?security\b(?![^ ]*\/)/i.test(text) ||
    /\b(?:remove|delete|drop|which|what|does|is)\b/.test(plain)
  )
    return null;
  const level = /\b(privileged|baseline|restricted)\b/i.exec(text)?.[1]?.toLowerCase();
  const mode = /\b(enforce|audit|warn)(?:s|ed|ing|ment)?\b/i.exec(text)?.[1]?.toLowerCase();
  const namespace = scope.namespaces[0] ?? targets.find(({ kind }) => kind?.kind === "Namespace")?.name;
  const isOther = kinds.some(({ kind }) => !/^(?:Namespace|Pod)$/.test(kind.kind));
  if (level === undefined || mode === undefined || namespace === undefined || scope.namespaces.length > 1 || isOther)
    return null;
  return changed(
    `kubectl label namespace ${namespace} pod-security.kubernetes.io/${mode}=${level}`,
    `Makes the namespace ${mode} the pod security level ${level}.`,
    { command: kubectl("get namespace", namespace, "--show-labels"), reason: "Shows the labels." },
  );
}

/** `pods labelled app=web`: by what they are chosen, not what is put on them. */
const asAdjective = /\blabell?ed\b/g;

/** Orders that change something else than labels and annotations. */
const otherOrders =
  /^(?:\S+ )?(?:delete|remove|kill|scale|restart|evict|expose|create|run|wipe|nuke|purge|erase|drop|clear|clean|destroy|terminate|get rid|throw|cordon|drain|uncordon|undo|roll|rollout|pause|resume|suspend|autoscale|stop|bounce|recycle|patch|shut|move|copy|apply)\b/;

function change(question: Question, place: string, verb: "label" | "annotate"): Change | null {
  const removed = removedKey(question, verb);
  const key = removed === "change-cause" ? "kubernetes.io/change-cause" : removed;
  const { sets: pairs, selector } = splitPairs(question, verb);
  const sets = key === null ? pairs : [`${key}-`];
  const values = new Set(sets.flatMap((pair) => pair.split("=").map((part) => part.toLowerCase())));
  const labelled = question.scope.namespaces[0];
  const isNamespace =
    labelled !== undefined &&
    question.targets.every(({ name }) => values.has(name)) &&
    question.kinds.every((mention) => mention.kind.kind === "Namespace") &&
    /\b(?:namespace|ns)\b/i.test(question.text);
  const names: readonly Target[] = isNamespace
    ? [{ kind: kindOf("namespaces"), name: labelled, sure: true }]
    : question.targets.filter(
        (target) => target.name !== removed && (target.kind !== null || !values.has(target.name)),
      );
  const all = manyIn(question)?.kind;
  if (otherOrders.test(question.plain) && key === null) return null;
  const wantsAll =
    all !== undefined &&
    (selector !== "" || (/\b(all|every|each)\b/.test(question.plain) && !narrows.test(question.plain)));
  if (sets.length === 0 || (names.length === 0 && !wantsAll)) return null;
  const kind: Kind = names[0]?.kind ?? question.kinds[0]?.kind ?? kindOf("pods");
  const about =
    names.length > 0 ? names.map((target) => target.name) : [selector === "" ? "--all" : `-l ${quoted(selector)}`];
  const overwrite =
    key === null &&
    !/\b(?:not|don't|never|without) (?:\w+ )?(?:overwrit|replac)\w*/.test(question.plain) &&
    /(?<![\w./-])(overwrit\w*|chang(?:e|ing)|(?<!to )replac(?:e|ing)|updat(?:e|ing) the (?:label|annotation)|even if|already|regardless|whatever(?! (?:it takes|happens|comes)))(?![\w-])/.test(
      question.plain,
    )
      ? "--overwrite"
      : "";
  return changed(
    kubectl(
      verb,
      singularOf(kind),
      ...about,
      ...sets.map(quoted),
      kind.namespaced && place,
      overwrite,
      versionOf(question),
    ),
    key === null ? `Sets ${sets.join(", ")}.` : `Takes ${key} away.`,
    {
      command: kubectl(
        "get",
        singularOf(kind),
        ...(names.length > 0 || selector === "" ? names.map((one) => one.name) : about),
        kind.namespaced && place,
        verb === "label" ? "--show-labels" : "-o jsonpath='{.metadata.annotations}'",
      ),
      reason: verb === "label" ? "Shows the labels." : "Shows the annotations.",
    },
  );
}

/** The kind of which several are meant: `pods`, `every node`. */
function manyIn({ kinds, words }: Question): KindMention | undefined {
  return kinds.find(({ plural, from }) => plural || /^(every|each)$/.test(words[from - 1]?.lower ?? ""));
}

/** What is set, and the selector of what it is set on: `tier=web to all pods having app=v1 or app=v2`. */
function splitPairs(question: Question, verb: "label" | "annotate"): { sets: readonly string[]; selector: string } {
  const { words } = question;
  const mention = manyIn(question);
  const from =
    mention === undefined
      ? -1
      : words.findIndex(
          (word, index) =>
            index >= mention.to && /^(having|with|that|where|whose|matching|selected|labell?ed)$/.test(word.lower),
        );
  const selects = from >= 0 && from - mention!.to <= 1;
  // `label pods with app=old as retired=true`: behind `as` stands what is set
  const as = words.findIndex(
    ({ lower }, index) =>
      index > from &&
      (lower === "as" || (lower === "with" && index > from + 1)) &&
      /=/.test(words[index + 1]?.text ?? ""),
  );
  const after = new Set(selects ? words.slice(from, as < 0 ? undefined : as).map((word) => word.text) : []);
  const isSelected = (label: string) => after.has(label) || / in \(/.test(label);
  const said = question.selectors.labels;
  const quotedPairs = [...spokenPairs(question), ...coloned(question)];
  const free = verb === "annotate" && quotedPairs.length === 0 ? pairsSaid(question) : [];
  const spoken = [...quotedPairs, ...free.filter((pair) => !said.includes(pair))];
  const named =
    keyAndValue(question, verb === "label" ? /^labels?$/ : /^annotations?$/) ??
    keyAndValue(question, /^key$/) ??
    setTo(question);
  if (named !== null) return { sets: [named], selector: "" };
  const before = said.filter((label) => !isSelected(label));
  const chosen = said.filter(isSelected);
  // `label all pods with app=web`: nothing else says what is set
  if (before.length + spoken.length === 0) return { sets: chosen, selector: "" };
  return { sets: [...before, ...spoken.filter((pair) => !before.includes(pair))], selector: chosen.join(",") };
}

/** `change the label env of namespace blue to production`. */
function setTo({ text }: Question): string | null {
  const said =
    /\b(?:label|annotation) ["']?([A-Za-z0-9][\w./-]{0,200})["']? (?:of|on|in|for) [^\n]{1,120} to ["']?([\w.-]{1,63})["']?[.!]?\s*$/i.exec(
      text.slice(0, 2000),
    );
  return said === null ? null : `${said[1]}=${said[2]}`;
}

/** `owner: marketing`. */
function coloned(question: Question): readonly string[] {
  const pair = /\b(?:annotation|label)s?\s+["']?([A-Za-z0-9][\w./-]{0,200})\s?:\s+["']?([\w./-]{1,200})/i.exec(
    question.text.slice(0, 2000),
  );
  return pair === null || question.selectors.labels.includes(`${pair[1]}=${pair[2]}`) ? [] : [`${pair[1]}=${pair[2]}`];
}

function removedKey(question: Question, verb: "label" | "annotate"): string | null {
  if (
    !/\b(remov\w+|delet\w+|drop|take|strip|take away|take off|get rid of|clear|unset) (?:the |an? )?(?:\S+ )?(labels?|annotations?)\b|\bunlabel\b/.test(
      question.plain,
    )
  )
    return null;
  const at = question.words.findIndex((word) =>
    (verb === "label" ? /^(labels?|unlabel)$/ : /^annotations?$/).test(word.lower),
  );
  const after = question.words[/^(named|called|with|key)$/.test(question.words[at + 1]?.lower ?? "") ? at + 2 : at + 1];
  const before = question.words[at - 1];
  const key = after !== undefined && isKey(after.text) && !/^(from|of|on|for)$/.test(after.lower) ? after : before;
  if (key === undefined || at < 0 || !isKey(key.text) || /^(the|a|remove|delete|this)$/.test(key.lower)) return null;
  return key.text.split("=")[0]!;
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9][\w./=-]{0,250}$/.test(text);
}

/** Annotation values may hold what labels may not: `description='my frontend'`, `the annotation owner set to "team b"`. */
function spokenPairs(question: Question): readonly string[] {
  const text = question.text.slice(0, 2000);
  const match =
    /([A-Za-z0-9][\w./-]{0,200})\s*=\s*(?:'([^']{1,200})'|"([^"]{1,200})")/.exec(text) ??
    /\b(?:annotation|label)s?\s+(?:called |named |key |with key )?["'`]?([A-Za-z0-9][\w./-]{0,200})["'`]?\s+(?:set to|to|as|with (?:the )?value|having (?:the )?value|equal to|being|of)\s+(?:'([^']{1,200})'|"([^"]{1,200})"|([\w./:@-]{1,200}))/i.exec(
      text,
    );
  const value = match?.[2] ?? match?.[3] ?? match?.[4];
  const far =
    /\b(?:annotation|label) ["'`]?([A-Za-z0-9][\w./-]{0,200})["'`]? (?:of|on) .{1,80}? (?:to|with|as) (?:'([^']{1,200})'|"([^"]{1,200})"|([\w./:@-]{1,200}))/i.exec(
      text,
    );
  const isKind =
    /^(?:the|all|every|pods?|nodes?|deployments?|services?|svc|statefulsets?|daemonsets?|jobs?|cronjobs?|namespaces?|ns)$/i;
  if (far !== null && (match === null || isKind.test(`${value}`))) return [`${far[1]}=${far[2] ?? far[3] ?? far[4]}`];
  const isPlace = match !== null && /^(the|a|an|pods?|nodes?|all|every|each|of|to)$/i.test(`${match[1]}`);
  return match === null || value === undefined || isPlace || /^(the|all|pods?|nodes?|every)$/i.test(value)
    ? []
    : [`${match[1]}=${value}`];
}

function versionOf({ plain }: Question): string {
  const version = /\bresource ?version (?:is |of |= ?)?(\d{1,20})\b/.exec(plain)?.[1];
  return version === undefined ? "" : `--resource-version=${version}`;
}
