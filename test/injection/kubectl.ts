import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program for KUBETRIAGE_KUBECTL that writes down what it was asked and answers one read. */
export type RecordingKubectl = {
  readonly path: string;
  /** A kubeconfig for the service; no server is behind it. */
  readonly kubeconfig: string;
  /** From now on, reads of the command's verb and kind print the output and all others that there is nothing; the record begins anew. */
  answerWith(command: string, output: string): void;
  /** The arguments of every run since then, without those that say where the cluster is. */
  ran(): readonly (readonly string[])[];
  close(): void;
};

/** A shell script, as it is started some thousand times. */
export function startKubectl(): RecordingKubectl {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-recording-"));
  const file = (name: string) => join(folder, name);
  writeFileSync(file("kubectl"), script(folder), { mode: 0o755 });
  writeFileSync(file("config"), config, { mode: 0o600 });
  return {
    path: file("kubectl"),
    kubeconfig: file("config"),
    answerWith(command, output) {
      const [, verb, kind] = command.split(" ");
      writeFileSync(file("wanted"), ` ${verb} ${verb === "logs" ? "" : kind}`);
      writeFileSync(file("output"), output);
      writeFileSync(file("ran"), "");
    },
    ran: () =>
      readFileSync(file("ran"), "utf8")
        .split("\u001e\n")
        .filter((run) => run !== "")
        .map((run) => run.split("\u001f").filter((arg) => arg !== "" && !isPlace.test(arg))),
    close: () => rmSync(folder, { recursive: true }),
  };
}

const isPlace = /^--(?:kubeconfig|namespace|cache-dir|context)=/;

const script = (folder: string) => `#!/bin/sh
line=''
for arg in "$@"; do line="$line$arg$(printf '\\037')"; done
printf '%s\\036\\n' "$line" >> '${folder}/ran'
case " $* " in
  *"$(cat '${folder}/wanted')"*) cat '${folder}/output' ;;
  *) echo 'No resources found in shop namespace.' >&2 ;;
esac
`;

const config = `apiVersion: v1
kind: Config
clusters: [{name: recording, cluster: {server: "https://127.0.0.1:1"}}]
users: [{name: reader, user: {token: none}}]
contexts: [{name: recording, context: {cluster: recording, user: reader}}]
current-context: recording
`;
