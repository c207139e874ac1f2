import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf } from "../kubectl/targets.ts";
import { forbidden, type Hazard } from "./hazard.ts";

/**
 * What `--raw PATH` reaches. Only paths known to be plain reads of the API are reads; whatever reaches through the API server
 * into a kubelet, a pod or a service is a write, since a GET there may do anything.
 */
export function rawHazards(command: KubectlCommand): readonly Hazard[] {
  const raw = flagOf(command, "raw");
  if (raw === undefined || raw === "" || command.verb === "config view") return [];
  const [, path = "", query = ""] = /^([^?]*)\??([\s\S]*)$/.exec(raw)!;
  const isPlain = /^\/[\w./:*-]*$/.test(path) && !path.includes("//") && !path.includes("..");
  if (!isPlain || !query.split("&").every((pair) => /^[A-Za-z]*(?:=[^#;]*)?$/.test(pair))) {
    return [
      forbidden("--raw takes a plain path of the API, such as /readyz or /api/v1/namespaces/default/pods?limit=10"),
    ];
  }
  if (isOn(query, "watch") || isOn(query, "follow") || path.includes("/watch/")) {
    return [forbidden("a raw watch never ends; leave the query out")];
  }
  if (isOn(query, "insecureSkipTLSVerifyBackend")) {
    return [forbidden("insecureSkipTLSVerifyBackend would not check who answers; leave it out")];
  }
  if (command.verb !== "get")
    return [{ risk: "destructive", reason: "--raw sends a changing request to any path of the API" }];
  return [rawRead(path)];
}

/** As the API server reads a switch: only `0` and `false` are off, a bare name is on (k8s.io/apimachinery, Convert_Slice_string_To_bool). */
function isOn(query: string, name: string): boolean {
  return query.split("&").some((pair) => {
    const [key, value] = pair.split("=") as [string, string | undefined];
    return key.toLowerCase() === name.toLowerCase() && !/^(?:0|false)$/i.test(value ?? "");
  });
}

/** Parts of an object that are data like the object itself. Behind others a GET goes on into a pod, a service or a kubelet. */
const plainSubresources = new Set(["", "status", "scale", "resize", "ephemeralcontainers"]);

/** What `get --subresource` reaches: kubectl asks for any of them, `proxy` and `exec` too. */
export function subresourceHazards(command: KubectlCommand): readonly Hazard[] {
  const subresource = flagOf(command, "subresource");
  if (command.verb !== "get" || subresource === undefined || plainSubresources.has(subresource)) return [];
  return [{ risk: "write", reason: `--subresource=${subresource} reaches through the API server into a workload` }];
}

const harmless = [
  /^\/(?:healthz|livez|readyz)(?:\/[\w./-]*)?$/,
  /^\/(?:version|metrics|api|apis|openapi|openapi\/v[23](?:\/[\w./-]*)?)\/?$/,
  /^\/(?:api\/v1|apis\/[\w.-]+(?:\/v\w+)?)\/?$/,
  /^\/apis\/(?:custom|external)\.metrics\.k8s\.io\/v\w+\/[\w./*:-]+$/,
];
const object =
  /^\/(?:api\/v1|apis\/[\w.-]+\/v\w+)\/(?:namespaces\/[\w.-]+\/)?([a-z]+)(?:\/([\w.:-]+)(?:\/(\w+))?)?\/?$/;

function rawRead(path: string): Hazard {
  if (harmless.some((pattern) => pattern.test(path)))
    return { risk: "read", reason: "reads what the API server says of itself" };
  if (/\/(?:proxy|exec|attach|portforward|run)(?:\/|$)/.test(path)) {
    return {
      risk: "write",
      reason: "--raw reaches through the API server into a workload, where a request may do anything",
    };
  }
  const [, resource, , subresource] = object.exec(path) ?? [];
  const isPlain = resource !== undefined && !/\/secrets(?:\/|$)/.test(path);
  if (isPlain && (subresource === undefined || ["status", "scale", "log"].includes(subresource))) {
    return { risk: "read", reason: "reads objects of the API" };
  }
  return { risk: "sensitive", reason: "--raw prints what is stored, secret values too" };
}
