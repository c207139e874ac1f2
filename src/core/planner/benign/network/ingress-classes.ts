import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { standOf } from "../../well/stands.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const skipped = defineBenign(
  {
    code: "ingress-of-another-class",
    title: "Ingress that a controller of another class skips",
    about:
      "Each ingress controller sees all Ingresses and logs that it ignores those of another class. The one of that class serves it: the Ingress has an address, and its class belongs to another controller than the one that wrote the line.",
    reads: ["logs", "Ingress", "IngressClass"],
    asked: /\b(?:ignor\w*|skip\w*|ingress\w*|class\w*|controller)\b/,
  },
  function* (view) {
    for (const ingress of view.of("Ingress")) {
      const line = skipOf(ingress, view);
      const address = ingress.printed.get("ADDRESS")?.value ?? "";
      const name = classOf(ingress);
      if (line === null || name === "" || address === "" || address === "<pending>") continue;
      if (standOf(ingress, view).isWell === false) continue;
      const controller = controllerOf(name, view);
      const other = /managed by this controller \(([\w./-]{1,120})\)/.exec(line.text)?.[1];
      if (controller !== "" && other !== undefined && controller === other) continue;
      if (controller === "" && !line.text.includes(`'${name}'`)) continue;
      yield {
        ref: ingress.ref,
        text: `Ingress ${ingress.ref.name} is of class ${name}${controller === "" ? "" : ` (${controller})`}, so a controller of another class${other === undefined ? "" : ` (${other})`} ignores it as intended; the one of its own class serves it at ${address}`,
        lines: [
          line,
          ingress.cite(),
          view
            .of("IngressClass")
            .find(({ ref }) => ref.name === name)
            ?.cite(),
        ],
        ofLog: "only",
      };
    }
  },
);

const classOf = ({ fields, printed }: ObservedObject): string =>
  textAt(fields, "spec", "ingressClassName") || (printed.get("CLASS")?.value ?? "").replace("<none>", "");

function controllerOf(name: string, view: ClusterView): string {
  const found = view.of("IngressClass").find(({ ref }) => ref.name === name);
  return textAt(found?.fields, "spec", "controller") || (found?.printed.get("CONTROLLER")?.value ?? "");
}

/** The line of a controller that says it leaves this one alone. */
function skipOf({ ref }: ObservedObject, view: ClusterView): Line | null {
  const words =
    /\b(?:ignor|skip)\w{0,4}\b[^\n]{0,60}\bingress\b|\bingress\b[^\n]{0,200}\bnot managed by this controller\b/i;
  const isIts = (text: string) =>
    text.includes(`${ref.namespace ?? ""}/${ref.name}`) ||
    text.includes(`ingress ${ref.name} in ${ref.namespace ?? ""}`);
  const lines = logsOfView(view).flatMap((log) => linesOfLog(log, view));
  const own = lines.filter(({ text }) => words.test(text.slice(0, 1000)) && isIts(text.slice(0, 1000)));
  return own.find(({ text }) => /not managed by/.test(text)) ?? own[0] ?? null;
}

export const ingressClasses: readonly BenignRule[] = [skipped];
