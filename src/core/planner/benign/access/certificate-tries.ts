import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { messageIn } from "../../../evidence/logs/log-message.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { isRetried, linesOfLog } from "../../well/log-course.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { nowOf } from "../reading/now.ts";

const renewed = defineBenign(
  {
    code: "certificate-renewed-after-tries",
    title: "Certificate that was renewed after some tries",
    about:
      "A Certificate is Ready, up to date and valid to a date that is shown, and was issued lately: errors of the checks before it (DNS record not yet propagated, order pending) and alerts on its end are over. Not where it is not Ready, or errors about it come after it was issued.",
    reads: ["Certificate", "CertificateRequest", "logs"],
    asked: /\b(?:cert\w*|tls|ssl|expir\w*|renew\w*|acme|lets ?encrypt|issu\w*)\b|certmanager\w*/,
  },
  function* (view) {
    for (const object of view.of("Certificate")) {
      const { fields, ref } = object;
      const ready = listAt(fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
      const until = textAt(fields, "status", "notAfter");
      if (textAt(ready, "status") !== "True" || until === "") continue;
      const errors = errorsAbout(object, view);
      if (errors === null) {
        yield {
          ref,
          text: `Certificate ${ref.name} is Ready, and errors about it go on in the log after it was issued`,
          lines: [object.cite()],
          isDoubt: true,
        };
        continue;
      }
      const renewal = textAt(fields, "status", "renewalTime");
      const now = nowOf(view)?.at ?? null;
      const tries = failuresOf(fields);
      const left = now === null || renewal === "" ? null : Math.round((Date.parse(renewal) - now) / 86_400_000);
      if (tries !== null) {
        yield { ref, text: `Certificate ${ref.name} ${tries}`, lines: [object.cite()], isDoubt: true };
        continue;
      }
      if (left !== null && left < 0) {
        yield {
          ref,
          text: `Certificate ${ref.name} was to be renewed at ${renewal}, ${-left} days ago, and is still the one that ends at ${until}`,
          lines: [object.cite("status", "renewalTime"), object.cite("status", "notAfter")],
          isDoubt: true,
        };
        continue;
      }
      const before =
        errors.length === 0
          ? ""
          : `; the ${errors.length} error lines about it (${messageIn(errors[0]!.text)
              .text.replace(/^[IWEF]\d{4} [\d:.]{8,20}\s{1,8}\d{1,8} \S{1,80}\] /, "")
              .slice(0, 70)}) came before that and are over`;
      yield {
        ref,
        text: `Certificate ${ref.name} is Ready${left !== null && errors.length === 0 ? " and not due for renewal yet" : " and was renewed"}: valid until ${until}${renewal === "" ? "" : `, next renewal ${renewal}`}${left === null ? "" : ` (in ${left} days, by itself)`}${before}`,
        lines: [object.cite("status", "conditions", "Ready"), object.cite("status", "notAfter"), errors.at(-1)],
        voids: ["certificate-not-ready"],
        ofLog: "only",
      };
    }
  },
);

/** Its renewal has failed since it was issued: the old certificate is still good, and its end comes. */
function failuresOf(fields: unknown): string | null {
  const count = Number(textAt(fields, "status", "failedIssuanceAttempts") || 0);
  const last = textAt(fields, "status", "lastFailureTime");
  const end = textAt(fields, "status", "notAfter");
  return count > 0 || (last !== "" && Date.parse(last) > Date.parse(textAt(fields, "status", "renewalTime")))
    ? `is still valid until ${end}, but its renewal fails (${count || "some"} failed attempts${last === "" ? "" : `, the last at ${last}`})`
    : null;
}

const issued =
  /\bcertificate (?:was )?(?:issued|renewed|obtained)\b|\bsuccessfully issued\b|\bcondition\b[^\n]{0,200}\bReady\b[^\n]{0,120}\bTrue\b/i;

/** The error lines about a certificate, when it was issued after all of them; null when some came later. */
function errorsAbout({ ref }: ObservedObject, view: ClusterView) {
  const lines = logsOfView(view)
    .flatMap((log) => linesOfLog(log, view))
    .filter(({ text }) => text.slice(0, 2000).includes(ref.name));
  const isError = (line: Line) => /^(?:error|fatal)$/.test(messageIn(line.text).level) && !isRetried(line);
  const last = lines.findLastIndex(isError);
  if (last >= 0 && !lines.slice(last + 1).some(({ text }) => issued.test(text.slice(0, 2000)))) return null;
  return lines.filter(isError);
}

export const certificateTries: readonly BenignRule[] = [renewed];
