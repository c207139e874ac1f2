import { BlockList, isIP } from "node:net";

/** Where clouds hand out instance credentials, and link-local addresses, where no API server of a user lives. */
const blocked = new BlockList();
blocked.addSubnet("169.254.0.0", 16, "ipv4");
blocked.addSubnet("fe80::", 10, "ipv6");
/** Of AWS (IPv6), Google (IPv6), Alibaba, Oracle, and the host agent of Azure, as their documentation names them. */
for (const address of ["100.100.100.200", "192.0.0.192", "168.63.129.16"]) blocked.addAddress(address, "ipv4");
for (const address of ["fd00:ec2::254", "fd20:ce::254"]) blocked.addAddress(address, "ipv6");
blocked.addAddress("0.0.0.0", "ipv4");
blocked.addAddress("::", "ipv6");

const blockedNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** Whether an address or a name is one that no kubeconfig of a client may point to. Names are not resolved here. */
export function isForbiddenHost(host: string): boolean {
  const plain = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.+$/, "");
  if (isIP(plain) === 4) return blocked.check(plain, "ipv4");
  if (isIP(plain) === 6) return blocked.check(plain, "ipv6") || isForbiddenInside(plain);
  return blockedNames.has(plain);
}

/** IPv4 carried in an IPv6 address: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
function isForbiddenInside(address: string): boolean {
  const groups = groupsOf(address);
  const carried = groups[0] === 0x2002 ? groups.slice(1, 3) : groups.slice(6);
  const carries =
    groups[0] === 0x2002 ||
    (groups[0] === 0x64 && groups[1] === 0xff9b) ||
    (groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0 || groups[5] === 0xffff));
  if (!carries) return false;
  const [high, low] = carried as [number, number];
  return blocked.check(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`, "ipv4");
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address.split("%")[0]!);
  const pair = (a: string, b: string) => ((Number(a) << 8) | Number(b)).toString(16);
  const text =
    dotted === null
      ? address.split("%")[0]!
      : `${dotted[1]! + pair(dotted[2]!, dotted[3]!)}:${pair(dotted[4]!, dotted[5]!)}`;
  const [before = "", after] = text.split("::");
  const parse = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [left, right] = [parse(before), parse(after ?? "")];
  return after === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
