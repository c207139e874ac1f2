import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";

/** A setting of ingress-nginx: an annotation of an Ingress, else a key of the ConfigMap of the controller, else its default. */
export type IngressSetting = {
  readonly key: string;
  readonly preset: string;
  /** Keys under which people set it, and under which ingress-nginx does not look for it. */
  readonly strange: RegExp;
};

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export const bodySize: IngressSetting = {
  key: "proxy-body-size",
  preset: "1m",
  strange: /body[-_]?(?:size|limit)s?$|(?:upload|request)[-_](?:max[-_])?(?:body[-_])?(?:size|limit)s?$/i,
};
export const readTimeout: IngressSetting = {
  key: "proxy-read-timeout",
  preset: "60",
  strange: /^(?!.*(?:connect|send|next-upstream|keep-?alive|auth|body|header)).*time-?outs?$/i,
};

const prefix = "nginx.ingress.kubernetes.io/";

/** How a setting stands for one Ingress. */
export type SettingInForce = {
  readonly value: string;
  /** Where it stands: the annotation, `ConfigMap ingress-nginx/controller`; undefined where it is the default. */
  readonly source: "annotation" | ObservedObject | undefined;
  readonly line: Line | undefined;
  /** What somebody set beside it in vain. */
  readonly vain: { readonly annotation: string; readonly value: string; readonly line: Line } | undefined;
};

export const settingInForce = (view: ClusterView, ingress: ObservedObject, one: IngressSetting): SettingInForce => {
  const annotations = entriesAt(ingress.fields, "metadata", "annotations");
  const cite = (key: string) => ingress.cite("metadata", "annotations", key);
  const own = annotations.get(prefix + one.key);
  const vain = [...annotations].find(([key]) => isInVain(key, one));
  const map = view
    .of("ConfigMap")
    .find(({ ref, fields }) => /nginx|ingress/.test(ref.name) && entriesAt(fields, "data").has(one.key));
  return {
    value: own ?? entriesAt(map?.fields, "data").get(one.key) ?? one.preset,
    source: own === undefined ? map : "annotation",
    line: own === undefined ? map?.cite("data", one.key) : cite(prefix + one.key),
    vain:
      own !== undefined || vain === undefined
        ? undefined
        : { annotation: vain[0], value: vain[1], line: cite(vain[0]) },
  };
};

/** Of ingress-nginx by its prefix and not by its name, or of another controller or an old one by its prefix. */
const isInVain = (key: string, one: IngressSetting): boolean => {
  const [space = "", name = ""] = key.split("/");
  return /(?:^|\.)nginx\b|ingress/.test(space) && one.strange.test(name) && key !== prefix + one.key;
};

/** The Ingresses that serve a host, by its name or a wildcard. */
export const ingressesOf = (view: ClusterView, host: string): readonly ObservedObject[] =>
  view.of("Ingress").filter(({ fields, printed }) => {
    const hosts = [
      ...listAt(fields, "spec", "rules").map((rule) => textAt(rule, "host")),
      ...(printed.get("HOSTS")?.value.split(",") ?? []),
    ];
    return hosts.some((one) => one === host || (one.startsWith("*.") && host.endsWith(one.slice(1))));
  });

/** Bytes of a size as nginx writes it, `50m`; 0 stands for no limit. */
export const nginxBytes = (size: string): number => {
  const [, count = "", unit = ""] = /^(\d{1,12})([kmg]?)b?$/i.exec(size.trim()) ?? [];
  const factor = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[unit.toLowerCase()] ?? 1;
  return count === "" ? Number.NaN : Number(count) * factor || Number.POSITIVE_INFINITY;
};
