import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";
import { podName } from "../printed.ts";
import { crashing, logged, symptoms, template } from "./crash-loop-printed.ts";

type Output = Case["outputs"][number];

const mounts = (map: string): Output =>
  template(
    "        command: [/scripts/run.sh]\n        volumeMounts:\n        - mountPath: /scripts\n          name: scripts\n",
    `      - name: scripts\n        configMap:\n          name: ${map}\n`,
  );

const script = (text: string): Output => [
  "get cm web-scripts -n shop -o yaml",
  `apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: ${JSON.stringify(text)}\nmetadata:\n  name: web-scripts\n  namespace: shop\n`,
];
const notRun = logged("exec /scripts/run.sh: no such file or directory");

/** Scripts that are there and do not start. */
export const scriptStartCases: readonly Case[] = [
  {
    name: "a script with Windows line endings from a ConfigMap",
    outputs: [crashing, script("#!/bin/sh\r\nset -e\r\nweb serve\r\n"), notRun],
    roots: ["script-line-endings"],
    symptoms: [...symptoms, "file-missing"],
    says: /cannot run its script \/scripts\/run\.sh because it has Windows line endings \(CRLF\) in ConfigMap web-scripts \(key run\.sh\): the kernel looks for the interpreter "\/bin\/sh\\r"/,
  },
  {
    name: "a script with Windows line endings that an old runtime does not name",
    outputs: [
      crashing,
      mounts("web-scripts"),
      script("#!/bin/sh\r\nweb serve\r\n"),
      logged("standard_init_linux.go:228: exec user process caused: no such file or directory"),
    ],
    roots: ["script-line-endings"],
    symptoms: [...symptoms, "file-missing"],
  },
  {
    name: "a script with Windows line endings, started by a shell",
    outputs: [
      crashing,
      script("set -e\r\nweb serve\r\n"),
      logged(
        "/scripts/run.sh: line 1: set: -: invalid option",
        "set: usage: set [-abefhkmnptuvxBCHP] [-o option-name]",
      ),
    ],
    roots: ["script-line-endings"],
    symptoms,
    says: /each line ends in a carriage return/,
  },
  {
    name: "a shell that shows the carriage return",
    outputs: [crashing, logged("/app/run.sh: line 2: $'\\r': command not found")],
    roots: ["script-line-endings"],
    symptoms,
  },
  {
    name: "an interpreter with a carriage return",
    outputs: [crashing, logged("env: 'bash\\r': No such file or directory")],
    roots: ["script-line-endings"],
    symptoms: [...symptoms, "file-missing"],
  },
  {
    name: "line endings that cat -A shows",
    outputs: [
      crashing,
      notRun,
      [`exec -n shop ${podName} -- cat -A /scripts/run.sh`, rows("#!/bin/bash^M$", "set -e^M$")],
    ],
    roots: ["script-line-endings"],
    symptoms: [...symptoms, "file-missing"],
    says: /looks for the interpreter "\/bin\/bash\\r"/,
  },
  {
    name: "line endings that file tells",
    outputs: [
      crashing,
      notRun,
      [
        "get cm web-scripts -n shop -o jsonpath='{.data.run\\.sh}' | file -",
        rows("/dev/stdin: POSIX shell script, ASCII text executable, with CRLF line terminators"),
      ],
    ],
    roots: ["script-line-endings"],
    symptoms: [...symptoms, "file-missing"],
    says: /in ConfigMap web-scripts \(key run\.sh\)/,
  },
  {
    name: "a script whose interpreter the image lacks",
    outputs: [crashing, script("#!/bin/bash\nset -e\nweb serve\n"), notRun],
    roots: ["script-interpreter-missing"],
    symptoms: [...symptoms, "file-missing"],
    says: /the script is there, from ConfigMap web-scripts, so that the interpreter of its first line, \/bin\/bash, is what the image does not have/,
  },
  {
    name: "near miss: a script of this name in a ConfigMap that is not mounted there",
    outputs: [crashing, mounts("web-jobs"), script("#!/bin/bash\nweb serve\n"), notRun],
    roots: ["file-missing"],
    symptoms,
  },
  {
    name: "near miss: another script has Windows line endings",
    outputs: [crashing, script("#!/bin/sh\r\nweb serve\r\n"), logged("exec /app/start.sh: no such file or directory")],
    roots: ["file-missing"],
    symptoms,
  },
  {
    name: "near miss: a script with Windows line endings that some other error ends",
    outputs: [
      crashing,
      script("#!/bin/sh\r\nweb serve\r\n"),
      logged("panic: open /etc/web.yml: no such file or directory"),
    ],
    roots: ["file-missing"],
    symptoms,
  },
];
