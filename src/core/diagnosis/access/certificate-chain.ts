import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { continued } from "../objects/line-within.ts";
import { allowedAuthorities } from "./caa-records.ts";
import { solverClassFault } from "./solver-class.ts";

/**
 * What cert-manager makes for one another, from the last link to the first: Challenge, Order, CertificateRequest, Certificate.
 * From owner references, else from the names: `shop-tls-3-1207-88` belongs to order `shop-tls-3-1207`, that to request `shop-tls-3`.
 */
export const chainAbove = (object: Pick<ObservedObject, "ref" | "fields">): readonly ObjectRef[] => {
  const refs: ObjectRef[] = [];
  const owner = listAt(object.fields, "metadata", "ownerReferences")[0];
  let { kind, name } = object.ref;
  while (above.has(kind)) {
    const next = above.get(kind)!;
    const owned = refs.length === 0 && textAt(owner, "kind") === next.kind ? textAt(owner, "name") : "";
    const stem = owned || next.suffix.exec(name)?.[1];
    if (!stem) break;
    kind = next.kind;
    name = stem;
    refs.push({ kind, ...(object.ref.namespace ? { namespace: object.ref.namespace } : {}), name });
  }
  return refs;
};

const above: ReadonlyMap<string, { readonly kind: string; readonly suffix: RegExp }> = new Map([
  ["Challenge", { kind: "Order", suffix: /^(.+)-\d{1,12}$/ }],
  ["Order", { kind: "CertificateRequest", suffix: /^(.+)-\d{1,12}$/ }],
  ["CertificateRequest", { kind: "Certificate", suffix: /^(.+)-(?:\d{1,6}|[a-z0-9]{5})$/ }],
]);

export type ChallengeFault = {
  readonly what: string;
  readonly mend: string;
  readonly lines: readonly Line[];
  readonly related: readonly ObjectRef[];
};

/** What stands behind the last link: which certificate, how it proves itself, and why that fails, in words. */
export const challengeFault = (
  view: ClusterView,
  object: Pick<ObservedObject, "ref" | "fields" | "printed">,
  told: string,
  isCertain: boolean,
): ChallengeFault => {
  const { fields, ref } = object;
  const chain = chainAbove(object);
  const certificate = chain.find((one) => one.kind === "Certificate");
  const seen = certificate && view.object(certificate);
  const expired = expiryOf(seen);
  const domain = textAt(fields, "spec", "dnsName") || (object.printed.get("DOMAIN")?.value ?? "");
  const way = wayOf(fields, told);
  const reason = tidy(continued(view, told));
  const known = reasons.find((one) => one.pattern.test(reason));
  const served = isCertain && isOfPath(known) && !/^DNS/.test(way) ? solverClassFault(view, object) : undefined;
  const allowed = known?.pattern === caaRecord ? allowedAuthorities(view, told, chain.find(isRequest)) : served;
  const who = certificate
    ? `Certificate ${ref.namespace ? `${ref.namespace}/` : ""}${certificate.name}`
    : `${ref.kind} ${ref.name}`;
  const whole = `${ref.kind === "Order" ? "its order" : `its ${way}challenge`}${domain ? ` for ${domain}` : ""} ${isCertain ? "fails" : "is not done yet"}`;
  const what = `${who} is not issued${isCertain ? " or renewed" : " yet"}${expired ? `, and has expired (${expired.text})` : ""}: ${whole}${served ? `, as ${served.words}` : known && isCertain ? `, ${allowed?.words ?? known.words}` : ""}`;
  return {
    what: `${what}${reason ? ` (${reason.slice(0, Math.max(120, 410 - what.length))})` : ""}`,
    mend: allowed?.mend ?? known?.mend ?? "Mend what the reason names; cert-manager then tries again by itself.",
    lines: [...(allowed?.lines ?? []), ...(expired ? [expired.line] : [])],
    related: [...chain, ...(served?.related ?? [])],
  };
};

/** The authority, or cert-manager itself, does not find the answer at its path; or nothing is said of why. */
const isOfPath = (known: Reason | undefined): boolean => known === undefined || known.isOfPath === true;

const isRequest = ({ kind }: ObjectRef): boolean => kind === "CertificateRequest";

/** `DNS-01 (route53) `, `HTTP-01 `, or nothing where it is not shown. */
const wayOf = (fields: unknown, told: string): string => {
  const solver = at(fields, "spec", "solver", "dns01");
  const provider = typeof solver === "object" && solver !== null ? (Object.keys(solver)[0] ?? "") : "";
  const said = /\b(?:HTTP|DNS|TLS-ALPN)-01\b/i.exec(`${textAt(fields, "spec", "type")} ${told}`)?.[0].toUpperCase();
  const way = said ?? (provider ? "DNS-01" : "");
  return way ? `${way}${provider ? ` (${provider})` : ""} ` : "";
};

const tidy = (told: string): string =>
  told
    .replaceAll(
      /operation error [^,\n]{1,80}, https response error StatusCode: \d{3},(?: RequestID: [^\s,]{1,80},)? (?:api error )?/g,
      "",
    )
    .replaceAll(/,? ?Request ?ID:? [^\s,]{1,80},?/gi, "")
    .replace(/^Error presenting challenge: /, "")
    .replaceAll(/\s+/g, " ")
    .trim();

const expiryOf = (
  certificate: ObservedObject | undefined,
): { readonly text: string; readonly line: Line } | undefined => {
  const condition = listAt(certificate?.fields, "status", "conditions").find((one) =>
    /(?<!\bnot )expired/i.test(`${textAt(one, "reason")} ${textAt(one, "message")}`),
  );
  if (!certificate || !condition) return undefined;
  const text =
    /expired on (.{4,60})$/i.exec(textAt(condition, "message"))?.[1] ??
    textAt(certificate.fields, "status", "notAfter");
  return {
    text: text || "Expired",
    line: certificate.cite("status", "conditions", textAt(condition, "type"), "message"),
  };
};

type Reason = {
  readonly pattern: RegExp;
  readonly words: string;
  readonly mend: string;
  /** The path of the challenge is not answered as it should be: nobody, or somebody else, serves it. */
  readonly isOfPath?: true;
};

const caaRecord = /\bCAA\b/;

/** What authorities, providers of DNS and the self check answer. */
const reasons: readonly Reason[] = [
  {
    pattern: /rateLimited|too many (?:certificates|failed authorizations|new orders|requests)|\b429\b/i,
    words: "the authority's rate limit is used up",
    mend: "Wait until the time that the message names, and use the staging authority for trials.",
  },
  {
    pattern: caaRecord,
    words: "a CAA record of the domain forbids this authority",
    mend: "Allow the authority in the domain's CAA record.",
  },
  {
    pattern:
      /secrets? "[^"\n]{1,253}" not found|getting (?:\S{1,30} )?secret|(?:secret|key)\b[^\n]{0,60} (?:not found|missing|no such key)/i,
    words: "the Secret with the credentials for its DNS provider is missing",
    mend: "Create the Secret that the solver of the issuer names, with the key that it names.",
  },
  {
    pattern: /wrong status code '?(\d{3})|Invalid response from [^\n]{1,200}: ?"?\d{3}|status code (?:404|30\d|50\d)/i,
    words: "the challenge's path does not answer as it should",
    isOfPath: true,
    mend: "Let http://<domain>/.well-known/acme-challenge/ reach the solver: no redirect to https or another host, no login and no other backend before it.",
  },
  {
    pattern:
      /AccessDenied|not authorized to perform|Forbidden|\b403\b|PERMISSION_DENIED|AuthorizationFailed|does not have permission|insufficient (?:permission|scope)/i,
    words: "access denied: cert-manager has no permission for it",
    mend: "Give the role or account of cert-manager the permission that the message names.",
  },
  {
    pattern:
      /\b401\b|Invalid (?:request headers|access token|API token|credentials)|Authentication error|unauthenticated|invalid_client|InvalidClientTokenId|ExpiredToken/i,
    words: "its credentials for the DNS provider are refused",
    mend: "Put valid credentials of the DNS provider into the Secret that the issuer's solver names.",
  },
  {
    pattern: /redirect|did not return [^\n]{0,40}expected|key authorization|x509|tls:|wrong (?:body|content)/i,
    words: "the challenge's path is answered by something else (a redirect, another backend or a TLS error)",
    isOfPath: true,
    mend: "Let http://<domain>/.well-known/acme-challenge/ reach the solver without a redirect.",
  },
  {
    pattern:
      /NXDOMAIN|no such host|SERVFAIL|no valid (?:A|AAAA) records|not yet propagated|could not (?:find|determine) (?:the )?(?:zone|authoritative)|failed to determine Route ?53 hosted zone|Zone \S{1,100} not found|No TXT record found|Incorrect TXT record/i,
    words: "DNS does not show the domain or its record",
    mend: "Create the domain's record, or let the solver write into the zone that the world asks.",
  },
  {
    pattern: /connection refused|i\/o timeout|[Tt]imeout|no route to host|connection reset/,
    words: "the domain cannot be reached",
    isOfPath: true,
    mend: "Open port 80 from outside to the ingress, and let the domain lead there.",
  },
];

/** The Certificate behind a TLS connection that fails, and that it has expired, as its own conditions say. */
export const certificateBehind = (
  view: ClusterView,
  host: string,
): { readonly note: string; readonly ref: ObjectRef; readonly line: Line } | undefined => {
  const expired = (one: ObservedObject) => expiryOf(one) !== undefined;
  const all = certificatesFor(view, host);
  const found = all.find(expired) ?? all[0];
  if (found === undefined) return undefined;
  const expiry = expiryOf(found);
  const note = `; it is that of Certificate ${found.ref.namespace}/${found.ref.name}${expiry ? `, expired ${expiry.text}` : ""}`;
  return { note, ref: found.ref, line: expiry?.line ?? found.cite() };
};

/** Certificates for a host: by their DNS names, or by a name made of it. */
export const certificatesFor = (view: ClusterView, host: string): readonly ObservedObject[] => {
  const name = host.toLowerCase().replace(/\.$/, "");
  const short = name.split(".")[0]!;
  const isFor = (one: string) =>
    one === name || (one.startsWith("*.") && name.endsWith(one.slice(1))) || one.split(".").slice(0, 1)[0] === name;
  const all = view.of("Certificate");
  const named = all.filter((one) => listAt(one.fields, "spec", "dnsNames").map(String).some(isFor));
  return named.length > 0
    ? named
    : all.filter(({ ref }) =>
        [name.replaceAll(".", "-"), short].some(
          (stem) =>
            stem.length > 2 &&
            new RegExp(`^${escaped(stem)}(?:-(?:tls|cert|certificate|crt|server|serving))*$`).test(ref.name),
        ),
      );
};
