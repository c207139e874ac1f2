import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import { type Manifest, manifestsIn } from "../printed/manifests.ts";

type Route = {
  readonly ingress: string;
  readonly host: string;
  readonly path: string;
  readonly service: string;
  readonly port: string;
};

const accounted =
  /^(?:ingress\w*|points?|pointing|routes?|routing|routed|hosts?|hostnames?|domains?|urls?|paths?|backends?|serves?|served|expos\w+|leads?|goes|behind|rules?|traffic|reach\w*|send|sends|forward\w*|http|https|external|outside|public|list|defined)$/;

/** Where ingresses point: their hosts and paths with the services behind them, which the table does not show. */
export const ingressLook: LookForm = (question, look) => {
  const lower = question.text.toLowerCase();
  if (!/\bingress(?:es)?\b/.test(lower) || /\b(?:why|controller|nginx|logs?|class)\b/.test(lower)) return null;
  if (
    !/\b(?:points?|pointing|routes?|routing|routed|hosts?|hostnames?|domains?|urls?|paths?|backends?|serves?|expos\w+|leads?|goes?|behind|rules?|forward\w*|reach\w*)\b/.test(
      lower,
    )
  )
    return null;
  const name = nameLeft(question, accounted);
  if (name === null && (question.targets.length > 0 || !isOfAll(question))) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get ingresses", place, "-o json"),
    reason: "Shows hosts, paths and the services behind them.",
  }));
  if (found === null || "ask" in found) return found;
  const ingresses = manifestsIn(found.piece);
  const all = ingresses.flatMap(routesOf);
  const own =
    name === null
      ? all
      : all.filter((one) => one.ingress.endsWith(`/${name}`) || one.service === name || one.host === name);
  if (ingresses.length === 0) return { answered: { summary: `There are no ingresses ${found.where}.` } };
  if (own.length === 0)
    return {
      answered: {
        summary: `None of the ${ingresses.length} ingresses ${found.where} (${enumerated([...new Set(all.map((one) => one.ingress))], 8)}) is called "${name}" or points to it.`,
      },
    };
  const names = [...new Set(own.map((one) => one.ingress))];
  const told = names.map(
    (ingress) => `${ingress} points to ${enumerated(own.filter((one) => one.ingress === ingress).map(said), 12)}`,
  );
  return {
    answered: {
      summary: `${name === null ? `${names.length} ${names.length === 1 ? "ingress" : "ingresses"} ${found.where}: ` : "Ingress "}${told.join("; ")}.`,
      details: `Read with \`${found.piece.command}\`.`,
    },
  };
};

/** No word is left that might narrow it. */
function isOfAll(question: Question): boolean {
  return nameLeft({ ...question, text: `${question.text} it-self` }, accounted) === "it-self";
}

const said = ({ host, path, service, port }: Route): string =>
  `${service}${port === "" ? "" : `:${port}`} (${host}${path})`;

function routesOf(ingress: Manifest): readonly Route[] {
  const name = `${ingress.namespace}/${ingress.name}`;
  const rules = listAt(ingress.fields, "spec", "rules").flatMap((rule) =>
    listAt(rule, "http", "paths").map((one) => ({
      ingress: name,
      host: textAt(rule, "host") || "any host",
      path: textAt(one, "path"),
      service: textAt(one, "backend", "service", "name"),
      port: textAt(one, "backend", "service", "port", "number") || textAt(one, "backend", "service", "port", "name"),
    })),
  );
  const rest = textAt(ingress.fields, "spec", "defaultBackend", "service", "name");
  return rest === "" ? rules : [...rules, { ingress: name, host: "all else", path: "", service: rest, port: "" }];
}
