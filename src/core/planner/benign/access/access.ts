import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn, runningText } from "../reading/standing.ts";
import { reasonText, statedReason } from "../reading/stated-reason.ts";

const readOnly = defineBenign(
  {
    code: "access-is-read-only-by-design",
    title: "Account that may only read",
    about:
      "`kubectl auth can-i` says no for a service account or a person whose role only reads, as its name or an annotation says. What it needs it may do, and no log of it is refused anything.",
    reads: ["Role", "ClusterRole", "ServiceAccount"],
    asked: /can-i|rbac|permission|forbidden|access|allowed|secrets?|role|rights|may not|service ?account|denied|\bno\b/,
  },
  function* (view) {
    const denied = answersIn(view, /^no\b/);
    if (denied.length === 0 || linesIn(view, refused, 1).length > 0) return;
    const meant = meantRole(view, denied);
    const first = denied[0]!;
    if (meant === null || isAnythingDown(view, first.namespace)) return;
    const { role, why, isReader } = meant;
    const ref = {
      kind: "ServiceAccount",
      ...(first.namespace === undefined ? {} : { namespace: first.namespace }),
      name: first.name,
    };
    const running = runningText(view, first.namespace);
    const allowed = linesIn(view, /(?:^|: )yes\s{0,4}$/, 50);
    const grants = isReader ? " grants only get, list and watch" : " does not grant that";
    yield {
      ref,
      about: [
        role.ref,
        ...view
          .of("Deployment")
          .filter((one) => one.ref.namespace === first.namespace)
          .map((one) => one.ref),
      ],
      text: `${first.name} ${isReader ? "is read-only by design" : "has fewer rights on purpose"}, so "no" is the expected answer for ${denied
        .slice(0, 3)
        .map(({ what }) => what)
        .join(
          " and for ",
        )}: ${role.ref.kind} ${role.ref.name}${grants}${why === null ? "" : `, and its ${reasonText(why)}`}${allowed.length < 2 ? "" : `; ${allowed.length} others that it needs are answered with yes`}${running === "" ? "" : `; ${running}`}`,
      lines: [first.line, why?.line ?? role.cite(), allowed[0]],
    };
  },
);

const refused = /\bis forbidden\b|\b403\b|Forbidden:|cannot (?:get|list|watch|create|patch|update|delete) resource/;

const telling =
  /read.?only|\bview(?:er|s|ing)?\b|reader|reads only|least.?privilege|never grant|must not|by design|on purpose|auditor|wallboard|monitor/i;
const withheld =
  /nothing more|\bno (?:access|delete|right|write|secrets?)|not (?:allowed|granted|permitted)|never grant|must not|by (?:design|decision)|on purpose|intention|least.?privilege|only (?:what|the)|need.?to.?know|policy|SEC-\d/i;

/** The role that withholds what was asked for, and what says that this is meant. */
function meantRole(view: ClusterView, denied: readonly Denied[]) {
  const roles = [...view.of("ClusterRole"), ...view.of("Role")];
  const reader = roles.find((one) => onlyReads(one));
  const why = reader === undefined ? null : statedReason(reader, telling);
  if (reader !== undefined && (why !== null || telling.test(reader.ref.name)))
    return { role: reader, why, isReader: true };
  for (const role of roles) {
    const stated = statedReason(role, withheld);
    const isWhole = listAt(role.fields, "rules").length > 0;
    if (stated !== null && isWhole && denied.every(({ verb, resource }) => !grants(role, verb, resource)))
      return { role, why: stated, isReader: false };
  }
  return null;
}

const grants = (role: ObservedObject, verb: string, resource: string): boolean =>
  listAt(role.fields, "rules").some((rule) => {
    const holds = (list: string, value: string) =>
      listAt(rule, list)
        .map(String)
        .some((one) => one === "*" || one === value || `${one}` === `${value}s`);
    return holds("verbs", verb) && holds("resources", resource);
  });

type Denied = ReturnType<typeof answersIn>[number];

/** What was asked of whom and answered so. */
const answersIn = (view: ClusterView, answer: RegExp) =>
  view.evidence.flatMap((piece) => {
    const asked = /\bauth can-i (?!--list)([a-z*]{2,20}) ([\w./-]{1,80})/.exec(piece.command);
    const who = /--as[= ](?:system:serviceaccount:([a-z0-9-]{1,63}):)?([\w.@:-]{1,120})/.exec(piece.command);
    const line = linesOf(piece).find(({ text }) => answer.test(text));
    return asked === null || who === null || line === undefined
      ? []
      : [
          {
            what: `${asked[1]} ${asked[2]}`,
            verb: asked[1]!,
            resource: asked[2]!,
            namespace: who[1],
            name: who[2]!,
            line,
          },
        ];
  });

/** Whether a role is shown whole and only reads. */
function onlyReads(role: ObservedObject): boolean {
  const rules = listAt(role.fields, "rules");
  const verbs = rules.flatMap((rule) => listAt(rule, "verbs").map(String));
  return (
    rules.length > 0 &&
    verbs.length > 0 &&
    verbs.every((verb) => /^(?:get|list|watch)$/.test(verb)) &&
    at(role.fields, "aggregationRule") === undefined &&
    textAt(role.fields, "metadata", "name") !== ""
  );
}

export const access: readonly BenignRule[] = [readOnly];
