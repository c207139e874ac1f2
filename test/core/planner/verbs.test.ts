import { expect, test } from "vitest";
import { kinds } from "../../../src/core/kubectl/kinds.ts";
import { globals, verbs } from "../../../src/core/kubectl/verbs.ts";
import { keyOf, settle } from "../../../src/core/planner/command-key.ts";
import { flagsSaid } from "../../../src/core/planner/flags/with-flags-said.ts";
import { translate } from "./situations.ts";
import { changes } from "./verbs/changes.ts";
import { ofClient } from "./verbs/client.ts";
import { creations } from "./verbs/creations.ts";
import { kindsSaid } from "./verbs/kinds.ts";
import { flagsLeftOut, verbsLeftOut } from "./verbs/left-out.ts";
import { looks } from "./verbs/looks.ts";
import { plainChanges } from "./verbs/plain-changes.ts";
import { plainLooks } from "./verbs/plain-looks.ts";
import { saidOtherwise } from "./verbs/said-otherwise.ts";

const rows = [...looks, ...ofClient, ...creations, ...changes, ...plainLooks, ...plainChanges];

/** The same for all spellings of a command; the whole of it counts, with how it is printed. */
function meaning(line: string): string | null {
  const settled = settle(line.startsWith("kubectl") ? line : `kubectl ${line}`);
  return settled === null ? null : keyOf(settled.command, "default");
}

test.each([
  ["looks", looks],
  ["kubectl itself", ofClient],
  ["what is made", creations],
  ["what is changed", changes],
  ["all of it, said otherwise", saidOtherwise],
  ["looks in plain words", plainLooks],
  ["changes in plain words", plainChanges],
] as const)("each way to say a command yields exactly that command: %s", async (_name, said) => {
  const wrong: string[] = [];
  for (const [command, ...phrasings] of said)
    for (const phrasing of phrasings) {
      const got = await translate(phrasing);
      if (meaning(got) !== meaning(command)) wrong.push(`${phrasing} -> ${got}, not kubectl ${command}`);
    }
  expect(wrong).toEqual([]);
});

test("whatever changes something is only rehearsed when a dry run is wanted, or not written", async () => {
  const wrong: string[] = [];
  for (const [command, ...phrasings] of [...creations, ...changes, ...plainChanges]) {
    if (/--dry-run|^(?:port-forward|proxy) /.test(command)) continue;
    for (const phrasing of phrasings) {
      const got = await translate(`${phrasing}, dry run`);
      if (
        !/^kubectl (?:get|describe|logs|top|diff|events|explain|auth can-i) |--dry-run=(?:client|server)|^$/.test(got)
      )
        wrong.push(`${phrasing}, dry run -> ${got}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every verb and flag of kubectl has a row, or a reason why it has none", () => {
  const covered = new Map<string, Set<string>>();
  for (const [line] of rows) {
    const { verb, flags } = settle(`kubectl ${line}`)!.command;
    const known = covered.get(verb) ?? new Set<string>();
    for (const { name } of flags) known.add(name);
    covered.set(verb, known);
  }
  const isLeftOut = (verb: string, flag: string) =>
    flagsLeftOut["*"]?.[flag] !== undefined || flagsLeftOut[verb]?.[flag] !== undefined;
  const open = [...verbs].flatMap(([verb, spec]) => {
    const known = covered.get(verb);
    if (known === undefined) return verbsLeftOut[verb] === undefined ? [`kubectl ${verb}`] : [];
    return [...spec.flags.values()]
      .filter(({ name, isHidden }) => !isHidden && !known.has(name) && !isLeftOut(verb, name))
      .map(({ name }) => `kubectl ${verb} --${name}`);
  });
  expect(open).toEqual([]);
});

test("nothing is left out that has a row, or that kubectl does not have", () => {
  const has = (verb: string, flag: string) =>
    rows.some(([line]) => {
      const { command } = settle(`kubectl ${line}`)!;
      return command.verb === verb && command.flags.some(({ name }) => name === flag);
    });
  const odd = Object.entries(flagsLeftOut).flatMap(([verb, flags]) =>
    Object.keys(flags)
      .filter((flag) => verb !== "*" && (!verbs.get(verb)?.flags.has(flag) || has(verb, flag)))
      .map((flag) => `${verb} --${flag}`),
  );
  const gone = Object.keys(verbsLeftOut).filter(
    (verb) => !verbs.has(verb) || rows.some(([line]) => settle(`kubectl ${line}`)!.command.verb === verb),
  );
  expect([...odd, ...gone]).toEqual([]);
});

test("words are kept for flags that their verb has", () => {
  const odd = Object.entries(flagsSaid).flatMap(([verb, words]) =>
    words
      .filter(({ flag }) => !verbs.get(verb)?.flags.has(flag) && !globals.has(flag))
      .map(({ flag }) => `${verb} --${flag}`),
  );
  expect(odd).toEqual([]);
});

test("every built-in kind that can be listed is listed by its words", async () => {
  const reviews = /review|^bindings$|^events$/;
  expect(
    kinds
      .map(({ plural }) => plural)
      .filter((plural) => !reviews.test(plural) && !kindsSaid.some(([one]) => one === plural)),
  ).toEqual([]);
  const wrong: string[] = [];
  for (const [plural, ...phrasings] of kindsSaid)
    for (const phrasing of phrasings) {
      const got = (await translate(phrasing)).replace(/ -o wide$/, "");
      if (meaning(got) !== meaning(`get ${plural}`)) wrong.push(`${phrasing} -> ${got}`);
    }
  expect(wrong).toEqual([]);
});

test.each([
  ["drain node-7 without losing emptydir data", /emptydir/],
  ["drain node-7 but do not force it", /--force/],
  ["service web-api should be a NodePort but is a ClusterIP, why?", /patch/],
  ["the service web-api should be reachable as NodePort, it is not", /patch/],
  ["cordon all nodes labelled rack=r9 except node-7", /cordon/],
  ["drain everything labelled rack=r9 but not node-7", /drain/],
  ["set MODE=fast on every deployment except web-api", /set env/],
  ["set MODE=fast on all failing deployments", /set env/],
  ["limit all unused deployments in ns shop to 200m cpu", /set resources/],
  ["label pod web-0 in ns shop with tier=x, don't overwrite", /--overwrite/],
  ["replace web.yaml without force", /--force/],
  ["apply web.yaml server-side, never force conflicts", /--force/],
  ["apply web.yaml but no prune", /--prune/],
  ["deployment web-api should run as service account bot-1 but fails with forbidden", /set serviceaccount/],
  ["pv data-7 should be kept but was deleted when its claim was deleted", /patch/],
  ["request 200m of cpu failed for deployment web-api", /set resources/],
  ["reconcile why the rules in rbac.yaml fail", /reconcile/],
  ["attach to why pod web-0 crashed", /attach/],
  ["create a priority class low-1 with value 100, do not make it the default", /global-default/],
  ["create a priority class low-1 with the value 100 for pods that have no limits", /global-default/],
  ["put the token of sa bot-1 in the kubeconfig of user joe", /set-credentials/],
  ["restart deployment web-api in ns shop, dry run", /restart/],
  ["create role edit-1 in ns shop that may update the deployment web-1 and get pods", /create role/],
  ["remove the dry run annotation from pod web-0", /exec|delete/],
  ["label pod web-0 in ns shop with tier=x using the field manager ci-bot", /pod web-0 ci-bot/],
  ["stop anything on node-2", /scale/],
  ["stop new versions of catalog from starting", /scale/],
  ["halt everything that runs on worker-3", /scale/],
  ["create a configmap site from the folder", /create configmap/],
  ["we need a pull secret named rc", /create secret/],
  ["look at pod web-0: curl http://x from pod web-1 hangs", /exec/],
  ["check why nslookup db.data fails in pod web-0", /exec/],
  ["show the config of the context prod", /minify/],
  ["put web and api back on revision 3", /undo/],
  ["we put ordering back on revision 3 and it crashes", /undo/],
  ["restart worker in eu-1", /restart/],
])("what is denied, told or spared is not written: %s", async (question, never) => {
  expect(await translate(question)).not.toMatch(never);
});
