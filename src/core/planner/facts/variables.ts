import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";
import { podSpecOf } from "./columns.ts";

type Variable = { readonly key: string; readonly value: string; readonly line: Line };

/** What a program talks to, by how people call it and what the variables for it are called. */
const parties: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:databases?|db|postgres\w*|mysql|mariadb|mongo\w*|sql server|oracle)\b/,
    /(?:^|_)(?:DB|DATABASE|DATASOURCE|POSTGRES\w*|PG|MYSQL|MARIADB|MONGO\w*|JDBC|SQL\w*|ORACLE)/,
  ],
  [/\b(?:redis|valkey|cache)\b/, /REDIS|VALKEY|CACHE|MEMCACHED/],
  [/\b(?:kafka|brokers?)\b/, /KAFKA|BROKER|BOOTSTRAP/],
  [/\b(?:rabbit\w*|amqp|queue)\b/, /RABBIT|AMQP|QUEUE/],
  [/\b(?:mail|smtp)\b/, /SMTP|MAIL/],
  [/\b(?:elastic\w*|opensearch|search)\b/, /ELASTIC|OPENSEARCH|SEARCH/],
  [/\b(?:s3|bucket|object stor\w*|minio)\b/, /S3|BUCKET|MINIO/],
  [/\b(?:proxy)\b/, /PROXY/],
];

const asksForAddress =
  /\b(?:hosts?|servers?|url|address|endpoint|instance|talks?|connects?|connected|connection|uses?|using|speaks?|points?|configured|against|reads? from|writes? to)\b/;
const addressKeys =
  /HOST|URL|URI|ADDR|SERVER|ENDPOINT|DSN|BROKERS?|BOOTSTRAP|NODES|SENTINEL|CONNECTION|BUCKET|(?:^|_)(?:DB|DATABASE|REDIS|MONGO|KAFKA|PROXY)$/;
const replica = /REPLICA|READ|(?:^|[_.-])RO(?:[_.-]|$)|SLAVE|STANDBY|SECONDARY|FOLLOWER/i;

/** The address of a database, cache or queue that a program is given, from variables and ConfigMaps; null for other questions. */
export function variableAnswer(asked: AskedFact, view: ClusterView, called?: string): Answered | null {
  const party = parties.find(([said]) => said.test(asked.whole));
  if (party === undefined || !asksForAddress.test(asked.whole)) return null;
  const all = variablesOf(asked, view);
  const fitting = all.filter(
    ({ key, value }) =>
      party[1].test(key) && addressKeys.test(key) && value !== "" && !/PASS|SECRET|TOKEN|USER/.test(key),
  );
  const meant = qualified(asked.whole, fitting);
  if (meant.length === 0) return null;
  const ports =
    meant.length > 1
      ? []
      : all.filter(({ key, value }) => value !== "" && key === meant[0]!.key.replace(addressKeys, "PORT"));
  const name = asked.question.targets[0]?.name ?? called ?? "it";
  const told = [...meant, ...ports].map(({ key, value }) => `${key}=${value}`);
  return {
    summary: `${name} is given ${enumerated([...new Set(told)], 6)}.`,
    details: "",
    lines: [...meant, ...ports].map(({ line }) => line).slice(0, 6),
  };
}

/** `not the read replica` and `the primary` leave out what is only read from, `the replica` the rest. */
function qualified(whole: string, variables: readonly Variable[]): readonly Variable[] {
  const isReplica = ({ key, value }: Variable) =>
    replica.test(key) || /(?:^|[./@-])(?:ro|replica|read(?:er|only)?|standby|slave)[\w-]{0,20}[.:-]/.test(value);
  const primary = variables.filter((one) => !isReplica(one));
  const wantsNo = /\b(?:not|no|except|other than|without)\b[^?]{0,20}\b(?:read|replica|standby|secondary|slave)/.test(
    whole,
  );
  if (wantsNo || /\b(?:primary|master|writer|main|leader|rw)\b/.test(whole)) return primary;
  if (/\b(?:replica|read[- ]only|reader|standby|secondary)\b/.test(whole)) return variables.filter(isReplica);
  return [...primary, ...variables.filter(isReplica)];
}

/** Variables of the containers of what is named, data of its ConfigMaps, and what `printenv` or a jsonpath printed as `KEY=value`. */
function variablesOf({ question }: AskedFact, view: ClusterView): readonly Variable[] {
  const names = question.targets.map(({ name }) => name);
  const isMeant = ({ ref }: ObservedObject) => names.length === 0 || names.some((name) => isNamed(ref, name));
  const owners = view.objects.filter((object) => isMeant(object) && object.ref.kind !== "ConfigMap");
  const containers = owners.flatMap((object) =>
    listAt(podSpecOf(object), "containers").flatMap((one) =>
      listAt(one, "env").map((entry) => ({
        key: textAt(entry, "name").toUpperCase(),
        value: textAt(entry, "value"),
        line: lineWith(view, object.cite().command, textAt(entry, "name")) ?? object.cite(),
      })),
    ),
  );
  const maps = view.of("ConfigMap").flatMap((object) =>
    [...entriesAt(object.fields, "data")].map(([key, value]) => ({
      key: key.toUpperCase().replaceAll(/[.-]/g, "_"),
      value: String(value),
      line: object.cite("data", key),
    })),
  );
  return [...containers, ...maps, ...printedOf(view)].filter(
    ({ value }) => value.length < 500 && !value.includes("\n"),
  );
}

function lineWith(view: ClusterView, command: string, name: string): Line | undefined {
  const piece = view.evidence.findLast((one) => one.command === command);
  return piece === undefined ? undefined : linesOf(piece).find(({ text }) => text.includes(name));
}

function printedOf(view: ClusterView): readonly Variable[] {
  return view.evidence
    .filter(({ command }) => /\benv\b|printenv|\.env\b|env\[/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 2000))
    .flatMap((line) => {
      const [, key, value] = /^\s{0,12}(?:- )?([A-Za-z][\w.]{1,80})[=\t](\S[^\n]{0,500})$/.exec(line.text) ?? [];
      return key === undefined ? [] : [{ key: key.toUpperCase(), value: value!.trim(), line }];
    });
}
