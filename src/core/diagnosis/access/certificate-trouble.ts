/** What is wrong with the certificate of the other side, told apart by the words of the TLS libraries. */
export type CertificateTrouble = {
  readonly kind: "expired" | "not-yet-valid" | "untrusted" | "other-name" | "revoked" | "plain-http" | "handshake";
  /** What goes on after "its certificate" (or, for plain HTTP and handshakes, after "it"). */
  readonly said: string;
};

type Form = {
  readonly kind: CertificateTrouble["kind"];
  readonly pattern: RegExp;
  readonly say: (match: RegExpExecArray) => string;
};

const instant =
  "(\\d{4}-\\d\\d-\\d\\dT[\\d:.]{5,18}(?:Z|[+-]\\d\\d:?\\d\\d)|[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d{1,2} [^\\n,)]{8,24})";

/** In the order in which they are tried: dates first, as Go says "has expired or is not yet valid" for both. */
const forms: readonly Form[] = [
  {
    kind: "not-yet-valid",
    pattern: new RegExp(`current time ${instant} is before ${instant}`),
    say: (match) => `is not yet valid: valid from ${match[2]}, and the clock said ${match[1]}`,
  },
  {
    kind: "expired",
    pattern: new RegExp(`current time ${instant} is after ${instant}`),
    say: (match) => `has expired: valid until ${match[2]}, now ${match[1]}`,
  },
  {
    kind: "expired",
    pattern: /\bNotTimeValid\b/,
    say: () => "has expired, or is not valid yet (NotTimeValid)",
  },
  { kind: "expired", pattern: new RegExp(`NotAfter: ?${instant}`), say: (match) => `has expired on ${match[1]}` },
  {
    kind: "other-name",
    pattern: /certificate is valid for ([^\n"]{1,160}?), not ([\w.*:-]{1,253})/,
    say: (match) => `is for another host name: valid for ${match[1]}, not for ${match[2]}`,
  },
  {
    kind: "other-name",
    pattern: /certificate is not valid for any names, but wanted to match ([\w.*:-]{1,253})/,
    say: (match) => `is for no host name at all, not for ${match[1]}`,
  },
  {
    kind: "other-name",
    pattern: /cannot validate certificate for (\S{1,100}) because it doesn't contain any IP SANs/,
    say: (match) => `is not for the IP address ${match[1]} (it doesn't contain any IP SANs)`,
  },
  {
    kind: "other-name",
    pattern:
      /relies on legacy Common Name field[^\n"]{0,60}|NotValidForName\w{0,10}|no alternative certificate subject name matches[^\n"]{0,100}|[Hh]ostname mismatch[^\n"]{0,80}|not in the cert's altnames[^\n"]{0,100}/,
    say: (match) => `is for another host name (${match[0].trim()})`,
  },
  {
    kind: "expired",
    pattern:
      /certificate has expired(?! or)|certificate (?:is |was )?expired|CERT_HAS_EXPIRED|certificate_expired|invalid peer certificate: Expired|CertificateExpiredException/i,
    say: (match) => `has expired (${match[0]})`,
  },
  {
    kind: "not-yet-valid",
    pattern: /certificate is not yet valid|CERT_NOT_YET_VALID|CertificateNotYetValidException|NotValidYet/,
    say: (match) => `is not yet valid (${match[0]})`,
  },
  {
    kind: "expired",
    pattern: /certificate has expired or is not yet valid/,
    say: (match) => `is out of its time (${match[0]})`,
  },
  {
    kind: "revoked",
    pattern: /certificate (?:is |was |has been )?revoked/i,
    say: (match) => `is revoked (${match[0]})`,
  },
  {
    kind: "untrusted",
    pattern:
      /certificate signed by unknown authority(?: \(possibly because of [^\n)]{1,160}\))?|self[- ]signed certificate(?: in certificate chain)?|unable to get (?:local )?issuer certificate|unable to verify the first certificate|PKIX path building failed|UnknownIssuer|certificate is not trusted/i,
    say: (match) => `is signed by an authority that the client does not know (${match[0]})`,
  },
  {
    kind: "plain-http",
    pattern:
      /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|wrong version number/,
    say: (match) => `speaks plain HTTP where HTTPS is asked for (${match[0]})`,
  },
  {
    kind: "handshake",
    pattern: /remote error: tls: [^\n":]{1,80}|tls: (?!failed to verify)[^\n":]{3,80}/,
    say: (match) => `breaks off the TLS handshake (${match[0]})`,
  },
  {
    kind: "untrusted",
    pattern: /x509: [^\n":]{1,160}|certificate verify failed|tls: failed to verify certificate/,
    say: (match) => `is not accepted (${match[0]})`,
  },
];

/** Reads a message of any length for what is wrong with a certificate; undefined where it speaks of none. */
export const certificateTrouble = (text: string): CertificateTrouble | undefined => {
  if (!/x509|cert|tls|HTTPS|PKIX|SSL|NotAfter|issuer|Issuer/i.test(text)) return undefined;
  for (const form of forms) {
    const match = form.pattern.exec(text);
    if (match !== null) return { kind: form.kind, said: form.say(match) };
  }
  return undefined;
};

/** The whole sentence about the other side: `the certificate of registry r.example.com has expired: ...`. */
export const sayTrouble = ({ kind, said }: CertificateTrouble, owner: string): string =>
  kind === "plain-http" || kind === "handshake" ? `${owner} ${said}` : `the TLS certificate of ${owner} ${said}`;
