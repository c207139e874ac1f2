import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { workloadOf } from "../objects/relations.ts";
import { loneSettings } from "../objects/settings-listed.ts";

/** The namespaces that an operator looks at, and the setting or the line of its log that says so. */
export type Watch = {
  readonly operator: ObjectRef;
  readonly namespaces: readonly string[];
  /** As it is written: `WATCH_NAMESPACE=a,b`, `--namespaces=a`. */
  readonly said: string;
  readonly isSetting: boolean;
  readonly line: Line;
};

/** Variables by which operators are told where to look: the operator SDK's, and those of single products. */
const variable =
  /^(?:[A-Z0-9]+_)*(?:WATCH(?:ED)?_?NAMESPACES?|WATCH_NAMESPACE_LIST|NAMESPACES?_TO_WATCH|TARGET_NAMESPACES?|SCOPE_NAMESPACES?)$|^STRIMZI_NAMESPACE$|^watched_namespace$|^application\.namespaces$/;

const flag =
  /^--?(?:(?:watch(?:ed)?|target|application)[-.]?namespaces?|namespaces|(?:prometheus|alertmanager|thanos-ruler)-instance-namespaces|providers\.kubernetes(?:crd|ingress|gateway)\.namespaces)(?:[= ]|$)/i;

/** Here `--namespace` is no namespace of its own, but the only one that is looked at. */
const scopedByNamespace = /cert-manager|external-secrets|nginx-ingress|sealed-secrets/;

/** Every operator of which the evidence shows that it looks at certain namespaces only. */
export const watches = memo((view: ClusterView): readonly Watch[] => [
  ...fromContainers(view),
  ...loneSettings(view).flatMap(({ ref, key, value, line }) =>
    variable.test(key) ? watchOf(ref, key, value, `${key}=${value}`, line) : [],
  ),
  ...view
    .of("ConfigMap")
    .flatMap((map) =>
      [...entriesAt(map.fields, "data")].flatMap(([key, value]) =>
        variable.test(key) ? watchOf(map.ref, key, value, `${key} ${value}`, map.cite("data", key)) : [],
      ),
    ),
  ...fromLogs(view),
]);

/** Nothing, a star or a placeholder stands for all namespaces. Argo CD always looks at its own as well. */
const watchOf = (
  operator: ObjectRef,
  key: string,
  value: string,
  said: string,
  line: Line,
  isSetting = true,
): readonly Watch[] => {
  const names = value.split(/[\s,;|"'[\]]+/).filter((one) => one !== "");
  if (names.length === 0 || !names.every((one) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(one))) return [];
  const own = key === "application.namespaces" || key.includes("application-namespaces") ? [operator.namespace!] : [];
  return [{ operator, namespaces: [...names, ...own], said, isSetting, line }];
};

const fromContainers = (view: ClusterView): readonly Watch[] =>
  ["Deployment", "StatefulSet", "Pod"].flatMap((kind) =>
    view.of(kind).flatMap((object) => {
      const { ref, fields } = object;
      const spec = kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
      const annotations = entriesAt(fields, ...spec.slice(0, -1), "metadata", "annotations");
      return listAt(fields, ...spec, "containers").flatMap((container) => {
        const path = [...spec, "containers", textAt(container, "name")];
        const variables = listAt(container, "env").flatMap((one) => {
          const key = textAt(one, "name");
          if (!variable.test(key)) return [];
          const value = textAt(one, "value") || valueFrom(one, ref, annotations);
          return watchOf(ref, key, value, `${key}=${value}`, object.cite(...path, "env", key));
        });
        const words = ["command", "args"].flatMap((field) =>
          flagsIn(listAt(container, field).map(String), ref).flatMap(({ key, value, said, index }) =>
            watchOf(ref, key, value, said, object.cite(...path, field, `${index}`)),
          ),
        );
        return [...variables, ...words];
      });
    }),
  );

/** The operator's own namespace, or what the lifecycle manager wrote into an annotation. */
const valueFrom = (one: unknown, ref: ObjectRef, annotations: ReadonlyMap<string, string>): string => {
  const path = textAt(at(one, "valueFrom"), "fieldRef", "fieldPath");
  if (path === "metadata.namespace") return ref.namespace ?? "";
  return path.includes("olm.targetNamespaces") ? (annotations.get("olm.targetNamespaces") ?? "") : "";
};

type FlagValue = { readonly key: string; readonly value: string; readonly said: string; readonly index: number };

const flagsIn = (words: readonly string[], ref: ObjectRef): readonly FlagValue[] =>
  words.flatMap((word, index): readonly FlagValue[] => {
    if (/^--watch-all-namespaces=false$/.test(word))
      return [{ key: "watch-all-namespaces", value: ref.namespace ?? "", said: word, index }];
    const isScope = /^--namespace(?:=|$)/.test(word) && scopedByNamespace.test(ref.name);
    if (!flag.test(word) && !isScope) return [];
    const [key = "", value = words[index + 1] ?? ""] = word.split(/[= ](.*)/s);
    return [{ key, value, said: `${key}=${value}`, index }];
  });

const told =
  /\bwatch(?:ing|es|ed)?(?: only)?(?: (?:the|following|these|resources|objects|events|for|in|on|only|custom|CRs)){0,4} namespaces?(?:\(s\))?["']?[ :=,]{0,3}(?:"?namespaces?"?[:=] ?)?[["']{0,2}([a-z0-9][a-z0-9 ,"'-]{0,300})|"?\bwatch[-_]?namespaces?"?[:=] ?[["']{0,2}([a-z0-9][a-z0-9,"'-]{0,300})/i;

/** `"message":"Operator configured to manage multiple namespaces", … "namespaces":["a","b"]`: what is said, and beside it which. */
const toldBeside =
  /\b(?:watch|manag|scope|limit|restrict|multiple|single)\w{0,6} [^\n]{0,40}namespaces?\b[^\n]{0,200}?(["']?\bnamespaces["']?[:=] ?(?:\[([^\]\n]{1,300})\]|["']([^"'\n]{1,300})["']|([a-z0-9][a-z0-9,-]{0,300})))/i;

const fromLogs = (view: ClusterView): readonly Watch[] =>
  logsOfView(view).flatMap((log) =>
    log.object.kind === "Log"
      ? []
      : log.templates.flatMap(({ last }) => {
          const text = last.text.slice(0, 2000);
          const beside = toldBeside.exec(text);
          const match = beside ?? told.exec(text);
          const list = beside ? (beside[2] ?? beside[3] ?? beside[4]) : (match?.[1] ?? match?.[2]);
          const value = (list ?? "").replace(/["'][^,\]]{0,20}[:=].*$|\s+(?:in|with|for|and)\s.*$/, "");
          const words = (beside?.[1] ?? match?.[0] ?? "").replace(/["'[\s]+$/, "").slice(0, 80);
          if (match === null || /^(?:all|every|any|scope|changed|cluster)\b/.test(value)) return [];
          return watchOf(workloadOf(view, log.object), "", value, `its log: ${words}`, last, false);
        }),
  );
