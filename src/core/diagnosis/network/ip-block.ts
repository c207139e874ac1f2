import { listAt, textAt } from "../objects/fields.ts";

/** Whether an `ipBlock` of a policy holds an IPv4 address; undefined where that is not of this family or cannot be read. */
export const holdsAddress = (block: unknown, address: string): boolean | undefined => {
  const isIn = contains(textAt(block, "cidr"), address);
  if (isIn !== true) return isIn;
  return !listAt(block, "except").some((one) => contains(String(one), address) === true);
};

/** Whether a range of addresses holds an IPv4 address; undefined where either cannot be read. */
export const contains = (range: string, address: string): boolean | undefined => {
  const [from = "", size = "32"] = range.split("/");
  const start = numberOf(from);
  const wanted = numberOf(address);
  const bits = Number(size);
  if (start === undefined || wanted === undefined || !(bits >= 0 && bits <= 32)) return undefined;
  const block = 2 ** (32 - bits);
  return Math.floor(start / block) === Math.floor(wanted / block);
};

const numberOf = (address: string): number | undefined => {
  const parts = address.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
};
