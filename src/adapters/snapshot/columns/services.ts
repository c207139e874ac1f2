import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text, wide } from "./column.ts";
import { entriesAt, fieldsAt, integerAt, textAt, textsAt } from "./fields.ts";
import { labels } from "./label-selector.ts";
import { loadBalancerAddresses } from "./load-balancer.ts";

export const services: Columns = columns(
  name,
  text("Type", "How the service is exposed.", serviceType),
  text("Cluster-IP", "First address of the service inside the cluster.", clusterIp),
  text("External-IP", "Addresses of the service outside the cluster.", externalIp),
  text("Port(s)", "Ports of the service, with node ports.", ports),
  age,
  wide(
    text("Selector", "Labels of the pods behind the service.", (object) =>
      labels(fieldsAt(object, "spec", "selector")),
    ),
  ),
);

function serviceType(service: Fields): string {
  return textAt(service, "spec", "type") || "ClusterIP";
}

function clusterIp(service: Fields): string {
  return textsAt(service, "spec", "clusterIPs")[0] ?? (textAt(service, "spec", "clusterIP") || "<none>");
}

function externalIp(service: Fields): string {
  const external = textsAt(service, "spec", "externalIPs");
  switch (serviceType(service)) {
    case "ClusterIP":
    case "NodePort":
      return external.length > 0 ? external.join(",") : "<none>";
    case "LoadBalancer": {
      const all = [...loadBalancerAddresses(service), ...external];
      return all.length > 0 ? all.join(",") : "<pending>";
    }
    case "ExternalName":
      return textAt(service, "spec", "externalName");
    default:
      return "<unknown>";
  }
}

function ports(service: Fields): string {
  const printed = entriesAt(service, "spec", "ports").map((port) => {
    const nodePort = integerAt(port, "nodePort");
    const number = `${integerAt(port, "port")}${nodePort > 0 ? `:${nodePort}` : ""}`;
    return `${number}/${textAt(port, "protocol") || "TCP"}`;
  });
  return printed.join(",") || "<none>";
}
