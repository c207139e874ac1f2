import { quoted } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { wordAfter } from "../spoken.ts";
import { type Creation, line } from "./creation.ts";

/** Services that select by their own name, and ingresses. */
export const networkCreations: readonly (readonly [kind: string, creation: Creation])[] = [
  ["Service", service],
  ["Ingress", ingress],
];

function service(question: Question, name: string): string | null {
  const { plain } = question;
  const external = wordAfter(question, /^(external-?name|externalname)$/);
  const host = question.words.find((word) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(word.lower));
  if (/\bexternal ?-?name\b/.test(plain) && (host ?? external) !== null && host !== undefined)
    return line(`create service externalname ${name} --external-name=${host.text}`, portSaid(plain));
  const pair = /\b(\d{1,5}):(\d{1,5})\b/.exec(question.text)?.[0];
  const [port, target] = [
    ...plain
      .replace(/\bnode ?-?port (?:number |of |is )?\d{4,5}\b/, "")
      .matchAll(/(?<![\w.:/-])(\d{2,5})(?![\w.:/-])/g),
  ].map((match) => match[1]!);
  const mapping = pair ?? (port === undefined ? null : target === undefined ? port : `${port}:${target}`);
  if (/\bheadless\b/.test(plain))
    return line("create service clusterip", name, "--clusterip=None", mapping !== null && `--tcp=${mapping}`);
  const type = /\bload ?-?balancer\b/.test(plain)
    ? "loadbalancer"
    : /\bnode ?-?port\b/.test(plain)
      ? "nodeport"
      : "clusterip";
  const isSaid = /\b(cluster ?-?ip|node ?-?port|load ?-?balancer|service)\b/.test(question.text.toLowerCase());
  return mapping === null || !isSaid ? null : `create service ${type} ${name} --tcp=${mapping}`;
}

function portSaid(plain: string): string {
  const port = /\bport (\d{1,5})\b/.exec(plain)?.[1];
  return port === undefined ? "" : `--tcp=${port}`;
}

function ingress(question: Question, name: string): string | null {
  const host =
    question.words.find((word) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w/*.-]*)?$/.test(word.lower))?.text ?? null;
  const path = question.words.find((word) => /^\/[\w/*.-]*$/.test(word.text))?.text ?? "";
  const back = /\b([a-z0-9-]+):(\d{1,5}|[a-z][a-z0-9-]*)\b/.exec(question.text)?.[0] ?? backend(question);
  if (back === null || (host === null && path === "")) return null;
  const where = host === null ? path : host.includes("/") ? host : `${host}${path === "" ? "/*" : path}`;
  const issuer = question.words.find((word) => /^tls=\S+$/.test(word.text))?.text;
  const ingressClass = wordAfter(question, /^(class|ingressclass)$/);
  return line(
    "create ingress",
    name,
    ingressClass !== null && /\bclass\b/.test(question.plain) && `--class=${quoted(ingressClass.text)}`,
    `--rule=${quoted(`${where}=${back}${issuer === undefined ? "" : `,${issuer}`}`)}`,
  );
}

function backend(question: Question): string | null {
  const service = question.targets.find((one) => one.kind?.kind === "Service")?.name;
  const port = /\bport\s+(\d{1,5})\b/.exec(question.plain)?.[1];
  return service === undefined || port === undefined ? null : `${service}:${port}`;
}
