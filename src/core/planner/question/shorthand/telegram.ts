import { object, place, templated, workload } from "./objects-said.ts";

/**
 * A telegram with its verb first: `deployment web restart, ns shop` as `restart deployment web, ns shop`. Only where the whole message is
 * an object and what it is to become: what says more is read as it stands.
 */
export function inOrder(text: string): string {
  let said = text.trim().replace(ticket, "").replaceAll(labelled, "$1$2 ");
  const end = /[.!]+$/.exec(said)?.[0] ?? "";
  said = said
    .slice(0, said.length - end.length)
    .replace(/,? (?:please|now|asap)$/i, "")
    .replace(/ please (?=back|to)/i, " ");
  for (const [pattern, as] of telegrams()) {
    const match = pattern.exec(said);
    const put = match === null ? null : as(...match.slice(1).map((one) => one ?? ""));
    if (put !== null) return put;
  }
  return text.trim().replace(ticket, "").replaceAll(labelled, "$1$2 ");
}

/** What stands before an order in a ticket. */
const ticket =
  /^(?:req(?:uest|'d|uired|d)?|action(?: needed| required)?|task|todo|to do|fya|fyi|change|info(?: needed| req'd| required)?|need(?:ed)?|wanted|asap|urgent|pls|please) ?(?::|-|–|—) ?(?=[a-z])/i;

/** `pod: web-0, ns: shop`. */
const labelled =
  /(^|[,;.] ?)(pod|deployment|deploy|statefulset|sts|daemonset|ds|service|svc|node|job|cronjob|configmap|cm|secret|ns|namespace|container|need)(?:: |:|=)(?=[a-z0-9])/gi;

const verb =
  "restart|delete|remove|pause|resume|describe|cordon|uncordon|drain|undo|rollback|roll back|suspend|unsuspend|expose";
const joint = "(?::|,| -| to| =)?";
const count = "(\\d{1,4}|zero|none|nothing|one|two|three|four|five|six|seven|eight|nine|ten)";
const image = "[a-z0-9][\\w.-]*(?:[/:][\\w.@-]+)*:[\\w.-]+";
const nodeName = "[a-z][a-z0-9.-]{0,60}\\d";

type Row = readonly [pattern: RegExp, as: (...groups: string[]) => string | null];

const whole = (pattern: string, as: Row[1]): Row => [new RegExp(`^${pattern}$`, "i"), as];

/** Patterns are compiled when the first message comes in. */
let rows: readonly Row[] | null = null;
const telegrams = (): readonly Row[] => (rows ??= [...ordersOf(), ...settingsOf(), ...nounsOf()]);

function ordersOf(): readonly Row[] {
  return [
    whole(`(${object})(${place})${joint} (${verb})(${place})`, (what, where, does, also) => ordered(does!, what!, where! + also!)),
    whole(`(?:the )?(?:node )?(${nodeName})${joint} (cordon|uncordon|drain)`, (what, does) => `${does} node ${what}`),
    whole(`(${workload})(${place})${joint} (?:scaled? |go |goes )?(?:up |down |back )?(?:replicas?|reps)?:? ?(?:from )?(?:\\d{1,4} to |to |= ?)?${count}(?: replicas| pods| instances| copies)?(${place})`, (what, where, many, also) => (/ (?:to|replicas?|up|down) /.test(`${what}${where} `) ? null : `scale ${what} to ${number(many!)} replicas${where}${also}`)),
    whole(`(${templated})(${place})${joint} back to (?:revision|rev|version) #?(\\d{1,5})(${place})`, (what, where, to, also) => `roll back ${what} to revision ${to}${where}${also}`),
    whole(`((?:the )?cron ?job[ /][a-z0-9.-]+)(${place})${joint} (?:suspended|off|stopped|disabled)(${place})`, (what, where, also) => `suspend ${what!.replace("/", " ")}${where}${also}`),
    whole(`(?:the )?(${nodeName})${joint} (?:should|shall|must|may) (?:no more|no longer|not) (?:receive|get|take|accept|run|have)(?: any)?(?: more| new)? pods(?: anymore| any more)?`, (what) => `cordon ${what}`),
    whole(`(?:the )?node ([a-z0-9.-]+)${joint} (?:should|shall|must|may) (?:no more|no longer|not) (?:receive|get|take|accept|run|have)(?: any)?(?: more| new)? pods(?: anymore| any more)?`, (what) => `cordon ${what}`),
    whole(`(${object})(${place})${joint} (?:need|want|give|show)(?: the)? (yaml|json|logs|events|labels|annotations|image|status|description)(${place})`, (what, where, aspect, also) => `show the ${aspect} of ${bare(what!)}${where}${also}`),
    whole(`(?:the )?logs (?:of |for |from )?(.{3,90}?), (\\d{1,4}(?:s|m|h|min|mins))(${place})`, (what, since, also) => `logs of ${what}${also}, last ${since}`),
    whole(`(?:make|set) (?:free|empty) (?:the )?node ([a-z0-9.-]+)(?: (?:from|of) (?:all )?pods)?`, (what) => `drain ${what}`),
  ]; // biome-ignore format: one line a telegram
}

function ordered(does: string, what: string, where: string): string | null {
  const said = does.toLowerCase();
  if (/cordon|drain/.test(said) && !/\bnode\b/.test(what)) return null;
  if (/^(?:undo|roll ?back)$/.test(said)) return `roll back ${what}${where}`;
  return `${said === "unsuspend" ? "resume" : said} ${what.replace("/", " ")}${where}`;
}

function number(said: string): string {
  if (/^(?:zero|none|nothing)$/i.test(said)) return "0";
  const at = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].indexOf(
    said.toLowerCase(),
  );
  return at < 0 ? said : String(at + 1);
}

const amount = "[\\d.]+ ?(?:m|[KMGT]i?)?";
const pair = "[A-Za-z0-9][\\w./-]*=[\\w.:/,-]*";
const serviceTypes = "(NodePort|ClusterIP|LoadBalancer|ExternalName)";
const become = "(?::|,| to| =| should be| must be| shall be| should become| needs to be| has to be|) ?";

function settingsOf(): readonly Row[] {
  return [
    whole(`(${templated})(${place})${become}(?:set )?(?:new )?(?:image|tag)?:? ?(?:to )?([a-z0-9-]+)=(${image})(${place})`, (what, where, container, to, also) => `set image of container ${container} of ${bare(what!)}${where}${also} to ${to}`),
    whole(`(${templated})(${place})(?::|,)? (?:new )?image:? ?(?:to |= ?)?(${image})(${place})`, (what, where, to, also) => `set image of ${bare(what!)}${where}${also} to ${to}`),
    whole(`(${templated})(${place})${become}(?:set )?(?:env(?:ironment)?(?: variable| var)? )?([A-Z][A-Z0-9_]*=\\S+)(${place})`, (what, where, variable, also) => (/^[A-Z][A-Z0-9_]*=/.test(variable!) ? `set env ${variable} on ${bare(what!)}${where}${also}` : null)),
    whole(`(?:the )?([a-z0-9-]+) \\((deployment|deploy|statefulset|sts|daemonset|ds)(?:, (?:ns )?([a-z0-9-]+))?\\)${become}(.{3,120})`, (name, kind, where, rest) => inOrder(`${kind} ${name}${where === "" ? "" : ` in namespace ${where}`}: ${rest}`)),
    whole(`(${object})(${place})(?::|,)? (?:\\+ ?|add |new |set )?(?:label|lbl)s? (${pair})(${place})`, (what, where, said, also) => `label ${bare(what!)} ${said}${where}${also}`),
    whole(`(${object})(${place})(?::|,)? (?:\\+ ?|add |new |set )?annotations? (${pair})(${place})((?:, .{3,60})?)`, (what, where, said, also, more) => `annotate ${bare(what!)} ${said}${where}${also}${more}`),
    whole(`(${object})(${place})(?::|,)? (?:- ?|no |remove |drop |without )(label|annotation|taint) ([\\w./-]+)(${place})`, (what, where, sort, key, also) => `remove ${sort} ${key} from ${bare(what!)}${where}${also}`),
    whole(`((?:the )?service[ /][a-z0-9.-]+)(${place})${become}(?:of )?(?:type )?(?:to )?${serviceTypes}(${place})`, (what, where, to, also) => `change the type of ${bare(what!)}${where}${also} to ${to}`),
    whole(`(?:the )?pv[ /]([a-z0-9.-]+)[:,]? reclaim(?:[ -]?policy)?(?::|,| to| =| should be)? ?(Retain|Delete|Recycle)`, (what, to) => `set reclaim policy of pv ${what} to ${to}`),
    whole(`(?:the )?(?:new )?(memory|cpu) (limit|request)s? (?:for|of|on) (${templated})(${place})${become}(${amount})(${place})`, (sort, bound, what, where, to, also) => `set ${sort} ${bound} of ${what} to ${to}${where}${also}`),
    whole(`(${templated})(${place})(?::|,)? (memory|cpu) (limit|request)s?${become}(${amount})(${place})`, (what, where, sort, bound, to, also) => `set ${sort} ${bound} of ${what} to ${to}${where}${also}`),
    whole(`(?:the )?(?:service ?account|sa) (?:for|of) (${templated})(${place})${become}([a-z0-9.-]+)(${place})`, (what, where, to, also) => (to!.length < 2 ? null : `set the service account of ${what} to ${to}${where}${also}`)),
    whole(`(?:the )?hpa[ /]([a-z0-9.-]+)(${place})[:,]? (min|max)(?:imum)?(?: replicas)?${become}(?:\\d{1,4} to )?(\\d{1,4})(${place})`, (what, where, bound, to, also) => `set the ${bound} replicas of hpa ${what}${where}${also} to ${to}`),
    whole(`(?:the )?(?:default|dflt) (?:namespace|ns)(?: (?:of|for|in) (?:the |my )?current context)?${become}([a-z0-9-]{2,63})`, (to) => `set the default namespace of the current context to ${to}`),
  ]; // biome-ignore format: one line a telegram
}

const bare = (what: string): string => what.replace(/^the /i, "").replace("/", " ");

const nouns: Readonly<Record<string, string>> = {
  deletion: "delete",
  removal: "delete",
  restart: "restart",
  reboot: "restart",
  drain: "drain",
  draining: "drain",
  cordoning: "cordon",
  creation: "create",
  rollback: "roll back",
  suspension: "suspend",
  scaling: "scale",
};

const wanted = "(?: (?:requested|needed|wanted|required|please|pls|req'd))?";

/** Orders as nouns: `deletion of pod web-0 requested`. */
function nounsOf(): readonly Row[] {
  return [
    whole(`(?:i (?:wish|want|need|request) |please |we need |need )?(?:the |a )?(?:rolling )?(${Object.keys(nouns).join("|")})(?: needed| requested)?(?: req)?(?:,|:| of| for)? (${object}(?:${place})(?: to (?:revision |rev )?[\\w-]+)?(?:${place}))${wanted}`, (noun, rest) => `${nouns[noun!.toLowerCase()]} ${rest!.replace(/\bto (?:rev |revision )?(\d+)/, noun!.toLowerCase() === "rollback" ? "to revision $1" : "to $1")}`),
    whole(`(?:label|labell?ing) addition:? (${object}),? (${pair})`, (what, said) => `label ${bare(what!)} ${said}`),
  ]; // biome-ignore format: one line a telegram
}
