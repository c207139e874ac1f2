import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createPrivateFolder } from "../../../src/adapters/cluster/private-folder.ts";

const folder = () => {
  const made = createPrivateFolder(2);
  opened.push(made);
  return made;
};
const opened: { remove(): void }[] = [];
afterEach(() => {
  for (const made of opened.splice(0)) made.remove();
});

test("the home not entered for longest goes when there are too many, with what kubectl kept in it", () => {
  const homes = folder();
  const visit = (identity: string) => homes.enter(identity).release();
  for (const identity of ["a", "b"]) visit(identity);
  writeFileSync(join(homes.home("a"), "cache"), "x");
  visit("a");
  visit("c");
  expect(["a", "b", "c"].map((identity) => existsSync(homes.home(identity)))).toEqual([true, false, true]);
  expect(existsSync(join(homes.home("a"), "cache"))).toBe(true);
});

test("a home in which a command runs stays however many come, and goes when it has ended", () => {
  const homes = folder();
  const stay = homes.enter("running", "token: open-sesame");
  for (const identity of ["a", "b", "c", "d"]) homes.enter(identity).release();
  expect(statSync(stay.kubeconfig!).mode & 0o777).toBe(0o600);
  stay.release();
  expect(existsSync(stay.kubeconfig!)).toBe(false);
  homes.enter("e").release();
  expect(existsSync(stay.home)).toBe(false);
});

test("a home that has gone is there again when it is entered", () => {
  const homes = folder();
  for (const identity of ["a", "b", "c"]) homes.enter(identity).release();
  expect(existsSync(homes.home("a"))).toBe(false);
  expect(existsSync(homes.enter("a").home)).toBe(true);
});
