import type { ClusterView, LogTemplate, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Fix, Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import {
  bodySize,
  type IngressSetting,
  ingressesOf,
  nginxBytes,
  readTimeout,
  type SettingInForce,
  settingInForce,
} from "../../network/ingress-settings.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

const tooLarge = /client intended to send too large (?:chunked )?body(?:: (\d{1,15}) bytes)?/;
const tooLate = /upstream timed out \(110: [^)\n]{1,60}\) while reading response header/;
const ofHost = /\bhost: "([\w.-]{1,253})|\bserver: ([\w.-]{1,253})/;

const smaller = defineRule(
  {
    code: "ingress-setting-in-vain",
    title: "Setting of an Ingress has no effect",
    about:
      "ingress-nginx refuses bodies (413, `client intended to send too large body`) or gives up waiting (504, `upstream timed out`) at a limit that an Ingress was to raise: its annotation has a name that the controller does not know (`client-max-body-size` for `proxy-body-size`) or the prefix of another one, or it has none, so that the value of the controller's ConfigMap or the default applies.",
    reads: ["Ingress", "ConfigMap", "logs"],
    explains: ["call-refused", "gateway-failing", "call-timed-out", "application-error", "proxy-gives-up"],
  },
  function* (view) {
    for (const { template, log, host, said } of refusalsIn(view))
      for (const ingress of ingressesOf(view, host)) {
        if (isOfOtherController(ingress, log)) continue;
        const bytes = Number(tooLarge.exec(template.last.text)?.[1] ?? Number.NaN);
        const setting = tooLarge.test(template.last.text) ? bodySize : readTimeout;
        const force = settingInForce(view, ingress, setting);
        const isShort = setting === bodySize && !(nginxBytes(force.value) >= bytes);
        if (force.vain === undefined && !(isShort && force.source !== "annotation")) continue;
        yield draftOf(view, { ingress, setting, force, log, template, said });
      }
  },
);

/** The controller of NGINX Inc. writes the same lines, and has annotations and keys of its own. */
const isOfOtherController = ({ fields }: ObservedObject, { object }: LogReading): boolean =>
  !/ingress-nginx/.test(`${object.namespace} ${object.name}`) &&
  [...entriesAt(fields, "metadata", "annotations").keys()].some((key) => /^nginx\.(?:org|com)\//.test(key));

type Refusal = {
  readonly log: LogReading;
  readonly template: LogTemplate;
  readonly host: string;
  readonly said: string;
};

/** One line for each host and kind of refusal. */
const refusalsIn = (view: ClusterView): readonly Refusal[] => {
  const all = logsOfView(view).flatMap((log) =>
    log.templates.flatMap((template): readonly Refusal[] => {
      const text = template.last.text.slice(0, 3000);
      const said = (tooLarge.exec(text) ?? tooLate.exec(text))?.[0];
      const [, named, server] = ofHost.exec(text) ?? [];
      const host = named ?? server;
      return said === undefined || host === undefined ? [] : [{ log, template, host, said }];
    }),
  );
  return [...new Map(all.map((one) => [`${one.host} ${tooLarge.test(one.said)}`, one])).values()];
};

type Refused = Omit<Refusal, "host"> & {
  readonly ingress: ObservedObject;
  readonly setting: IngressSetting;
  readonly force: SettingInForce;
};

const draftOf = (view: ClusterView, { ingress, setting, force, log, template, said }: Refused): Draft => {
  const { vain, source } = force;
  const map = typeof source === "object" ? source : undefined;
  const applies =
    map === undefined
      ? `the controller's own ${setting.key} applies (${setting.preset} by default)`
      : `the global ${setting.key} of ${force.value} in ${nameOf(map.ref)} applies`;
  return {
    object: ingress.ref,
    severity: vain === undefined ? "warning" : "critical",
    confidence: vain !== undefined || map !== undefined ? "confirmed" : "likely",
    summary: `${nameOf(ingress.ref)} ${vain === undefined ? `has no annotation ${setting.key}` : `sets ${vain.annotation} (${vain.value}), an annotation that ingress-nginx does not know and ignores; the right one is nginx.ingress.kubernetes.io/${setting.key}`}, so that ${applies}, and nginx answers ${setting === bodySize ? "413" : "504"} ("${said}").`,
    evidence: [vain?.line ?? ingress.cite("metadata", "annotations"), force.line, template.last],
    related: unique([...(map === undefined ? [] : [map.ref]), log.object, ...ownersOf(view, log.object)]),
    fix: mendOf(ingress, setting, force),
  };
};

const mendOf = ({ ref }: ObservedObject, { key }: IngressSetting, { vain }: SettingInForce): Fix => {
  const right = `nginx.ingress.kubernetes.io/${key}`;
  const value = vain?.value.replace(/(?<=^\d{1,9})s$/, "");
  return fixWith(
    `Annotate ${nameOf(ref)} with ${right}: "${value ?? "as much as is to be let through"}"${vain === undefined ? "" : ` instead of ${vain.annotation}`}.`,
    value === undefined
      ? []
      : suggest(
          ["annotate", "ingress", ref.name, ...inNamespace(ref), `${right}=${value}`],
          "Sets the annotation that the controller knows.",
        ),
    suggest(["get", "ingress", ref.name, ...inNamespace(ref), "-o", "yaml"], "Shows its annotations."),
  );
};

/** What an Ingress was to let through, and does not. */
export const ingressSettingRules: readonly Rule[] = [smaller];
