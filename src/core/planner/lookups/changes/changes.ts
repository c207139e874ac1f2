import type { ClusterView } from "../../../evidence/observed.ts";
import { placesOf } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { nameWords } from "../form/named-parts.ts";
import { changesIn, type Window } from "./changes-in.ts";
import { changesTo } from "./changes-to.ts";

/** `since the last rollout web does not become available`: why it suffers is asked, not what changed. */
const suffers =
  /\b(?:why|(?:is|are|do|does|did|can|could|will) not|cannot|never|fails?|failing|failed|crash\w*|broken?|unavailable|unreachable|down|errors?|slow\w*|stuck|hangs?)\b|n't\b/;

/** What was changed, and when: of one workload (`the last change to catalog`) or of a place (`what was deployed today`). */
export const changesOf: Inquiry = (question, home) => {
  const said = question.text.toLowerCase().replaceAll(/\bdeployment (?=[a-z0-9.-]{1,253} in [a-z0-9-])/g, "");
  if (suffers.test(said) || /^(?:so |and |hey )?(?:who|by whom)\b/.test(said)) return null;
  const pair = between.exec(said)?.slice(1).map(Number) ?? [];
  if (pair.length === 2) {
    const compared = nameWords(question, deeds).filter(
      (word) => !/^(?:revisions?|differ\w*|compare\w*|diff|\d+)$/.test(word),
    );
    return compared.length === 0
      ? null
      : changesTo(
          compared.slice(0, 3),
          question,
          pair.toSorted((one, other) => one - other),
        );
  }
  if (said.length > 160 || !forms.some((form) => form.test(said)) || beside.test(said)) return null;
  const names = nameWords(question, deeds);
  if (names.length > 0) return changesTo(names.slice(0, 3), question);
  return inPlace(question, placesOf(question, home, "-A")[0]!, windowIn(said));
};

/** `what was changed in checkout` is said of a namespace, and where none is called so, of a workload. */
function inPlace(question: Question, place: string, window: Window): Inquest {
  const whole = changesIn(place, window);
  const name = question.scope.namespaces[0];
  if (name === undefined) return whole;
  const own = changesTo([name], { ...question, scope: { namespaces: [], all: true } });
  const isStrange = (view: ClusterView) =>
    whole.reads(view).every(({ command }) => view.evidence.some((one) => one.command === command)) &&
    !view.objects.some(({ ref }) => ref.namespace === name);
  return {
    reads: (view) => [...whole.reads(view), ...(isStrange(view) ? own.reads(view) : [])],
    tell: (view) => (isStrange(view) ? own.tell(view) : null) ?? whole.tell(view),
  };
}

const between =
  /\b(?:between|compare|diff\w*|from)\b[^?]{0,40}\brevisions? (\d{1,6}) (?:and|to|with|vs) (?:revision )?(\d{1,6})\b/;

const change =
  "(?:chang\\w*|deploy(?:ed|s|ment|ments)?|releas\\w*|roll-?outs?|rolled out|updat\\w*|upgrad\\w*|modif\\w*|edit(?:ed|s)?|different)";
const forms: readonly RegExp[] = [
  new RegExp(`\\b(?:last|latest|newest|most recent|previous) (?:\\w{1,20} )?${change}\\b`),
  new RegExp(
    `^(?:so |and |hey )?what (?:has |have |was |were |is |got |did )?(?:been |we |they |somebody |someone |anybody )?(?:new|${change})\\b`,
  ),
  new RegExp(`^(?:when|who|how long ago) (?:was|were|did|has|have|got|is)?\\b[^?]{0,60}\\b${change}\\b`),
  new RegExp(`^who ${change}\\b`),
  new RegExp(
    `^(?:has|have|did|was|were|is|are) (?:there )?(?:any|some|anything|something|anyone|anybody|somebody|someone)\\b[^?]{0,40}\\b${change}\\b`,
  ),
  new RegExp(`^(?:any|are there|were there|is there) (?:any )?(?:new |recent )?${change}\\b`),
  new RegExp(`\\brecent (?:\\w{1,20} )?${change}\\b`),
  new RegExp(
    `^(?:which|what) (?:deployments|workloads|apps|applications|services|things|stuff|statefulsets|daemonsets)\\b[^?]{0,30}\\b${change}\\b[^?]{0,30}\\b(?:today|yesterday|last|since|recently|lately|past|this (?:morning|week)|hours?|days?)\\b`,
  ),
];

/** Questions of changes that are no history of what was rolled out. */
const beside =
  /\b(?:why|roll ?back|undo|status|finish\w*|stuck|hang\w*|progress\w*|fail\w*|broke\w*|scaled?|replicas|strategy|revisions?|history|change-cause|logs?|events?|yaml|certificates?|secrets?|configmaps?|nodes?|crds?|kubectl|annotations?|labels?|helm|schema|passwords?|to see|need|should|can i|would|how (?:many|often|do|can|to))\b/;

const deeds =
  /^(?:different|chang\w*|deploy\w*|releas\w*|roll-?outs?|rolled|updat\w*|upgrad\w*|modif\w*|edit\w*|version\w*|new|newest|old|oldest|image|images|made|applied|hours?|days?|minutes?|weeks?|hour|day|minute|week|past|lately|ago|most|\d+\w?|anybody|anyone|somebody|someone|anything|something|everything|nothing|workloads?|services?|apps?|applications?|statefulsets?|daemonsets?|stuff|production|recent|since|everywhere|whole|entire|between|object|objects|resource|resources|got|team|cluster-wide|overnight|in-place)$/;

const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

function windowIn(said: string): Window {
  const span =
    /\b(?:last|past|previous) (?:(\d{1,4}|two|three|few|couple of) ?)?(m|h|d|w)(?:in\w*|ours?|rs?|ays?|eeks?)?\b/.exec(
      said,
    );
  if (span !== null) {
    const count = { two: 2, three: 3, few: 3, "couple of": 2 }[span[1] ?? ""] ?? Number(span[1] ?? 1);
    return { seconds: count * units[span[2]!]!, said: `in the ${span[0]}` };
  }
  if (/\bthis week\b/.test(said)) return { seconds: 604_800, said: "in the last 7 days" };
  if (/\bsince yesterday|\byesterday\b/.test(said)) return { seconds: 172_800, said: "in the last 48 hours" };
  if (/\b(?:this|since this) morning\b/.test(said)) return { seconds: 43_200, said: "in the last 12 hours" };
  return { seconds: 86_400, said: "in the last 24 hours" };
}
