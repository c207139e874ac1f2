import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { spokenObject } from "./spoken-object.ts";

const lead = "(?:(?:ok|okay|and|so|now|please|pls|hm+|then|can you|could you)[, ]{1,3}){0,3}";
const show =
  "(?:(?:show|give|get|list|print|check|see|look at|fetch)(?: me| us)? )?(?:the |its |all )?(?:current |recent |last )?";

/** Short messages, and the sentence that each of them stands for once the object is put in. */
const forms: readonly (readonly [RegExp, (object: string, match: RegExpExecArray) => string])[] = [
  [/(?:since when|for how long|how long(?: already)?|since how long)/, (object) => `since when is ${object} failing`],
  [
    /(?:what|anything|something)(?: has| was| is| got| have they| did they)? (?:been )?chang\w+(?: there| recently| lately)?|(?:any |recent )?changes/,
    (object) => `what was the last change to ${object}`,
  ],
  [
    /(?:which|what) (?:version|image|tag|revision|release)s? (?:was (?:it|there|running|deployed)?|ran|did (?:it|we) (?:run|use|have)|did run) ?before(?: (?:it|that|this))?/,
    (object) => `what was the last change to ${object}`,
  ],
  [
    /(?:compare|diff|hold) (?:it|that|this) (?:with|to|against) (?:the |its )?(?:old|previous|last|former|working|stable) (?:one|version|revision|release|deploy(?:ment)?|rollout)/,
    (object) => `what was the last change to ${object}`,
  ],
  [
    /(?:what(?: has| was| did| is)?(?: been)? (?:chang\w+|new|different)|(?:the )?(?:diff|difference|changes?)) (?:in|with|by|of|since|from) (?:the |its )?(?:last|latest|newest|new|previous) (?:rollout|deploy(?:ment)?|release|revision|version)/,
    (object) => `what was the last change to ${object}`,
  ],
  [
    /who (?:did|made|changed|deployed|broke) (?:that|it|this|the change)|who was (?:that|it)/,
    (object) => `who changed ${object}`,
  ],
  [/(?:the )?logs?|tail(?: the logs?)?|(?:any |the )?log lines/, (object) => `show the logs of ${object}`],
  [/(?:the )?previous logs?|logs? (?:of|from) before/, (object) => `show the previous logs of ${object}`],
  [/(?:the )?events?/, (object) => `show the events of ${object}`],
  [/(?:the )?(?:ya?ml|manifest|spec|definition)/, (object) => `show the yaml of ${object}`],
  [/describe/, (object) => `describe ${object}`],
  [/how often|how many (?:restarts|times)|(?:the )?restarts/, (object) => `how often did ${object} restart`],
  [/(?:which|what) (?:image|version|tag)(?: is (?:it|that|running))?/, (object) => `which image does ${object} use`],
  [
    /(?:on )?(?:which|what) nodes?(?: is it(?: on)?| does it run on)?|where(?: does it run)?/,
    (object) => `on which node does ${object} run`,
  ],
  [
    /(?:who|what) else (?:is|are|gets?) (?:affected|hit|impacted|broken|down)(?: by (?:it|this|that))?/,
    (object) => `what depends on ${object}`,
  ],
  [
    /(?:who|what) (?:is|are|gets?) (?:affected|hit|impacted)|(?:are|is) (?:users?|customers?|anyone|anybody) (?:affected|hit|impacted)|user[- ]facing|how bad(?: is (?:it|this|that))?|(?:what(?:'s| is) the |any )?(?:user |customer |business )?impact|blast radius/,
    (object) => `is ${object} user facing`,
  ],
];

const rolledBack =
  /(?:go|roll|step|switch|return|revert|get)(?: it)? back to (?:the )?rev(?:ision)? #?(\d{1,5})(?: please)?/;

const whole = forms.map(([form, put]) => [new RegExp(`^${lead}${show}(?:${form.source})$`), put] as const);
const bareKind = new RegExp(`^${lead}${show}([a-z]{2,24}s?)$`);
const ofKinds =
  /^(?:pods?|services?|svc|deployments?|replicasets?|configmaps?|secrets?|endpoints?|ingress(?:es)?|hpa|pvcs?|pdb|statefulsets?|daemonsets?)$/;

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s?.!]{1,10}$/, "");

/** Whether a message is too short to say what it is about: `since when?`, `logs`, `and the pods`. */
export function isElliptic(text: string): boolean {
  const said = plain(text);
  if (said.length > 60) return false;
  const kind = bareKind.exec(said)?.[1];
  if (revisionIn(said) !== null) return true;
  return whole.some(([form]) => form.test(said)) || (kind !== undefined && ofKinds.test(kind));
}

/** The sentence that a short message stands for where an object was spoken of; null for a message that is none. */
export function completed(text: string, object: ObjectRef, view: ClusterView): string | null {
  const said = plain(text);
  if (said.length > 60) return null;
  const revision = revisionIn(said);
  if (revision !== null) return `roll back ${spokenObject(workloadOf(view, object))} to revision ${revision}`;
  for (const [form, put] of whole) {
    const match = form.exec(said);
    if (match !== null) {
      const isLog = /\blogs?\b/.test(said) && /^(?:CronJob|Job)$/.test(object.kind);
      return `${put(spokenObject(isLog ? podOf(object, view) : object), match)}?`;
    }
  }
  const word = bareKind.exec(said)?.[1];
  const kind = word === undefined || !ofKinds.test(word) ? undefined : kindNamed(word);
  if (kind === undefined || object.namespace === undefined) return null;
  if (kind.kind === object.kind) return `show ${spokenObject(object)}`;
  if (kind.kind === "Pod") return `show the pods of ${spokenObject(object)}`;
  const same = view.of(kind.kind).some(({ ref }) => ref.name === object.name && ref.namespace === object.namespace);
  return same ? `show ${spokenObject({ ...object, kind: kind.kind })}` : `list ${kind.plural} in ${object.namespace}`;
}

function revisionIn(said: string): string | null {
  return new RegExp(`^${lead}(?:${rolledBack.source})$`).exec(said)?.[1] ?? null;
}

/** kubectl takes no log from what runs on a schedule; of its pods, one that failed tells most. */
function podOf(object: ObjectRef, view: ClusterView): ObjectRef {
  const isOwn = (ref: ObjectRef) => {
    const owner = workloadOf(view, ref);
    return owner.name === object.name && owner.namespace === object.namespace;
  };
  const own = podsOf(view).filter(
    ({ ref }) => isOwn(ref) || (object.kind === "Job" && ref.name.startsWith(`${object.name}-`)),
  );
  return (own.find(({ health }) => health === "failing") ?? own.at(-1))?.ref ?? object;
}
