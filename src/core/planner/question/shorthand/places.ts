import { kindNamed } from "../../../kubectl/kinds.ts";
import { namespaceName } from "../behind-object.ts";
import { isProse } from "../prose.ts";
import { object } from "./objects-said.ts";

/** Puts the place of a message behind what is wanted, as a sentence has it: `[shop] pods` and `pods, shop` as `pods in namespace shop`. */
export function behindPlace(text: string): string {
  if (text.includes(" -- ")) return text;
  const said = text
    .replaceAll(/,? (?:ns|namespace)=(?=[a-z0-9][a-z0-9-]*(?:[\s,.;!?]|$))/g, " in namespace ")
    .replaceAll(/ @(?=[a-z][a-z0-9-]*(?:[\s,.;!?]|$))/g, " in namespace ");
  return closingPlace(placeOfObject(openingPlace(said)));
}

const name = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

const openings: readonly RegExp[] = [
  new RegExp(`^\\[(?:ns[ =:]|namespace[ =:])?(${name})\\][:,]? (\\S.*)$`, "s"),
  new RegExp(`^in (?:the )?(?:ns|namespace) (${name})[:,] (\\S.*)$`, "s"),
  new RegExp(`^(${name}) (?:ns|namespace)(?:[:,] |(?= (?:[a-z]+s|logs|top|ingress) )) ?(\\S.*)$`, "s"),
];

function openingPlace(text: string): string {
  for (const opening of openings) {
    const [, place, rest] = opening.exec(text) ?? [];
    if (place === undefined || rest === undefined || !isPlace(place, true) || saysPlace.test(rest)) continue;
    if (/^(?:is|are|was|has|does|stuck|terminating|won't|named|called)\b/.test(rest)) continue;
    return placedLast(rest, place);
  }
  return text;
}

function placedLast(rest: string, place: string): string {
  const end = /[\s.!?]*$/.exec(rest.slice(-12))![0];
  const said = rest.slice(0, rest.length - end.length);
  return `${said} in namespace ${place}${end}`;
}

const ofObject = new RegExp(`\\b(${object})(?:, (${name})| \\((${name})\\))(?=[:,;.!]|$)`);

/** `deployment catalog, shop` and `sts/kafka (mq)`: behind one object stands its place, unless it looks like another one of its sort. */
function placeOfObject(text: string): string {
  if (saysPlace.test(text)) return text;
  const found = ofObject.exec(text);
  const place = found?.at(-1) ?? found?.at(-2);
  if (found === null || place === undefined || !isPlace(place, true) || isOfSort(found[1]!, place)) return text;
  if (found.at(-1) === undefined && mayBeAnother(text, place)) return text;
  return `${text.slice(0, found.index)}${found[1]} in namespace ${place}${text.slice(found.index + found[0].length)}`;
}

const closing = new RegExp(
  `^(.{4,}?)(?:, ?(${name})|,? [([](${name})[)\\]]|,? (${name}) (?:ns|namespace))([.!?]*)$`,
  "s",
);

function closingPlace(text: string): string {
  if (saysPlace.test(text)) return text;
  const [, rest, listed, aside, called, end] = closing.exec(text) ?? [];
  const place = listed ?? aside ?? called;
  if (rest === undefined || place === undefined || !isPlace(place, listed === undefined || isThing(rest))) return text;
  if (
    listed !== undefined &&
    (mayBeAnother(text, place) || (tells.test(rest) && !orders.test(rest) && !isThing(rest)) || endsAsList(rest, place))
  )
    return text;
  if (
    called !== undefined &&
    /\b(?:in|of|the|from|for|create|delete|make|new|my|our|label|annotate|describe|get|show|on|default)$/.test(rest)
  )
    return text;
  return `${rest} in namespace ${place}${end}`;
}

const saysPlace =
  /(?:^|[\s(,])(?:in ns|in namespace|in the (?:ns|namespace|[a-z0-9-]+ (?:ns|namespace))|(?:ns|namespace|-n|--namespace)[ =:][a-z0-9]|-A\b|everywhere\b|all (?:ns|namespaces)\b|(?:every|each|any) (?:ns|namespace)\b|across\b|cluster-?wide\b)/;

/** Who tells what happens adds more than a place behind a comma. */
const tells =
  /\b(?:why|because|but|it|since|keeps?|was|were|when|if|says?|said|told|gets?|got|went|fails?|failing|failed|crash\w*|broken|stuck|slow|they|never|[a-z]+n't)\b/i;

/** An object is said, or the last word is a kind: what comes behind the comma is hardly one more thing that is told. */
function isThing(rest: string): boolean {
  const last = rest.split(/\s+/).at(-1)!.toLowerCase();
  return (
    hasObject.test(rest) ||
    /\ball\b/.test(rest) ||
    /^(?:warnings?|events?|logs?|rollouts?)$/.test(last) ||
    kindNamed(last)?.plural === last
  );
}

/** `pods web-0, web-1`, `labels app, tier`: more of the same. */
function endsAsList(rest: string, place: string): boolean {
  const words = rest.split(/\s+/);
  const last = words.at(-1)!;
  const lead = words.at(-2)?.toLowerCase() ?? "";
  if (last.endsWith(",") || isOfSort(last, place)) return true;
  if (last.endsWith(")") || lead === "and") return false;
  if (words.length < 2) return !isThing(rest);
  const isName = kindNamed(last) === undefined && namespaceName.test(last) && !isWord(last);
  if (!isName) return /,/.test(words.slice(-3).join(" ")) && !kindNamed(last) && !isWord(last) && !/[/=:]/.test(last);
  const kind = kindNamed(lead);
  if (kind !== undefined) return kind.plural === lead && kind.singular !== lead;
  return (
    /^(?:labels?|columns?|fields?|keys?|vars?|variables?|verbs?|names?|and|or|restart|delete|remove|scale|describe|pause|resume|get|show|cordon|drain|uncordon|bounce|contexts?)$/.test(
      lead,
    ) || /,$/.test(lead)
  );
}

/** Two names of one sort: `web-0` and `web-1`, `n1` and `n2`. */
function isOfSort(said: string, place: string): boolean {
  const first = said.split(/[\s/]/).at(-1)!;
  const stem = (one: string) => one.replace(/[-\d]+$/, "");
  return (/\d$/.test(first) && /\d$/.test(place) && stem(first) === stem(place)) || first === place;
}

const word = (text: string) => ({ text, lower: text.toLowerCase(), quoted: false, after: "" });
const isWord = (text: string): boolean => isProse(word(text));

const environments = /^(?:prod|production|staging|stage|qa|uat|dev|test|live|default)$/;
const placesLikeVerbs =
  /^(?:monitor|logg|bill|stag|rout|stream|trad|shipp|book|pric|test|train|bank|ticket|messag|network|market|account|gam|report|track|search|mail|land|cach|index|render)ing$/;

/** Where a place is plain to see, it may have the name of something else. */
function isPlace(said: string, plainToSee: boolean): boolean {
  if (plainToSee && softPlaces.test(said)) return true;
  if (!namespaceName.test(said) || !/[a-z]/.test(said) || kindNamed(said) !== undefined) return false;
  if (environments.test(said) || placesLikeVerbs.test(said)) return true;
  return said.length > 1 && !isWord(said) && !noPlaces.test(said);
}

/** `delete deployment web, api` may mean two: who removes says where more plainly. */
const mayBeAnother = (text: string, said: string): boolean => removes.test(text) && oftenWorkloads.test(said);
const removes = /^(?:delete|remove|kill)\b/i;
const oftenWorkloads =
  /^(?:api|web|front-?end|back-?end|db|database|cache|workers?|redis|nginx|postgres|mysql|proxy|server|app|gateway|auth|ui)$/;

const softPlaces =
  /^(?:data|search|queue|storage|stream|reports?|test|sandbox|scratch|platform|vendor|orders|reviews|calendar|messages|network|store|content|support|metrics|apps|console|media|master|main|products?|customers?|accounts?|users?)$/;

const orders =
  /^(?:please |pls )?(?:scale|restart|delete|remove|set|unset|label|annotate|get|show|list|describe|logs?|roll|rollout|pause|resume|bump|bring|create|expose|suspend|autoscale|top|print)\b/i;
const hasObject = new RegExp(`\\b${object}`, "i");

const noPlaces =
  /^(?:.*(?:ing|ed|est)|desc|asc|sorted|wide|json|yaml|yml|name|names|raw|csv|markdown|first|last|nothing|force|forced|forcefully|overwrite|only|full|alphabetically|both|optional|default|dry-run|client|server|quick|fast|slowly|raw|plain|tho|though|right|yes|no|grouped|utc|local|human-readable|base64|decoded|b64|daily|hourly|noschedule|noexecute|nodeport|clusterip|loadbalancer|headless|cpu|mem|memory|[0-9].*)$/;
