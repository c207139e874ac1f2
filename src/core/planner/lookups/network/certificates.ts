import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import { isPart, nameWords, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";

/** When certificates end: `is the certificate of the storefront ingress about to expire`, `which certificates expire soon`. */
export const certificateOf: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (
    said.length > 160 ||
    !certificate.test(said) ||
    !ends.test(said) ||
    /\bx509\b|\bkube-?apiserver\b|\bkubelet\b|\bcsrs?\b|\bkubeadm\b|\bcluster'?s?\b|\bapi server\b/.test(said)
  )
    return null;
  const names = nameWords(question, beside);
  return { reads: () => reads, tell: (view) => tell(names, question, view) };
};

const certificate = /\b(?:certificates?|certs?|tls|ssl)\b/;
const ends = /\b(?:expir\w*|valid|renew\w*|run(?:s|ning)? out|until|ends?|still good|lifetime|not ?after|outdated)\b/;
const beside =
  /^(?:renewed|shop's|anyone|certificates?|certs?|tls|ssl|expir\w*|valid|validity|renew\w*|about|ingress\w*|ingresses|secrets?|close|near|soon|until|ends?|out|good|lifetime|days?|weeks?|months?|old|outdated|https|host|domain|website|site|within|automatically|auto|\d+|going|date|dates|longer|current|used|served|any|list)$/;

const reads = [
  { command: "kubectl get ingresses -A -o yaml", reason: "Shows which TLS Secret each Ingress serves." },
  {
    command: "kubectl get certificates -A",
    reason: "Shows the Certificates, where something like cert-manager is installed.",
  },
  { command: "kubectl get certificates -A -o yaml", reason: "Shows until when they are valid." },
];

function tell(names: readonly string[], question: Question, view: ClusterView): Told | null {
  const { namespaces } = question.scope;
  const isHere = ({ ref }: ObservedObject) => namespaces.length === 0 || namespaces.includes(ref.namespace ?? "");
  const certificates = view
    .of("Certificate")
    .filter((one) => isHere(one) && textAt(one.fields, "spec", "secretName") !== "");
  const ingresses = view.of("Ingress").filter((one) => isHere(one) && names.some((name) => isOf(name, one)));
  const secrets = ingresses.flatMap(secretsOf);
  const served = certificates.filter((one) =>
    secrets.some((secret) => secret === `${one.ref.namespace}/${textAt(one.fields, "spec", "secretName")}`),
  );
  const named = certificates.filter(({ ref, fields }) =>
    names.some((name) => isPart(name, ref.name) || textAt(fields, "spec", "secretName") === name),
  );
  const meant = names.length === 0 ? certificates : served.length > 0 ? served : named;
  const isWhether = meant.length === 1 && /^(?:is|are|will|does|do)\b/i.test(question.text);
  if (meant.length > 0) return ofCertificates(meant, ingresses, isWhether && asksEnd(question.text));
  if (certificates.length > 0 && ingresses.length === 0) return nothingOf(names, certificates);
  return unreadable(ingresses, secrets, view);
}

/** An Ingress by its name, a host, or a Service that it leads to. */
function isOf(name: string, { ref, fields }: ObservedObject): boolean {
  const rules = listAt(fields, "spec", "rules");
  const services = rules
    .flatMap((rule) => listAt(rule, "http", "paths"))
    .map((path) => textAt(path, "backend", "service", "name"));
  return isPart(name, ref.name) || services.includes(name) || rules.some((rule) => textAt(rule, "host") === name);
}

const secretsOf = ({ ref, fields }: ObservedObject): readonly string[] =>
  listAt(fields, "spec", "tls").flatMap((one) =>
    textAt(one, "secretName") === "" ? [] : [`${ref.namespace}/${textAt(one, "secretName")}`],
  );

/** `is it about to expire`, unlike `is it still valid`: yes means trouble. */
const asksEnd = (text: string): boolean => /\bexpir|\brun(?:s|ning)? out\b|\bends?\b|\boutdated\b/i.test(text);

function ofCertificates(
  meant: readonly ObservedObject[],
  ingresses: readonly ObservedObject[],
  answers: boolean,
): Told {
  const ordered = meant.toSorted((one, other) => (endOf(one) ?? 0) - (endOf(other) ?? 0));
  const via = (one: ObservedObject) =>
    ingresses.find((ingress) =>
      secretsOf(ingress).includes(`${one.ref.namespace}/${textAt(one.fields, "spec", "secretName")}`),
    );
  return {
    summary: ordered
      .slice(0, 6)
      .map((one) => said(one, via(one), answers))
      .join(" "),
    lines: ordered.slice(0, 6).map((one) => one.cite("status", "notAfter")),
  };
}

export const endOf = ({ fields }: ObservedObject): number | null => {
  const at = Date.parse(textAt(fields, "status", "notAfter"));
  return Number.isNaN(at) ? null : at;
};

/** Now, as the age and the time of its making tell, to the day. */
export function nowAt({ fields, printed }: ObservedObject): number | null {
  const made = Date.parse(textAt(fields, "metadata", "creationTimestamp"));
  const age = ageSeconds(printed.get("AGE")?.value ?? "");
  return Number.isNaN(made) || age === null ? null : made + age * 1000;
}

const day = 86_400_000;

function said(one: ObservedObject, ingress: ObservedObject | undefined, answers: boolean): string {
  const secret = textAt(one.fields, "spec", "secretName");
  const name = `Certificate ${placed(one)} (Secret ${secret}${ingress === undefined ? "" : `, served by Ingress ${placed(ingress)}`})`;
  const end = textAt(one.fields, "status", "notAfter");
  const renewal = textAt(one.fields, "status", "renewalTime");
  const problems = listAt(one.fields, "status", "conditions")
    .filter((condition) => textAt(condition, "status") === "False")
    .map((condition) => textAt(condition, "message") || textAt(condition, "reason"));
  const trouble = problems.length === 0 ? "" : ` It is not well: ${problems.join("; ")}.`;
  const [until, now] = [endOf(one), nowAt(one)];
  if (until === null) return `${name} does not say until when it is valid.${trouble}`;
  const left = now === null ? null : Math.round((until - now) / day);
  if (left !== null && until < now!) return `${name} has expired, ${-left} days ago (${end}).${trouble}`;
  const rest = left === null ? "" : `, in ${left} days`;
  const next = renewal === "" ? "" : `; it is due for renewal at ${renewal}`;
  const lead = left === null || !answers ? "" : left > 21 ? "No: " : "Yes: ";
  return `${lead}${name} is valid until ${end}${rest}${next}.${trouble}`;
}

function nothingOf(names: readonly string[], certificates: readonly ObservedObject[]): Told {
  return {
    summary: `No Ingress and no Certificate is called ${names.join(" or ")}; the Certificates are ${enumerated(certificates.map(placed), 10)}.`,
    lines: certificates.slice(0, 6).map((one) => one.cite("spec", "secretName")),
  };
}

/** Without something that keeps Certificates, the end stands only inside the Secret, which is not read. */
function unreadable(ingresses: readonly ObservedObject[], secrets: readonly string[], view: ClusterView): Told | null {
  const [first] = ingresses;
  if (first === undefined) return null;
  const host = textAt(listAt(first.fields, "spec", "rules")[0], "host");
  const plain = secrets.length === 0;
  return {
    summary: plain
      ? `Ingress ${placed(first)} has no TLS section, so it serves no certificate of its own.`
      : `Ingress ${placed(first)} serves the TLS Secret ${enumerated(secrets)}; no Certificate object for it was found, and the end of the certificate stands only inside the Secret, which is not read from here.`,
    details:
      plain || host === ""
        ? ""
        : `From your own machine: openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -enddate`,
    lines: [
      plain ? first.cite("spec", "rules") : first.cite("spec", "tls"),
      ...view.errors.slice(0, 1).map(({ line }) => line),
    ],
  };
}
