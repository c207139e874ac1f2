import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { entriesAt, integerAt, listAt, optionalIntegerAt, textAt, textsAt } from "./fields.ts";
import { someOf } from "./some-of.ts";

export const endpoints: Columns = columns(
  name,
  text("Endpoints", "Ready addresses behind the service.", addresses),
  age,
);

export const endpointSlices: Columns = columns(
  name,
  text("AddressType", "Family of the addresses: IPv4, IPv6 or FQDN.", (slice) => textAt(slice, "addressType")),
  text(
    "Ports",
    "Ports of every endpoint.",
    (slice) => someOf(entriesAt(slice, "ports").map(slicePort), 3) || "<unset>",
  ),
  text(
    "Endpoints",
    "Addresses of the endpoints, ready or not.",
    (slice) =>
      someOf(
        entriesAt(slice, "endpoints").flatMap((endpoint) => textsAt(endpoint, "addresses")),
        3,
      ) || "<unset>",
  ),
  age,
);

function addresses(object: Fields): string {
  if (listAt(object, "subsets").length === 0) return "<none>";
  return someOf(entriesAt(object, "subsets").flatMap(subsetAddresses), 3);
}

/** Every address with every port; addresses alone when a headless service has no port. */
function subsetAddresses(subset: Fields): readonly string[] {
  const ips = entriesAt(subset, "addresses").map((address) => textAt(address, "ip"));
  const ports = entriesAt(subset, "ports").map((port) => integerAt(port, "port"));
  if (ports.length === 0) return ips;
  return ports.flatMap((port) => ips.map((ip) => (/[:%]/.test(ip) ? `[${ip}]:${port}` : `${ip}:${port}`)));
}

function slicePort(port: Fields): string {
  const number = optionalIntegerAt(port, "port");
  return number === undefined ? textAt(port, "name") : `${number}`;
}
