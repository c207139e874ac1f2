import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { asKubectl } from "../../../src/core/evidence/other-programs.ts";
import { outputsInText } from "../../../src/core/evidence/outputs-in-text.ts";
import { pasted } from "./pieces.ts";

test.each([
  ["velero backup get", "get backup -n velero"],
  ["velero get backups", "get backups -n velero"],
  ["velero schedule get -n backup", "get schedule -n backup"],
  ["flux get kustomizations -A", "get kustomizations -A"],
  ["velero backup get files-1 -o wide", "get backup files-1 -n velero -o wide"],
  ["flux get kustomizations shop -n team", "get kustomizations shop -n team"],
  ["flux get sources git", "get gitrepositories -n flux-system"],
  ["/usr/local/bin/flux get helmreleases --namespace apps", "get helmreleases --namespace apps"],
])("%s prints the table of %s", (command, words) => {
  expect(asKubectl(command.split(" "))?.join(" ")).toBe(words);
});

test.each([
  "velero backup logs nightly-1",
  "velero backup describe nightly-1",
  "velero version",
  "flux logs",
  "flux get all",
  "helm list",
])("%s prints no such table", (command) => {
  expect(asKubectl(command.split(" "))).toBeNull();
});

test("the rows are objects of their kind and place", () => {
  const view = observe([
    pasted(
      "velero backup get",
      `NAME                     STATUS            ERRORS   WARNINGS   CREATED
files-20260310020005     PartiallyFailed   3        0          2026-03-10 02:00:05 +0000 UTC
`,
    ),
  ]);
  expect(view.of("Backup").map(({ ref }) => ref)).toEqual([
    { kind: "Backup", namespace: "velero", name: "files-20260310020005" },
  ]);
});

test("a table that was pasted below its command into a question is read", () => {
  const pastedText = `Why do the backups fail?

$ velero backup get
NAME                     STATUS            ERRORS   WARNINGS   CREATED
files-20260310020005     PartiallyFailed   3        0          2026-03-10 02:00:05 +0000 UTC
`;
  const { words, outputs } = outputsInText(pastedText);
  expect(words).toBe("Why do the backups fail?");
  const view = observe([pasted("", outputs[0]!)]);
  expect(view.of("Backup").map(({ ref }) => ref.namespace)).toEqual(["velero"]);
});
