import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { isFiller } from "../../query/filler.ts";
import type { Question } from "../../question/understand.ts";
import { type Trait, traits } from "./spec-traits.ts";

/** What a question asks of specifications: who has a trait, who lacks it, which values it has, who has the most of it. */
export type SpecAsked = {
  readonly trait: Trait;
  readonly resource: string;
  readonly noun: string;
  readonly wants:
    | { readonly is: "lack"; readonly asksAll?: true }
    | { readonly is: "have" }
    | { readonly is: "values" }
    | { readonly is: "value"; readonly word: string }
    | { readonly is: "rank"; readonly highest: boolean }
    | { readonly is: "bound"; readonly said: string; holds(amount: number): boolean };
};

const resources: Readonly<Record<string, string>> = {
  Pod: "pods",
  Deployment: "deployments",
  StatefulSet: "statefulsets",
  DaemonSet: "daemonsets",
  Job: "jobs",
  CronJob: "cronjobs",
  ReplicaSet: "replicasets",
};

const lacking =
  /\b(?:no|not|without|missing|lacks?|lacking|unset|unspecified|none|don't|doesn't|dont|doesnt|aren't|isn't|haven't|hasn't|cannot|omits?|omitting|forgot|forgotten)\b/g;
const having =
  /\b(?:with|have|has|having|set|sets|setting|defined|defines?|declared|declares?|specified|specif(?:y|ies)|configured|assigned|uses?|using|mounts?|mounting|mounted|runs?|running|is|are|actually|allow|allows|requests?|enabled|of)\b/g;

/** Reads the question as one about specifications; null where a word of it is not understood. */
export function specAsked(question: Question): SpecAsked | null {
  const { targets, selectors } = question;
  const plain = [question.plain, question.container ?? ""].join(" ").trim();
  if (selectors.labels.length > 0 || selectors.fields.length > 0) return null;
  const trait = traits.find(({ said }) => said.test(plain));
  if (trait === undefined) return null;
  const named = targets.filter(({ sure }) => sure);
  if (named.length > 0 && !(named.length === 1 && named[0]!.kind?.namespaced !== true && valued.test(trait.name)))
    return null;
  if (
    isKind.test(trait.name) &&
    plain.search(nouns) < 0 &&
    !/\b(?:use[sd]?|using|in use|run(?:s|ning)? as)\b/.test(plain)
  )
    return null;
  const about = aboutIn(question);
  const bound = boundIn(plain) ?? onlyOne(plain, trait);
  const rank = /\b(highest|largest|biggest|most|lowest|smallest|least|fewest)\b/.exec(plain)?.[1];
  if (
    trait.name === "replica count" &&
    ((bound === null && rank === undefined) || !/^(?:Deployment|StatefulSet|workload)$/.test(about.noun))
  )
    return null;
  const isLack = plain.search(lacking) >= 0;
  const rest = plain
    .replace(trait.said, " ")
    .replace(boundPattern, " ")
    .replace(single, " ")
    .replace(lacking, " ")
    .replace(having, " ")
    .replace(nouns, " ")
    .replace(/\b(?:highest|largest|biggest|most|lowest|smallest|least|fewest)\b/g, " ")
    .split(/[\s,?!.]+/)
    .filter((word) => word !== "" && !isFiller(word) && !/^(?:properly|default|sorted|order)$/.test(word));
  if (rest.length > (isLack || bound !== null || rank !== undefined ? 0 : 1)) return null;
  const value = rest[0] ?? named[0]?.name;
  if (value !== undefined && !valued.test(trait.name)) return null;
  return { trait, ...about, wants: wantsOf({ isLack, bound, rank, value, trait, plain }) };
}

const valued =
  /^(?:imagePullPolicy|restartPolicy|dnsPolicy|service account|priorityClass|runtimeClass|terminationGrace)/;

/** What is a kind of objects, too, which are listed for themselves. */
const isKind = /^(?:service account|priorityClass|runtimeClass)$/;

const nouns =
  /\b(?:pods?|containers?|deployments?|deploys?|statefulsets?|daemonsets?|cronjobs?|jobs?|replicasets?|workloads?|apps?|applications?|images?|sidecars?)\b/g;

function aboutIn({ kinds, plain }: Question): Pick<SpecAsked, "resource" | "noun"> {
  const kind = kinds.map((mention) => mention.kind).find((one) => Object.hasOwn(resources, one.kind));
  if (kind !== undefined && kind.kind !== "Pod") return { resource: resources[kind.kind]!, noun: kind.kind };
  if (/\b(?:workloads?|apps?|applications?)\b/.test(plain))
    return { resource: "deployments,statefulsets,daemonsets", noun: "workload" };
  return { resource: "pods", noun: kind === undefined && /\bcontainers?\b/.test(plain) ? "container" : "pod" };
}

const boundPattern =
  /\b(above|over|more than|greater than|larger than|higher than|bigger than|exceeding|at least|below|under|less than|smaller than|lower than|at most)(?: of)? (\d{1,12}(?:\.\d{1,6})?) ?([kmgt]i?b?|cores?|cpus?|seconds?)?\b/;

const single = /\b(?:only (?:one|1|a single)|just (?:one|1)|a single|exactly (?:one|1)|single)\b/;

/** `with only one replica`. */
function onlyOne(plain: string, { name }: Trait): Bound | null {
  return name === "replica count" && single.test(plain)
    ? { is: "bound", said: "of 1", holds: (amount) => amount === 1 }
    : null;
}

type Bound = Extract<SpecAsked["wants"], { is: "bound" }>;

function boundIn(plain: string): Bound | null {
  const [, relation, digits, unit] = boundPattern.exec(plain) ?? [];
  if (relation === undefined || digits === undefined) return null;
  const letter = (unit ?? "").replace(/^(?:cores?|cpus?|seconds?)$/, "").replace(/b$/, "");
  const spelled =
    letter === "" ? "" : letter === "m" ? "m" : `${letter[0]!.toUpperCase()}${letter.length > 1 ? "i" : ""}`;
  const limit = quantity(`${digits}${spelled}`);
  if (limit === undefined) return null;
  const isLess = /^(?:below|under|less|smaller|lower|at most)/.test(relation);
  const includes = relation.startsWith("at ");
  return {
    is: "bound",
    said: `${relation} ${digits}${spelled}`,
    holds: (amount) => (includes && amount === limit) || (isLess ? amount < limit : amount > limit),
  };
}

function wantsOf(said: {
  isLack: boolean;
  bound: Bound | null;
  rank: string | undefined;
  value: string | undefined;
  trait: Trait;
  plain: string;
}): SpecAsked["wants"] {
  const { isLack, bound, rank, value, trait, plain } = said;
  if (!isLack && /^(?:do|does|are|is|have|has) (?:all|every|each)\b/.test(plain)) return { is: "lack", asksAll: true };
  if (isLack) return { is: "lack" };
  if (bound !== null) return bound;
  if (rank !== undefined && trait.is === undefined)
    return { is: "rank", highest: !/^(?:low|small|least|few)/.test(rank) };
  if (value !== undefined) return { is: "value", word: value };
  const opened = plain.replace(
    /^(?:please |can you |show |list |give |me |all |what |which |the |are |is |different |of )+/,
    "",
  );
  const isOfTrait = opened.search(trait.said) === 0 && trait.is === undefined;
  return { is: isOfTrait ? "values" : "have" };
}
