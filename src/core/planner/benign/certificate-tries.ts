import { listAt, textAt } from "../../diagnosis/fields.ts";
import { logsOfView } from "../../diagnosis/logs-of-view.ts";
import { messageIn } from "../../evidence/log-message.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { linesOfLog } from "../well/log-course.ts";
import { type BenignRule, defineBenign } from "./benign.ts";

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
      const before =
        errors.length === 0
          ? ""
          : `; the ${errors.length} error lines about it (${messageIn(errors[0]!.text)
              .text.replace(/^[IWEF]\d{4} [\d:.]{8,20}\s{1,8}\d{1,8} \S{1,80}\] /, "")
              .slice(0, 70)}) came before that and are over`;
      yield {
        ref,
        text: `Certificate ${ref.name} is Ready and was renewed: valid until ${until}${renewal === "" ? "" : `, next renewal ${renewal}`}${before}`,
        lines: [object.cite("status", "conditions", "Ready"), object.cite("status", "notAfter"), errors.at(-1)],
        voids: ["certificate-not-ready"],
        ofLog: "only",
      };
    }
  },
);

const issued =
  /\bcertificate (?:was )?(?:issued|renewed|obtained)\b|\bsuccessfully issued\b|\bcondition\b[^\n]{0,200}\bReady\b[^\n]{0,120}\bTrue\b/i;

/** The error lines about a certificate, when it was issued after all of them; null when some came later. */
function errorsAbout({ ref }: ObservedObject, view: ClusterView) {
  const lines = logsOfView(view)
    .flatMap((log) => linesOfLog(log, view))
    .filter(({ text }) => text.slice(0, 2000).includes(ref.name));
  const isError = ({ text }: { text: string }) => /^(?:error|fatal)$/.test(messageIn(text).level);
  const last = lines.findLastIndex((line) => isError(line));
  if (last >= 0 && !lines.slice(last + 1).some(({ text }) => issued.test(text.slice(0, 2000)))) return null;
  return lines.filter(isError);
}

export const certificateTries: readonly BenignRule[] = [renewed];
