import type { Resource } from "./resources.ts";

/** The warning that a server of this version sends with a deprecated resource; kubectl prints it. */
export function warningOf({ group, plural }: Resource, kubernetesVersion: string): string | undefined {
  if (group !== "") return undefined;
  const minor = Number(/^v\d+\.(\d+)/.exec(kubernetesVersion)?.[1] ?? 0);
  if (plural === "componentstatuses") return "v1 ComponentStatus is deprecated in v1.19+";
  if (plural === "endpoints" && minor >= 33)
    return "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
  return undefined;
}
