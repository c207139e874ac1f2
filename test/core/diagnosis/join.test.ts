import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import type { Diagnosis, Rule } from "../../../src/core/diagnosis/finding.ts";
import { rules } from "../../../src/core/diagnosis/registry.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { cases } from "./cases/all.ts";
import { crashed, describedPod } from "./printed.ts";

const printed = (...outputs: readonly (readonly [string, string])[]): readonly Evidence[] =>
  outputs.map(([command, stdout]) => ({
    command: `kubectl ${command}`,
    parsed: null,
    stdout,
    stderr: "",
    exitCode: 0,
    origin: "executed",
    namespace: "default",
  }));

const tree = ({ findings, roots }: Diagnosis): readonly string[] =>
  findings
    .filter((finding) => finding.severity !== "info")
    .map((finding) => `${roots.includes(finding) ? "" : "  "}${finding.code} ${finding.object.name}`);

/** A database killed for memory, whose Service then has no endpoints, and a shop that cannot reach it. */
const chain = printed(
  [
    "describe pod db-6d4b75cb6d-x2k4p -n shop",
    describedPod({
      name: "db-6d4b75cb6d-x2k4p",
      labels: "app=db",
      status: "Running",
      state: crashed("OOMKilled", 137),
      restarts: 9,
    }).replaceAll("ReplicaSet/web-6d4b75cb6d", "ReplicaSet/db-6d4b75cb6d"),
  ],
  ["get endpoints db -n shop", "NAME   ENDPOINTS   AGE\ndb     <none>      9d\n"],
  [
    "get svc -n shop -o wide",
    "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE   SELECTOR\ndb     ClusterIP   10.96.1.9    <none>        5432/TCP   9d    app=db\n",
  ],
  [
    "describe pod web-6d4b75cb6d-x2k4p -n shop",
    describedPod({ status: "Running", state: crashed("Error", 1), restarts: 5 }),
  ],
  [
    "logs web-6d4b75cb6d-x2k4p -n shop --previous",
    "ERROR cannot start: dial tcp 10.96.1.9:5432: connect: connection refused\n",
  ],
  [
    "get deploy web -n shop",
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/1     1            0           9d\n",
  ],
);

test("one cause explains what it brings about in other objects, each symptom once and below it", () => {
  expect(tree(diagnose(observe(chain)))).toEqual([
    "oom-killed db-6d4b75cb6d-x2k4p",
    "  service-without-endpoints db",
    "  dependency-unreachable web-6d4b75cb6d-x2k4p",
    "  crash-loop web-6d4b75cb6d-x2k4p",
    "  deployment-unavailable web",
  ]);
});

test("the order of the evidence changes nothing", () => {
  const expected = tree(diagnose(observe(chain)));
  fc.assert(
    fc.property(fc.shuffledSubarray([...chain], { minLength: chain.length }), (shuffled) => {
      expect(tree(diagnose(observe(shuffled)))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test("replicas that suffer the same are told once", () => {
  const row = (name: string) => `${name}   0/1     CrashLoopBackOff   7 (32s ago)   11m\n`;
  const { findings } = diagnose(
    observe(
      printed([
        "get pods -n shop",
        `NAME                   READY   STATUS             RESTARTS      AGE\n${row("web-6d4b75cb6d-x2k4p")}${row("web-6d4b75cb6d-zzzzz")}`,
      ]),
    ),
  );
  expect(findings.map((finding) => finding.summary)).toEqual([
    expect.stringMatching(
      /^Pod shop\/web-6d4b75cb6d-x2k4p crashes again and again.* The same holds for 1 more pod of Deployment shop\/web\.$/,
    ),
  ]);
});

test("a newer list that shows the pod well acquits it", () => {
  const before = describedPod({ status: "Running", state: crashed("Error", 1), restarts: 3 });
  const after =
    "NAME                   READY   STATUS    RESTARTS      AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   3 (20m ago)   31m\n";
  const { roots } = diagnose(
    observe(printed(["describe pod web-6d4b75cb6d-x2k4p -n shop", before], ["get pods -n shop", after])),
  );
  expect(roots.filter((root) => root.severity !== "info")).toEqual([]);
});

const broken: Rule = {
  code: "broken",
  title: "",
  about: "",
  reads: [],
  explains: [],
  find: () => {
    throw new Error("no such luck");
  },
};

test("a rule that throws is listed as skipped and takes no other rule with it", () => {
  const { findings, skipped } = diagnose(observe(chain), [broken, ...rules]);
  expect(skipped).toEqual([{ code: "broken", reason: "no such luck" }]);
  expect(findings.map((finding) => finding.code)).toContain("oom-killed");
});

const texts = cases.flatMap((one) => one.outputs.map(([, output]) => output));

test("no text makes a rule throw: pieces of real output, cut and mixed, under any command", () => {
  const piece = fc
    .tuple(fc.constantFrom(...texts), fc.nat(4000), fc.nat(4000))
    .map(([text, from, length]) => text.slice(from % text.length).slice(0, length));
  const mixed = fc
    .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 60 })), { maxLength: 4 })
    .map((pieces) => pieces.join("\n"));
  const command = fc.constantFrom("", ...new Set(cases.flatMap((one) => one.outputs.map(([asked]) => asked))));
  fc.assert(
    fc.property(fc.array(fc.tuple(command, mixed), { minLength: 1, maxLength: 3 }), (outputs) => {
      expect(diagnose(observe(printed(...outputs))).skipped).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("what a cluster prints never decides how a suggested command is split", () => {
  const hostile =
    "NAME                          READY   STATUS             RESTARTS   AGE\nweb;rm${IFS}-rf   0/1     CrashLoopBackOff   7          11m\n--all=true        0/1     ImagePullBackOff   7          11m\n";
  const { findings } = diagnose(observe(printed(["get pods -n shop", hostile])));
  const commands = findings
    .flatMap((finding) => [...finding.next, ...(finding.fix?.commands ?? []), ...(finding.fix?.verify ?? [])])
    .map((one) => one.command);
  expect(
    commands.filter((command) => !/^kubectl [a-zA-Z0-9 ._:@/=,'{}"-]+$/.test(command) || command.includes("--all=")),
  ).toEqual([]);
});
