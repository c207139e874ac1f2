import { at, listAt, textAt } from "../../diagnosis/fields.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "./benign.ts";
import { isAnythingDown, linesIn, runningText } from "./standing.ts";
import { reasonText, statedReason } from "./stated-reason.ts";

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
    const denied = deniedIn(view);
    if (
      denied.length === 0 ||
      linesIn(view, /\bis forbidden\b|\b403\b|Forbidden:|cannot (?:get|list|watch) resource/, 1).length > 0
    )
      return;
    const role = [...view.of("ClusterRole"), ...view.of("Role")].find((one) => onlyReads(one));
    const why = role === undefined ? null : statedReason(role, telling);
    if (role === undefined || (why === null && !telling.test(role.ref.name))) return;
    const first = denied[0]!;
    if (isAnythingDown(view, first.namespace)) return;
    const ref = {
      kind: "ServiceAccount",
      ...(first.namespace === undefined ? {} : { namespace: first.namespace }),
      name: first.name,
    };
    const running = runningText(view, first.namespace);
    yield {
      ref,
      about: [
        role.ref,
        ...view
          .of("Deployment")
          .filter((one) => one.ref.namespace === first.namespace)
          .map((one) => one.ref),
      ],
      text: `${first.name} is read-only by design, so "no" is the expected answer for ${denied
        .slice(0, 3)
        .map(({ what }) => what)
        .join(
          " and for ",
        )}: ${role.ref.kind} ${role.ref.name} grants only get, list and watch${why === null ? "" : `, and its ${reasonText(why)}`}${running === "" ? "" : `; ${running}`}`,
      lines: [first.line, why?.line ?? role.cite()],
    };
  },
);

const telling =
  /read.?only|\bview(?:er|s|ing)?\b|reader|reads only|least.?privilege|never grant|must not|by design|on purpose|auditor|wallboard|monitor/i;

/** What was asked of whom and answered with no. */
const deniedIn = (view: ClusterView) =>
  view.evidence.flatMap((piece) => {
    const asked = /\bauth can-i (?!--list)([a-z*]{2,20}) ([\w./-]{1,80})/.exec(piece.command);
    const who = /--as[= ](?:system:serviceaccount:([a-z0-9-]{1,63}):)?([\w.@:-]{1,120})/.exec(piece.command);
    const line = linesOf(piece).find(({ text }) => /^no\b/.test(text));
    return asked === null || who === null || line === undefined
      ? []
      : [{ what: `${asked[1]} ${asked[2]}`, namespace: who[1], name: who[2]!, line }];
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
