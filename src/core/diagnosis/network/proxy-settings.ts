import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { environmentOf, isEnvironmentWhole, type Variable } from "../objects/environment-of.ts";
import { contains } from "./ip-block.ts";

/** Through which proxy a workload calls, and what it calls directly. */
export type ProxySettings = {
  readonly proxy: Variable;
  /** The proxy as it is set: `HTTP_PROXY=http://proxy.example.com:3128`. */
  readonly said: string;
  readonly host: string;
  readonly exceptions: readonly string[];
  /** `NO_PROXY=localhost,.example.com`, or that it is not set. */
  readonly saidExceptions: string;
  readonly exceptionName: string;
  readonly line: Line | undefined;
};

const javaProxy = /-Dhttps?\.proxyHost=(\S{1,253})/;
const javaExceptions = /-Dhttp\.nonProxyHosts=(?:"([^"]{1,2000})"|(\S{1,2000}))/;

/**
 * From `HTTP_PROXY` and `NO_PROXY` in whichever case, or the system properties of a JVM. Nothing is said of exceptions that may be
 * set where the evidence does not look.
 */
export const proxySettingsOf = (view: ClusterView, ref: ObjectRef): ProxySettings | undefined => {
  const variables = environmentOf(view, ref);
  const proxy = variables.find(({ key, value }) => /^(?:https?|all)_proxy$/i.test(key) && value.length > 3);
  const java = variables.find(({ value }) => javaProxy.test(value));
  if (proxy !== undefined) return fromVariables(view, ref, proxy, variables);
  if (java === undefined) return undefined;
  const match = javaExceptions.exec(java.value);
  const list = match?.[1] ?? match?.[2] ?? "";
  return {
    proxy: java,
    said: `${java.key} with ${javaProxy.exec(java.value)![0]}`,
    host: javaProxy.exec(java.value)![1]!,
    exceptions: list.split("|").filter((one) => one !== ""),
    saidExceptions: list === "" ? "http.nonProxyHosts is not set" : `http.nonProxyHosts has only ${list}`,
    exceptionName: "http.nonProxyHosts",
    line: java.line,
  };
};

const fromVariables = (
  view: ClusterView,
  ref: ObjectRef,
  proxy: Variable,
  variables: readonly Variable[],
): ProxySettings | undefined => {
  const none = variables.find(({ key }) => /^no_proxy$/i.test(key));
  if (none === undefined && !isWholeBeside(view, ref, proxy)) return undefined;
  return {
    proxy,
    said: `${proxy.key}=${withoutPassword(proxy.value)}`,
    host: /^(?:[a-z0-9]{2,8}:\/\/)?(?:[^@/\s]{0,200}@)?([\w.-]{1,253})/.exec(proxy.value)?.[1] ?? "",
    exceptions: (none?.value ?? "").split(/[,\s]+/).filter((one) => one !== ""),
    saidExceptions: none === undefined ? "NO_PROXY is not set" : `${none.key} has only ${none.value}`,
    exceptionName: none?.key ?? "NO_PROXY",
    line: none?.line,
  };
};

const withoutPassword = (value: string): string => value.replace(/\/\/[^@/\s]{1,200}@/, "//");

/** The environment of the process was printed whole, or the variable stands in the list of a container that takes no other source. */
const isWholeBeside = (view: ClusterView, ref: ObjectRef, proxy: Variable): boolean =>
  isEnvironmentWhole(view, ref) || (proxy.owner.kind !== "ConfigMap" && view.object(proxy.owner) !== undefined);

/** Whether a host is called directly: a suffix, the name itself, an address or a range that holds it. */
export const isExcepted = ({ exceptions }: ProxySettings, host: string): boolean =>
  exceptions.some((one) => {
    const entry = one.toLowerCase().replace(/:\d{1,5}$/, "");
    if (entry === "*") return true;
    if (/^[\d.]+\/\d{1,2}$/.test(entry)) return contains(entry, host) === true;
    if (entry.endsWith("*")) return host.startsWith(entry.slice(0, -1));
    const suffix = entry.replace(/^\*?\.?/, "");
    return host === suffix || host.endsWith(`.${suffix}`);
  });
