import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";

/** Which authorities the CAA records of a domain allow, as a look-up shows them, and which issuer is refused. */
export type AllowedAuthorities = { readonly words: string; readonly mend: string; readonly lines: readonly Line[] };

/** The CAA records behind a refusal; undefined where no look-up shows any. https://www.rfc-editor.org/rfc/rfc8659 */
export const allowedAuthorities = (
  view: ClusterView,
  told: string,
  request: ObjectRef | undefined,
): AllowedAuthorities | undefined => {
  const domain = /CAA record for ([\w.-]{1,253})/i.exec(told)?.[1]?.replace(/\.$/, "") ?? "";
  const found = recordsIn(view).filter((one) => domain === "" || one.domain === "" || one.domain === domain);
  if (found.length === 0) return undefined;
  const allowed = [...new Set(found.map(({ authority }) => authority).filter(Boolean))].join(", ");
  const name = domain || found[0]!.domain || "the domain";
  const issuer = issuerOf(view, request);
  if (/letsencrypt/i.test(issuer) && allowed.includes("letsencrypt.org")) return undefined;
  return {
    words: `the CAA record of ${name} allows only ${allowed || "nobody"} to issue, not the authority of ${issuer ? `issuer ${issuer}` : "this issuer"}`,
    mend: `Add a CAA record to ${name} that allows the authority of ${issuer ? `issuer ${issuer}` : "the issuer"}${/letsencrypt/i.test(issuer) ? ' (0 issue "letsencrypt.org")' : ""}${allowed ? `, or have the certificate issued by ${allowed}` : ""}.`,
    lines: found.slice(0, 2).map(({ line }) => line),
  };
};

type CaaRecord = { readonly domain: string; readonly authority: string; readonly line: Line };

/** As `dig`, `host`, `nslookup` and `dig +short` print them: the domain stands before the record, or in the command alone. */
const recordsIn = (view: ClusterView): readonly CaaRecord[] =>
  view.evidence
    .filter(({ command, stdout }) => /\b(?:CAA|TYPE257)\b/i.test(command) && /\bissue/.test(stdout))
    .flatMap((piece) =>
      linesOf(piece).flatMap((line) => {
        const match =
          /^(?:([\w-][\w.-]{1,252}?)\.?\s+(?:\d{1,9}\s+)?(?:IN\s+CAA|has CAA record|rdata_257 =|caa =)\s+)?\d{1,3} issue(?:wild)? "([^"\n]{0,253})"/i.exec(
            line.text.trim(),
          );
        return match ? [{ domain: match[1] ?? "", authority: authorityIn(match[2]!), line }] : [];
      }),
    );

/** `digicert.com; cansignhttpexchanges=yes`; `;` alone allows nobody. */
const authorityIn = (value: string): string => value.split(";")[0]!.trim();

const issuerOf = (view: ClusterView, request: ObjectRef | undefined): string => {
  const object = request && view.object(request);
  return textAt(object?.fields, "spec", "issuerRef", "name") || (object?.printed.get("ISSUER")?.value ?? "");
};
