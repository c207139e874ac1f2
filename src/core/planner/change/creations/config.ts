import { quoted } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { folderNamed, keyAndValue, pairsSaid, pathSaid, wordAfter } from "../spoken.ts";
import { type Creation, line } from "./creation.ts";

/** What configures: namespaces, config maps, secrets. */
export const configCreations: readonly (readonly [kind: string, creation: Creation])[] = [
  ["Namespace", (_question, name) => `create namespace ${name}`],
  ["ConfigMap", configMap],
  ["Secret", secret],
];

/** One that is to be made from something is not made of nothing. */
function configMap(question: Question, name: string): string | null {
  const entries = data(question);
  const isFrom = /\b(?:from|with|out of) (?:the |a |an |its )?(?:files?|folder|directory|contents?|values?|keys?)\b/;
  return entries.length === 0 && isFrom.test(question.plain) ? null : line("create configmap", name, ...entries);
}

function data(question: Question): readonly string[] {
  const pairs = pairsSaid(question);
  if (pairs.length > 0) return pairs.map((pair) => `--from-literal=${quoted(pair)}`);
  const path = pathSaid(question) ?? folderNamed(question);
  if (path !== null) {
    if (/\benv(ironment)?[- ]?file\b/.test(question.plain) || /\.env$/.test(path))
      return [`--from-env-file=${quoted(path)}`];
    const key = wordAfter(question, /^keys?$/);
    return [
      `--from-file=${key !== null && key.text !== path && /^[\w.-]+$/.test(key.text) ? `${key.text}=` : ""}${quoted(path)}`,
    ];
  }
  const pair = keyAndValue(question, /^keys?$/);
  return pair === null ? [] : [`--from-literal=${quoted(pair)}`];
}

function secret(question: Question, name: string): string | null {
  if (
    /\bdocker\b|\bregistry\b|\bimage pull\b|\bpull secret\b/.test(`${question.plain} ${question.text.toLowerCase()}`)
  ) {
    const flag = (option: string, pattern: RegExp) => {
      const said = wordAfter(question, pattern);
      return said !== null && `--docker-${option}=${quoted(said.text)}`;
    };
    const server = question.words.find(
      (word) => /^(https?:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/\S*)?$/.test(word.lower) && !word.text.includes("@"),
    );
    const [user, password] = [flag("username", /^(user|username)$/), flag("password", /^password$/)];
    if (user === false || password === false) return null;
    return line(
      "create secret docker-registry",
      name,
      server !== undefined && `--docker-server=${quoted(server.text)}`,
      user,
      password,
      flag("email", /^e-?mail$/),
    );
  }
  if (/\btls\b|\bcert\w*\b/.test(question.text.toLowerCase())) {
    const files = question.words.map((word) => word.text);
    const cert = files.find((text) => /\.(crt|cert|pem)$/.test(text));
    const key = files.find((text) => /\.key$|key\.pem$/.test(text));
    if (cert !== undefined && key !== undefined)
      return `create secret tls ${name} --cert=${quoted(cert)} --key=${quoted(key)}`;
  }
  return line("create secret generic", name, ...data(question));
}
