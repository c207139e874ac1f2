import { standOf } from "../well/stands.ts";
import { type BenignRule, defineBenign } from "./benign.ts";
import { printedOf } from "./printed.ts";

const unset = defineBenign(
  {
    code: "no-default-backend",
    title: "Ingress without a default backend",
    about:
      'kubectl before 1.22, and some later describe outputs, look for a Service default-http-backend where an Ingress names no default backend, and print `<error: endpoints "default-http-backend" not found>`; newer ones print `<default>`. Calls that match a rule do not need one. Said where all backends of the rules have ready endpoints.',
    reads: ["Ingress", "Service", "Endpoints"],
    asked: /\b(?:default|backends?|ingress\w*|errors?|endpoints?|not found|fail\w*|wrong|describe)\b/,
    unless: /\b(?:40[34]|50[0-4]|5xx|unreachable|cannot (?:reach|open|load)|time(?:s|d)? ?out|down)\b/,
  },
  function* (view, question) {
    const isAskedFor = /\bdefault[- ]?backend|<default>/i.test(question.text);
    for (const ingress of view.of("Ingress")) {
      const found = printedOf(
        view,
        ingress.ref,
        isAskedFor
          ? /^Default backend:\s+(?:default-http-backend:80 \(<error: |<default>)/
          : /^Default backend:\s+default-http-backend:80 \(<error: /,
      )[0];
      const stand = found === undefined ? null : standOf(ingress, view);
      if (found === undefined || stand?.isWell !== true) continue;
      yield {
        ref: ingress.ref,
        text: `Ingress ${ingress.ref.name} names no default backend, for which kubectl prints ${/<default>/.test(found.line.text) ? "<default>" : "that default-http-backend is not found"}; calls that match a rule do not need it, and ${stand.text}`,
        lines: [found.line, ...stand.lines],
      };
    }
  },
);

export const defaultBackends: readonly BenignRule[] = [unset];
