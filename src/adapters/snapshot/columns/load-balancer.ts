import type { Fields } from "../../../core/evidence/observed.ts";
import { entriesAt, textAt } from "./fields.ts";

/** Addresses of the load balancer in the status of a service or ingress: each ingress point's IP or else its host name, sorted, each once. */
export function loadBalancerAddresses(object: Fields): readonly string[] {
  const addresses = entriesAt(object, "status", "loadBalancer", "ingress").map(
    (point) => textAt(point, "ip") || textAt(point, "hostname"),
  );
  return [...new Set(addresses.filter((address) => address !== ""))].sort();
}
