import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn, runningIn, runningText } from "../reading/standing.ts";
import { noteOf, said } from "../reading/words.ts";

const reported = defineBenign(
  {
    code: "violations-only-reported",
    onlyAsked: true,
    title: "Policy whose violations are only reported",
    about:
      "A policy counts violations and blocks nothing: a Gatekeeper constraint with enforcementAction dryrun or warn, a Kyverno policy with Audit, a ValidatingAdmissionPolicyBinding whose validationActions have no Deny. What violates it was made and runs. Not where anything was denied or lacks replicas, nor where a policy that is asked about denies.",
    reads: ["Constraint", "ClusterPolicy", "Policy", "ValidatingAdmissionPolicyBinding", "PolicyReport", "Deployment"],
    asked:
      /violat\w*|polic\w*|gatekeeper|kyverno|constraint|\bopa\b|block\w*|reject\w*|admission|audit|dry-?run|\bwarn\w*|enforc\w*/,
  },
  function* (view, question) {
    const refused = linesIn(view, /denied the request|violates PodSecurity|is forbidden:|FailedCreate\b/, 1);
    if (refused.length > 0 || isAnythingDown(view)) return;
    const all = view.objects.flatMap((object) => modeOf(object) ?? []);
    if (all.some((one) => one.isStrict && one.violations !== "0" && isAsked(one.object, question))) return;
    const lenient = all.filter(({ isStrict }) => !isStrict);
    const policy = lenient.find(({ object }) => isAsked(object, question)) ?? lenient[0];
    if (policy === undefined) return;
    const { object, mode, violations, line } = policy;
    const note = all.flatMap((one) =>
      one.object.ref.name === object.ref.name ? (noteOf(one.object, until) ?? []) : [],
    )[0];
    const running = runningText(view);
    const count = violations === "" ? "violations" : `its ${violations} violations`;
    yield {
      ref: object.ref,
      about: [
        ...lenient.filter((one) => one.object.ref.name === object.ref.name).map((one) => one.object.ref),
        ...runningIn(view).workloads.map(({ ref }) => ref),
        ...runningIn(view).pods.map(({ ref }) => ref),
      ],
      text: `nothing is blocked: ${object.ref.kind} ${object.ref.name} has ${mode}, so ${count} are only reported and nothing is refused${note === null || note === undefined ? "" : ` (${said(note)})`}${running === "" ? "" : `; ${running}`}`,
      lines: [line, note?.line],
    };
  },
);

const until = /report|audit|only|until|enforce|deny|dry|later|warn/i;

const isAsked = ({ ref }: ObservedObject, { text }: Question): boolean => text.includes(ref.name);

type Mode = {
  readonly object: ObservedObject;
  readonly mode: string;
  readonly isStrict: boolean;
  readonly violations: string;
  readonly line: Line;
};

const headings = ["ENFORCEMENT-ACTION", "VALIDATE ACTION", "VALIDATION FAILURE ACTION", "VALIDATIONACTIONS", "ACTION"];

/** How a policy acts on what violates it; undefined for what is no policy. */
function modeOf(object: ObservedObject): Mode | undefined {
  const { fields, printed } = object;
  const violations = printed.get("TOTAL-VIOLATIONS")?.value ?? textAt(fields, "status", "totalViolations");
  const made = (name: string, value: string, line: Line): Mode => ({
    object,
    mode: `${name} ${value}`,
    isStrict: /deny|enforce|scoped/i.test(value),
    violations,
    line,
  });
  const action = textAt(fields, "spec", "enforcementAction");
  if (action !== "") return made("enforcementAction", action, object.cite("spec", "enforcementAction"));
  const cell = headings.find((heading) => values.test(printed.get(heading)?.value ?? ""));
  if (cell !== undefined) return made(cell.toLowerCase(), printed.get(cell)!.value, printed.get(cell)!.line);
  const kyverno = textAt(fields, "spec", "validationFailureAction");
  if (kyverno !== "") return made("validationFailureAction", kyverno, object.cite("spec", "validationFailureAction"));
  const rules = listAt(fields, "spec", "rules").map((one) => textAt(one, "validate", "failureAction"));
  const own = rules.filter((one) => one !== "");
  if (own.length > 0) return made("failureAction", own.join(", "), object.cite("spec", "rules"));
  const actions = listAt(fields, "spec", "validationActions").map((one) => `${one}`);
  if (actions.length > 0)
    return made("validationActions", actions.join(", "), object.cite("spec", "validationActions"));
  return undefined;
}

const values = /^\[?["']?(?:deny|dryrun|warn|scoped|audit|enforce)\b/i;

export const reportedViolations: readonly BenignRule[] = [reported];
