import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { at, entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { dumpedValues } from "../../workloads/dumped-values.ts";
import { podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";
import { decoded, type Flaw, flawOf, flawOfSecret, mendOf, printFlaw } from "../../workloads/value-flaws.ts";

/** A value with a flaw, and where it stands. */
type Flawed = {
  readonly from: Pick<ObservedObject, "ref" | "fields">;
  readonly key: string;
  readonly flaw: Flaw;
  readonly line: Line;
};

const flawedValues = memo((view: ClusterView): readonly Flawed[] => [
  ...dumpedValues(view).map((one) => ({ ...one, from: { ref: one.from, fields: {} } })),
  ...[...view.of("Secret"), ...view.of("ConfigMap")].flatMap((from) =>
    [...entriesAt(from.fields, "data")].flatMap(([key, value]) => {
      const flaw = from.ref.kind === "Secret" ? flawOfSecret(at(from.fields, "data", key)) : inConfigMap(value);
      return flaw ? [{ from, key, flaw, line: from.cite("data", key) }] : [];
    }),
  ),
]);

/** A file in a ConfigMap ends in a line break as all files do. */
const inConfigMap = (value: string): Flaw | undefined => {
  const flaw = flawOf(value);
  return flaw === "quotes" ? flaw : undefined;
};

/** Keys of Secrets and ConfigMaps that the containers of a pod take values from; undefined where no container is shown. */
const usedBy = (view: ClusterView, ref: ObjectRef, name: string | undefined): ReadonlySet<string> | undefined => {
  const containers = podSpecsOf(view, ref).flatMap((pod) => specContainersOf(pod, name));
  if (containers.length === 0) return undefined;
  const used = containers.flatMap(({ spec, pod }) => [
    ...listAt(spec, "env").flatMap((one) =>
      ["secretKeyRef", "configMapKeyRef"].map(
        (kind) => `${textAt(one, "valueFrom", kind, "name")}/${textAt(one, "valueFrom", kind, "key")}`,
      ),
    ),
    ...listAt(spec, "envFrom").flatMap((one) =>
      ["secretRef", "configMapRef"].map((kind) => `${textAt(one, kind, "name")}/*`),
    ),
    ...listAt(pod.spec, "volumes").flatMap((one) => [
      `${textAt(one, "secret", "secretName")}/*`,
      `${textAt(one, "configMap", "name")}/*`,
    ]),
  ]);
  return new Set(used);
};

const credentials = new Set([
  "wrong-credentials",
  "credentials-missing",
  "vault-refuses",
  "call-refused",
  "key-material-unreadable",
]);
const names = new Set([
  "name-not-resolved",
  "missing-database-object",
  "dependency-unreachable",
  "malformed-value",
  "queue-or-topic-missing",
]);

const ofCredentials = /pass|pwd|secret|token|api[-_]?key|user|login|auth|credential/i;
const ofNames = /host|addr|url|uri|server|endpoint|broker|database|db[-_]?name|dsn|connection|topic|queue|bucket|port/i;

/** The lines of a statement; a line break within a value leaves its beginning on the line before. */
const textOf = ({ log, template, also }: LogStatement): string => {
  const before = log.tail.find((line) => line.line === template.last.line - 1)?.text ?? "";
  return [before, ...[template, ...also].map((one) => one.last.text)].join("\n").slice(0, 8000);
};

const isMeant = (said: LogStatement, { key, flaw, from }: Flawed): boolean => {
  const { cause } = said;
  const text = textOf(said);
  if (credentials.has(cause.code))
    return (
      ofCredentials.test(key) &&
      (cause.code !== "call-refused" || /\b401\b|\b403\b|[Uu]nauthori[sz]ed|[Ff]orbidden/.test(text))
    );
  if (!names.has(cause.code)) return false;
  if (/header/i.test(text) && ofCredentials.test(key)) return flaw === "newline";
  const value = from.ref.kind === "ConfigMap" ? textAt(from.fields, "data", key) : plainOf(from, key);
  const inner = value.trim().replaceAll(/^["']|["']$/g, "");
  return inner === "" ? ofNames.test(key) && toldIn(text)?.flaw === flaw : text.includes(inner);
};

/** What a value of a Secret is, where it was not redacted. */
const plainOf = (from: Flawed["from"], key: string): string => decoded(textAt(from.fields, "data", key)) ?? "";

/** A flaw that the log itself shows: it quotes the value with its line break or quotes, or names a host that is base64. */
type Told = { readonly value: string; readonly flaw: Flaw };

/** A host in quotes where resolvers print none: Go, Node, Java, curl, libpq. */
const inLookup =
  /\blookup \\{0,2}["']([\w.-]{1,253})\\{0,2}["'](?: on [\d.[\]a-f:]{3,60}:53)?: (?:no such host|server misbehaving|i\/o timeout)/;
const inQuotes =
  /(?:getaddrinfo (?:ENOTFOUND|EAI_AGAIN) |UnknownHostException: |curl: \(6\) Could not resolve host: |host name ")\\{0,2}["']([\w.-]{1,253})\\{0,2}["']/;

const toldIn = (text: string): Told | undefined => {
  const escaped =
    /["'`]([^"'`\s\\]{1,200})(?:\\{1,2}[nr]|%0[aA])+\\?["'`]/.exec(text) ??
    /\blookup ([\w.-]{1,253})(?:\\{1,2}[nr])+(?: on \S|:)/.exec(text);
  const broken = /(?:host name|hostname|database|role|user|host) "([\w.-]{1,200})$/m.exec(text);
  if (escaped || broken) return { value: (escaped ?? broken)![1]!, flaw: "newline" };
  const host = (inLookup.exec(text) ?? inQuotes.exec(text))?.[1];
  if (host) return { value: host, flaw: "quotes" };
  const encoded =
    /(?:\blookup|ENOTFOUND|EAI_AGAIN|UnknownHostException:|resolve host:?|host name "?)[ ]{0,2}["']?([A-Za-z0-9+/]{8,200}={0,2})(?=$|[\s"':])/.exec(
      text,
    )?.[1];
  const plain = encoded && decoded(encoded);
  return plain && /^[a-z0-9][a-z0-9.:/@_-]{3,200}\n?$/.test(plain)
    ? { value: encoded, flaw: "encoded-twice" }
    : undefined;
};

/** Who says the same of the same login: the server that refuses it. */
const saidAlsoBy = (view: ClusterView, { cause, match, log }: LogStatement): readonly ObjectRef[] => {
  const login = match.slice(1).join("\n");
  const others = logStatements(view).filter(
    (one) =>
      one.cause === cause &&
      one.log.object.namespace === log.object.namespace &&
      one.match.slice(1).join("\n") === login,
  );
  return others.map((one) => one.log.object);
};

const flawed = defineRule(
  {
    code: "value-with-stray-characters",
    title: "Value with a line break, quotes, or encoded twice",
    about:
      "A value of a Secret or ConfigMap is not what was meant: it ends in the line break that echo left, has a blank before or behind it, stands in quotes that are a part of it, or was encoded in base64 before it was put where it is encoded anyway. Servers then refuse the password, and hosts are not found.",
    reads: ["logs", "Secret", "ConfigMap", "Pod"],
    explains: [...credentials, ...names, "service-name-unknown", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const said of logStatements(view)) {
      if (!credentials.has(said.cause.code) && !names.has(said.cause.code)) continue;
      const { log, template } = said;
      const used = usedBy(view, log.object, log.container);
      const found = flawedValues(view).find(
        (one) =>
          one.from.ref.namespace === log.object.namespace &&
          isMeant(said, one) &&
          (used === undefined || used.has(`${one.from.ref.name}/${one.key}`) || used.has(`${one.from.ref.name}/*`)),
      );
      const told = found || credentials.has(said.cause.code) ? undefined : toldIn(textOf(said));
      const key = found ? `${found.from.ref.name}/${found.key}` : `${log.object.name}/${told?.value}`;
      if ((found === undefined && told === undefined) || seen.has(key)) continue;
      seen.add(key);
      const flaw = found?.flaw ?? told!.flaw;
      const which = found
        ? `the value of ${found.key} in ${nameOf(found.from.ref)}`
        : `the value "${told!.value}" that ${nameOf(log.object)} works with`;
      yield {
        object: found?.from.ref ?? log.object,
        severity: log.health === "failing" ? "critical" : "warning",
        confidence: "likely",
        summary: `${which[0]!.toUpperCase()}${which.slice(1)} ${printFlaw(flaw)}: it is not the ${credentials.has(said.cause.code) ? "password" : "value"} that was meant.`,
        evidence: [found?.line, template.last],
        related: unique([log.object, ...ownersOf(view, log.object), ...saidAlsoBy(view, said)]),
        fix: fixByHand(mendOf(flaw, found?.key ?? "the value"), []),
      };
    }
  },
);

/** Values that carry more than was meant. */
export const flawedValueRules: readonly Rule[] = [flawed];
