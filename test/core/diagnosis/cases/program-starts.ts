import type { Case } from "../case.ts";
import { crashed, describeCommand, describedPod } from "../printed.ts";
import { crashing, logged, symptoms, template } from "./crash-loop-printed.ts";

type Output = Case["outputs"][number];

const started = (rest: string): Output => [
  describeCommand,
  describedPod({ status: "Running", state: crashed("Error", 1), restarts: 7, rest }),
];

const joinedCases: readonly Case[] = [
  {
    name: "two flags in one element, and a program that misses the second",
    outputs: [
      started("    Args:\n      --config=/etc/web.yml --store.url=http://store:9000\n"),
      logged("level=info msg=starting", 'level=fatal msg="flag --store.url is required"'),
    ],
    roots: ["arguments-joined"],
    symptoms,
    says: /"--config=\/etc\/web\.yml --store\.url=http:\/\/store:9000" is a single element of args, and no shell splits it at the blank, so that --store\.url is taken for a part of --config and never set/,
  },
  {
    name: "two flags in one element, and a program that looks for a file of that name",
    outputs: [
      crashing,
      template('        args: ["-c /etc/web.yml --level=debug"]\n'),
      logged("Error: open  /etc/web.yml --level=debug: no such file or directory"),
    ],
    roots: ["arguments-joined"],
    symptoms,
    says: /--level is taken for a part of -c and never set/,
  },
  {
    name: "a flag and its value in one element",
    outputs: [
      crashing,
      template("        args:\n        - serve\n        - --port 8080\n"),
      logged("Error: unknown flag: --port 8080", "Usage:", "  web serve [flags]"),
    ],
    roots: ["arguments-joined"],
    symptoms,
    says: /"--port 8080" is a single element of args, .* 8080 is taken for a part of the flag's name/,
  },
  {
    name: "near miss: options that are handed on as one value",
    outputs: [
      crashing,
      template("        args:\n        - --extra-args=--trace --store.url=http://store:9000\n"),
      logged('level=fatal msg="flag --store.url is required"'),
    ],
    roots: ["application-error"],
    symptoms,
  },
  {
    name: "near miss: a flag that is missing, and elements that stand apart",
    outputs: [
      crashing,
      template("        args:\n        - --config=/etc/web.yml\n        - --level=debug\n"),
      logged('level=fatal msg="flag --store.url is required"'),
    ],
    roots: ["application-error"],
    symptoms,
  },
  {
    name: "a program and its arguments as one command",
    outputs: [
      [
        describeCommand,
        describedPod({
          state: `    State:          Waiting
      Reason:       RunContainerError
      Message:      failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "python app.py": executable file not found in $PATH: unknown`,
        }),
      ],
    ],
    roots: ["command-not-found"],
    says: /its command "python app\.py" does not exist in the image.*: it is one string with a blank in it, which no shell splits/,
  },
];

const mount = (path: string, name = "data"): string =>
  `        volumeMounts:\n        - mountPath: ${path}\n          name: ${name}\n`;
const volume = (source: string, name = "data"): string => `      - name: ${name}\n        ${source}\n`;
const empty = volume("emptyDir: {}");
const lacks = logged("Error: Cannot find module '/srv/web/main.js'", "    at Module._resolveFilename");

const hiddenCases: readonly Case[] = [
  {
    name: "an emptyDir over the directory of the program",
    outputs: [crashing, template(mount("/srv/web"), empty), lacks],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "module-missing"],
    says: /does not find its program because emptyDir volume "data", which is empty at the start, is mounted at \/srv\/web and hides what the image has in that directory \(.*main\.js/,
  },
  {
    name: "a ConfigMap over the directory of the program",
    outputs: [
      crashing,
      template(mount("/srv/web/"), volume("configMap: {name: web-settings}")),
      [
        "get cm web-settings -n shop -o yaml",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  settings.json: '{}'\nmetadata:\n  name: web-settings\n  namespace: shop\n",
      ],
      lacks,
    ],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "module-missing"],
    says: /because ConfigMap web-settings \(volume "data"; it has the key settings\.json\) is mounted at \/srv\/web and hides/,
  },
  {
    name: "a claim over the directory of the program, which the runtime looks for",
    outputs: [
      crashing,
      template(
        `        command: [/opt/web/server]\n${mount("/opt/web")}`,
        volume("persistentVolumeClaim: {claimName: web-data}"),
      ),
      logged("exec /opt/web/server: no such file or directory"),
    ],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "file-missing"],
    says: /because PersistentVolumeClaim web-data \(volume "data"\) is mounted at \/opt\/web and hides/,
  },
  {
    name: "an emptyDir over the modules",
    outputs: [crashing, template(mount("/srv/web/node_modules"), empty), logged("Error: Cannot find module 'express'")],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "module-missing"],
  },
  {
    name: "an emptyDir over the directory in which a script is run",
    outputs: [
      crashing,
      template(`        workingDir: /code\n${mount("/code")}`, empty),
      logged("ModuleNotFoundError: No module named 'shop'"),
    ],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "module-missing"],
  },
  {
    name: "an emptyDir over the directory that the package of a program describes",
    outputs: [
      crashing,
      template(mount("/usr/src/app"), empty),
      logged(
        "npm error Could not read package.json: Error: ENOENT: no such file or directory, open '/usr/src/app/package.json'",
      ),
    ],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "file-missing"],
  },
  {
    name: "an emptyDir over the scripts of PHP",
    outputs: [crashing, template(mount("/var/www"), empty), logged("Could not open input file: /var/www/artisan")],
    roots: ["program-hidden-by-volume"],
    symptoms: [...symptoms, "module-missing"],
  },
  {
    name: "an emptyDir over the directory of commands",
    outputs: [
      [
        describeCommand,
        describedPod({
          state: `    State:          Waiting
      Reason:       RunContainerError
      Message:      failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: exec: "server": executable file not found in $PATH: unknown`,
        }),
      ],
      template(mount("/usr/local/bin"), empty),
    ],
    roots: ["program-hidden-by-volume"],
    symptoms: ["command-not-found"],
  },
  {
    name: "near miss: an emptyDir beside the program",
    outputs: [crashing, template(mount("/srv/web/cache"), empty), lacks],
    roots: ["module-missing"],
    symptoms,
  },
  {
    name: "near miss: an emptyDir that an init container is to fill",
    outputs: [
      crashing,
      template(
        `${mount("/srv/web")}      initContainers:\n      - name: fetch\n        image: registry.example.com/shop/code:2\n${mount("/out")}`,
        empty,
      ),
      lacks,
    ],
    roots: ["module-missing"],
    symptoms,
  },
  {
    name: "near miss: a data file that is not in the emptyDir yet",
    outputs: [
      crashing,
      template(mount("/var/lib/web"), empty),
      logged("panic: open /var/lib/web/index.json: no such file or directory"),
    ],
    roots: ["file-missing"],
    symptoms,
  },
];

/** Programs that are there and do not start. */
export const programStartCases: readonly Case[] = [...joinedCases, ...hiddenCases];
